"""The debrief: right numbers for its period, nothing private unless asked for, readable by everybody, printed whole."""

from __future__ import annotations

import itertools
import re
from datetime import date, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from analytics.cli.report import report_command
from analytics.errors import InvalidEntry, Refused
from analytics.reports.debrief import BY_DEFAULT, Evidence, Period, Section, debrief, gather
from analytics.reports.debrief.drawing import silence_curve
from analytics.statistics.proportions import wilson
from analytics.store import Store, Viewer, goals, journal, reflection
from analytics.store.journal import Entry
from tests.builders import a_store, an_application

ME = Viewer.applicant(1)
NOW = datetime(2026, 2, 1, 20, 0)
SPRING = Period(date(2026, 1, 1), date(2026, 3, 31))
SECRET = "Zaunkoenigin"
VOID = {"meta", "br", "link", "img", "hr", "input"}


def a_log(folder: Path) -> Store:
    """A store with everything that a debrief can show; some of it before and after the period."""
    store = a_store(
        folder,
        an_application(
            "Alder Works", applied="2025-10-01", rejected_on="2025-11-01", reasons=["other"], feedback="No."
        ),
        an_application(applied="2026-01-05", invited_on="2026-01-12", rejected_on="2026-02-02"),
        *(
            an_application(
                applied=f"2026-01-{day:02}",
                rejected_on=f"2026-02-{day:02}",
                reasons=["experience_or_skills"],
                kind="constructive",
                feedback=f"We missed <script>alert({day})</script> SQL & {{{{ 7 * 7 }}}}.",
            )
            for day in range(6, 12)
        ),
        an_application(applied="2026-03-05"),
        an_application(applied=None, rejected=True),
        an_application(applied="2026-04-05", rejected_on="2026-04-20"),
        an_application("Somebody Else's Employer", applied="2026-01-05", applicant=2),
    )
    with store.writing(ME, NOW) as writer:
        journal.write(writer, Entry(date(2026, 2, 3), mood=2, what_happened=SECRET), None)
        journal.write(writer, Entry(date(2026, 2, 11), mood=4), None)
        reflection.keep_strength(writer, "Patient <b>", noted_on=NOW.date(), amount="for 3 years")
        wording = goals.GoalTerms("Talk to ten people", "contacts", 10, date(2026, 1, 10), date(2026, 3, 1))
        goal = goals.set_goal(writer, wording)
        goals.add_entry(writer, goal, date(2026, 1, 20), 4)
    return store


def evidence(store: Store, *sections: Section, period: Period = SPRING, viewer: Viewer = ME) -> Evidence:
    with store.reading(viewer) as reader:
        entries = journal.read(reader.load("journal"), None).entries
        return gather(reader, period, sections or BY_DEFAULT, entries)


def written(store: Store, *sections: Section) -> str:
    return debrief(evidence(store, *sections), title="My <spring>", made_on=date(2026, 4, 1))


class Outline(HTMLParser):
    """What an accessibility check looks at: tags, attributes, headings and the text inside SVG titles and cells."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.unbalanced: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.unbalanced.append(tag)

    def all(self, *names: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag in names]


# --- numbers -------------------------------------------------------------------------------------------------


def test_the_numbers_are_those_of_the_period(tmp_path: Path) -> None:
    found = evidence(a_log(tmp_path))
    assert found.totals == {
        "sent": 8,
        "recorded": 8,
        "invited": 1,
        "rejected": 7,
        "waiting": 1,
        "invitations": 1,
        "rejections": 7,
        "offers": 0,
        "sent_undated": 1,
        "rejections_undated": 1,
        "applications": 11,
        "log_start": date(2025, 10, 1),
        "log_end": date(2026, 4, 20),
    }
    assert found.reasons is not None
    assert (found.reasons.rejections, found.reasons.stated) == (7, 6)
    assert found.reasons.in_my_hands == wilson(6, 6)
    assert [row["received_on"] for row in found.feedback] == [date(2026, 2, day) for day in range(11, 5, -1)]
    assert [(goal.reached, goal.goal.target) for goal in found.goals] == [(4.0, 10.0)]
    assert sum(row["sent"] for row in found.weeks) == 8


def test_the_journal_and_moods_are_out_unless_put_in(tmp_path: Path) -> None:
    store = a_log(tmp_path)
    assert Section.JOURNAL not in BY_DEFAULT
    assert Section.MOOD not in BY_DEFAULT
    assert SECRET not in written(store)
    assert SECRET not in written(store, Section.MOOD)
    assert SECRET in written(store, Section.JOURNAL)


def test_another_persons_debrief_holds_nothing_of_mine(tmp_path: Path) -> None:
    found = evidence(a_log(tmp_path), *Section, viewer=Viewer.applicant(2))
    assert found.journal == ()
    assert SECRET not in repr(vars(found))
    assert found.totals["applications"] == 1


def test_an_analyst_can_not_get_a_journal_into_a_report(tmp_path: Path) -> None:
    found = evidence(a_log(tmp_path), *Section, viewer=Viewer.analyst())
    assert found.journal == ()
    assert found.mood is not None
    assert found.mood.entries == 0


def test_an_empty_log_has_a_debrief_too(tmp_path: Path) -> None:
    html = written(a_store(tmp_path), *Section)
    assert "Nothing to show in this time: “What I sent and what came”, “My applications, one by one”, “Why I" in html
    assert Outline(html).all("section") == []
    assert Outline(html).unbalanced == []


def test_a_section_without_anything_to_show_is_left_out_and_named_and_no_other(tmp_path: Path) -> None:
    html = written(a_store(tmp_path, an_application("<i>Alder</i>", "Analyst", applied="2026-01-05")), *Section)
    shown = [it["aria-labelledby"] for it in Outline(html).all("section")]
    assert shown == ["applications", "list", "response_times"]
    assert "“Why I was turned down”, “What employers said”, “My goals”, “My strengths”" in html
    assert "<td>&lt;i&gt;Alder&lt;/i&gt;</td><td>Analyst</td>" in html


def test_one_application_has_a_debrief_without_percentages(tmp_path: Path) -> None:
    html = written(a_store(tmp_path, an_application(applied="2026-01-05")), *Section)
    body = html[html.index("<body") :]
    assert "One application sent; 1 was silent up to" in body
    assert "%" not in body


def test_rejections_without_a_day_are_in_the_sentence_and_not_in_the_columns(tmp_path: Path) -> None:
    store = a_store(tmp_path, *(an_application(applied="2026-01-05", rejected=True) for _ in range(3)))
    html = written(store)
    assert "Three applications sent; 3 led to a rejection." in html
    assert "The log holds 3 rejections without a day" in html
    assert "Of 3 rejections, none gave a reason." in html
    assert '<rect class="rejected"' not in html


def test_a_log_without_answers_says_so(tmp_path: Path) -> None:
    html = written(a_store(tmp_path, an_application(applied="2026-01-05", outcome_recorded=False)))
    assert "One application sent.</p>" in html
    assert "For 1 of them the log has no place for an answer" in html


def test_a_long_time_is_counted_by_month(tmp_path: Path) -> None:
    store = a_store(
        tmp_path, *(an_application(applied=f"2025-{month:02}-{day}") for month in range(1, 13) for day in (10, 18, 26))
    )
    found = evidence(store, Section.APPLICATIONS, period=Period(date(2025, 1, 1), date(2025, 12, 31)))
    html = debrief(found, title="A year", made_on=date(2026, 1, 1))
    assert "By month" in html
    assert html.count('<rect class="sent"') == 12


def test_a_period_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(InvalidEntry, match="after it ends"):
        Period(date(2026, 2, 1), date(2026, 1, 1))


# --- the file --------------------------------------------------------------------------------------------------


def test_what_somebody_typed_is_text_and_nothing_else(tmp_path: Path) -> None:
    html = written(a_log(tmp_path), *Section)
    assert "<script" not in html
    assert "&lt;script&gt;alert(6)" in html
    assert "{{ 7 * 7 }}" in html
    assert "Patient &lt;b&gt;" in html
    assert "<h1>My &lt;spring&gt;</h1>" in html


def test_nothing_is_fetched_and_nothing_is_run(tmp_path: Path) -> None:
    outline = Outline(written(a_log(tmp_path), *Section))
    for _, attributes in outline.tags:
        assert not {"src", "href", "style"} & attributes.keys()
        assert not any(name.startswith("on") for name in attributes)
    [policy] = [meta["content"] for meta in outline.all("meta") if meta.get("http-equiv") == "Content-Security-Policy"]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"


def test_the_structure_can_be_read_aloud(tmp_path: Path) -> None:
    html = written(a_log(tmp_path), *Section)
    outline = Outline(html)
    assert (outline.unbalanced, outline.open) == ([], [])
    assert outline.all("html") == [{"lang": "en"}]
    assert len(outline.all("title", "main", "h1")) >= 3
    levels = [int(tag[1]) for tag, _ in outline.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    identities = [attributes["id"] for _, attributes in outline.tags if "id" in attributes]
    assert len(identities) == len(set(identities))
    for drawing in outline.all("svg"):
        assert drawing["role"] == "img"
        assert all(name in identities for name in (drawing["aria-labelledby"] or "").split())
    assert all(header.get("scope") in ("col", "row") for header in outline.all("th"))
    assert len(outline.all("caption")) == len(outline.all("table"))


def luminance(colour: str) -> float:
    """WCAG 2's relative luminance of a hex colour."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_colour_of_text_stands_out_from_the_paper() -> None:
    style = (Path(__file__).parents[1] / "analytics/reports/templates/debrief/debrief.css").read_text(encoding="utf-8")
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", style)
    colours = [
        colour
        for selector, body in rules
        for colour in re.findall(r"(?<![-\w])color:\s*(#[0-9a-f]{6})", body)
        + (re.findall(r"fill:\s*(#[0-9a-f]{6})", body) if "text" in selector else [])
    ]
    assert len(colours) >= 3
    assert all(1.05 / (luminance(colour) + 0.05) >= 4.5 for colour in colours)


def test_the_curve_ends_where_the_log_does(tmp_path: Path) -> None:
    found = evidence(a_log(tmp_path), Section.RESPONSE_TIMES)
    assert found.curve is not None
    points = [tuple(map(float, point.split(","))) for point in silence_curve(found.curve).line.split()]
    assert points[0] == (60.0, 8.0)
    assert all(after[1] >= before[1] for before, after in itertools.pairwise(points))
    assert points[-1][0] <= 680


# --- the command -------------------------------------------------------------------------------------------------


def run(store: Store, out: Path, *words: str, typed: str = "") -> Any:
    return CliRunner().invoke(
        report_command, ["--store", str(store.folder), "--out", str(out), *words], input=typed, standalone_mode=False
    )


def test_the_command_writes_the_file_and_does_not_replace_one_unasked(tmp_path: Path) -> None:
    store, out = a_log(tmp_path), tmp_path / "debrief.html"
    done = run(store, out, "--from", "2026-01-01", "--to", "2026-03-31", "--without", "feedback")
    assert done.exception is None
    assert "holds the days from 2026-01-01 to 2026-03-31" in done.output
    assert "What employers said" not in out.read_text(encoding="utf-8")
    assert SECRET not in out.read_text(encoding="utf-8")
    again = run(store, out)
    assert isinstance(again.exception, Refused)
    assert run(store, out, "--overwrite").exception is None


def test_the_command_asks_for_the_passphrase_of_a_sealed_journal(tmp_path: Path) -> None:
    store, out = a_log(tmp_path), tmp_path / "debrief.html"
    with store.writing(ME) as writer:
        journal.seal_with(writer, "otter cafe lantern")
    wrong = run(store, out, "--with", "journal", typed="not the one\n")
    assert isinstance(wrong.exception, InvalidEntry)
    assert not out.exists()
    right = run(store, out, "--with", "journal", typed="otter cafe lantern\n")
    assert right.exception is None
    assert SECRET in out.read_text(encoding="utf-8")
    assert "otter" not in right.output


# --- in a browser --------------------------------------------------------------------------------------------------


@pytest.mark.browser
def test_it_opens_offline_fits_a_phone_and_prints_no_chart_across_a_page(tmp_path: Path, chromium: Any) -> None:
    path = tmp_path / "debrief.html"
    path.write_text(written(a_log(tmp_path), *Section), encoding="utf-8")
    context = chromium.new_context(viewport={"width": 390, "height": 800}, offline=True)
    page, told = context.new_page(), []
    page.on("console", lambda message: told.append(message.text))
    page.on("request", lambda request: told.append(request.url) if request.url != path.as_uri() else None)
    page.goto(path.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator("svg").count() == 5
    page.emulate_media(media="print")
    tall = page.evaluate(
        "[...document.querySelectorAll('figure')].map(f => [getComputedStyle(f).breakInside, f.offsetHeight])"
    )
    assert all(rule == "avoid" and height < 900 for rule, height in tall)
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    assert told == []
    context.close()
