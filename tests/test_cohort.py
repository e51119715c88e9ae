"""Published numbers in shares, sentences and files: hand-made numbers, false alarms, hostile names, two pages."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import Browser
from python_calamine import CalamineWorkbook

from analytics.charts.cohort import answers_by_day
from analytics.errors import Refused
from analytics.publication.facts import BANDS, FACTS
from analytics.publication.plan import EVERYBODY, OTHER, PROGRAMME, Plan, plan_for
from analytics.reports.cohort import cohort_briefing
from analytics.reports.cohort.html import answer_lines, as_html, shade
from analytics.reports.cohort.xlsx import as_xlsx
from analytics.statistics.cohort import (
    QUESTIONS,
    cohort_shares,
    differences,
    enough_to_compare,
    largest,
    newly,
    students,
)
from analytics.store.publications import Publication
from analytics.wording.cohort import (
    cell,
    compared,
    in_short,
    left_out,
    meanwhile,
    published,
    summary,
    table_of,
    too_few,
)

DAY, NEXT = date(2027, 1, 31), date(2027, 6, 30)
PLAN = plan_for({"Art": 200, "Law": 200})


def numbers(
    everybody: dict[str, int], art: dict[str, int] | None = None, law: dict[str, int] | None = None,
    since: dict[str, int] | None = None, sd: float = 2.0, names: tuple[str, str] = ("Art", "Law"),
) -> pd.DataFrame:  # fmt: skip
    """Published numbers; facts that are not named are 0."""
    groups = [(EVERYBODY, EVERYBODY, everybody), (PROGRAMME, names[0], art or {}), (PROGRAMME, names[1], law or {}),
              (PROGRAMME, OTHER, {})]  # fmt: skip
    rows = [
        (table, group, fact, counts.get(fact, 0), (since or counts).get(fact, 0), sd, 10)
        for table, group, counts in groups
        for fact in (*(fact.name for fact in FACTS), *BANDS)
    ]
    columns = ["table_name", "group_name", "fact", "n", "since", "sd", "threshold"]
    return pd.DataFrame(rows, columns=columns)


FULL = {
    "students": 300, "answered": 250, "interviewed": 180, "offered": 60, "given_a_reason": 200,
    "reason_experience_or_skills": 90, "reason_interview_performance": 60, "reason_other_candidates": 4,
    "turned_down": 220, "asked": 110, "replied": 55, "goal": 150, "goal_reached": 50, "followed": 280,
    "answered_by_7": 40, "answered_by_14": 40, "answered_by_30": 60, "answered_by_60": 30, "answered_by_90": 10,
    "not_answered": 90, "day_unknown": 10, "sent_5": 280, "sent_10": 200, "sent_20": 100, "sent_40": 20,
}  # fmt: skip
ART = {"students": 150, "given_a_reason": 100, "reason_experience_or_skills": 70, "reason_interview_performance": 20}
LAW = {"students": 150, "given_a_reason": 100, "reason_experience_or_skills": 20, "reason_interview_performance": 40}


def publication(frame: pd.DataFrame, plan: Plan = PLAN) -> Publication:
    return Publication(1, 2026, DAY, plan, frame)


def test_shares_are_of_their_base_and_small_ones_are_hidden() -> None:
    found = {share.part.fact: share for share in cohort_shares(QUESTIONS["reasons"], numbers(FULL))}
    experience = found["reason_experience_or_skills"]
    assert (experience.n, experience.of, experience.share) == (90, 200, 0.45)
    assert (found["reason_other_candidates"].n, found["reason_other_candidates"].published) == (None, 4)
    goals = {share.part.fact: share for share in cohort_shares(QUESTIONS["goals"], numbers(FULL))}
    assert (goals["goal"].of, goals["goal_reached"].of) == (300, 150)


def test_answers_by_a_day_are_all_until_then_and_less_sure() -> None:
    found = [share for share in cohort_shares(QUESTIONS["answers"], numbers(FULL)) if share.part.day]
    assert [(share.part.day, share.n) for share in found] == [(7, 40), (14, 80), (30, 140), (60, 170), (90, 180)]
    assert [round(share.sd, 3) for share in found] == [2.0, 2.828, 3.464, 4.0, 4.472]


def test_a_part_that_leaves_hardly_anybody_is_hidden_and_nothing_is_called_the_largest_then() -> None:
    nearly_all = numbers(FULL | {"reason_experience_or_skills": 195})
    shares = cohort_shares(QUESTIONS["reasons"], nearly_all)
    assert next(share for share in shares if share.part.fact == "reason_experience_or_skills").share is None
    assert largest(shares) is None
    assert not any("Interview performance" in sentence for sentence in summary(nearly_all, False).to_raise)


def test_the_number_of_students_and_what_is_new() -> None:
    found = students(numbers(FULL))
    assert found is not None
    assert (found[0], round(found[1], 2)) == (300, 3.92)
    assert students(numbers({"students": 9})) is None
    assert newly(numbers(FULL, since={"interviewed": 25}), "interviewed") == 25
    assert newly(numbers(FULL, since={"interviewed": 9}), "interviewed") is None


def test_groups_that_differ_are_found_and_named() -> None:
    found = differences(cohort_shares(QUESTIONS["reasons"], numbers(FULL, ART, LAW), PROGRAMME))
    clear = [one for one in found if one.is_clear]
    assert (clear[0].part.label, {one.group for one in clear[:2]}) == ("Lack of experience or skills", {"Art", "Law"})
    said = compared(found, PROGRAMME)
    assert "“Lack of experience or skills” is more frequent in Art than elsewhere: about 70% against 20%." in said
    alike = differences(cohort_shares(QUESTIONS["reasons"], numbers(FULL, ART, ART), PROGRAMME))
    assert compared(alike, PROGRAMME) == "The programmes can't be told apart."
    assert compared([], PROGRAMME) == ""


@pytest.mark.parametrize("of", [100, 400])
def test_false_alarms_of_alike_groups_stay_at_five_in_a_hundred(of: int) -> None:
    rng = np.random.default_rng(5)
    alarms, runs = 0, 400
    for _ in range(runs):
        art, law = (
            {
                "students": of, "given_a_reason": max(20, int(of + rng.normal(0, 2.0))),
                "reason_experience_or_skills": int(rng.binomial(of, 0.4) + rng.normal(0, 2.0)),
                "reason_interview_performance": int(rng.binomial(of, 0.3) + rng.normal(0, 2.0)),
            }
            for _ in range(2)
        )  # fmt: skip
        shares = cohort_shares(QUESTIONS["reasons"], numbers(FULL, art, law), PROGRAMME)
        alarms += any(one.is_clear for one in differences(shares))
    assert alarms / runs <= 0.05 + 3 * (0.05 * 0.95 / runs) ** 0.5


def test_sentences_can_be_read_aloud() -> None:
    said = summary(numbers(FULL, ART, LAW, since={"interviewed": 60, "given_a_reason": 80}), has_earlier=True)
    assert said.sentences[0].startswith(
        "This year about 200 students were told why they were turned down. About half heard “Lack of experience or"
    )
    assert said.sentences[1].startswith(
        "Of students’ applications, about half had an answer within 30 days and about 6"
    )
    assert said.new == (
        "Since the last publication about 60 more students had their first interview.",
        "About 80 more were told for the first time why they were turned down.",
    )
    assert len(said.to_raise) == 3
    line = published(DAY, NEXT, numbers(FULL))
    assert line == (
        "Published 31 January 2027; the next on 30 June 2027. 300 students (give or take 4) keep a log and agreed."
    )


@pytest.mark.parametrize("frame", [numbers({}), numbers({"students": 5}), numbers({"students": 40, "answered": 39})])
def test_nothing_is_said_of_numbers_too_small_to_say(frame: pd.DataFrame) -> None:
    said = summary(frame, has_earlier=True)
    assert "%" not in " ".join((*said.sentences, *said.new, *said.to_raise))
    shares = cohort_shares(QUESTIONS["reasons"], frame)
    assert in_short(shares, "students") == "Every number here is too small to be shown."
    assert {cell(share) for share in shares} == {"–"}
    assert "can be compared once each has about 20 students" in too_few(frame, PROGRAMME)
    assert enough_to_compare(numbers({}, sd=4.5), PROGRAMME) == 28


def test_a_table_not_in_the_plan_is_refused_with_those_that_are() -> None:
    with pytest.raises(Refused, match="everybody and programme"):
        cohort_briefing(publication(numbers(FULL)), NEXT, "month")


def test_page_and_files_say_the_same_numbers() -> None:
    briefing = cohort_briefing(publication(numbers(FULL, ART, LAW)), NEXT)
    html = as_html(briefing)
    table = table_of(briefing.chapters["reasons"].all)
    assert list(table.iloc[0])[1:4] == [cell(share) for share in briefing.chapters["reasons"].all[:3]]
    for text in table.to_numpy().ravel():
        assert str(text) in html
    book = CalamineWorkbook.from_filelike(BytesIO(as_xlsx(briefing)))
    sheet = book.get_sheet_by_name("reasons").to_python(skip_empty_area=False)
    assert sheet[5][:5] == ["Lack of experience or skills", "All", 90.0, 200.0, 0.45]


def test_names_of_groups_run_nothing_in_any_file() -> None:
    hostile = ("<script>alert(1)</script>", "=cmd|' /C calc'!A0")
    briefing = cohort_briefing(publication(numbers(FULL, ART, LAW, names=hostile)), NEXT)
    html = as_html(briefing)
    assert "<script>" not in html
    book = CalamineWorkbook.from_filelike(BytesIO(as_xlsx(briefing)))
    for name in book.sheet_names:
        for row in book.get_sheet_by_name(name).to_python():
            assert not any(str(value).startswith("=") for value in row)


def test_the_curve_has_a_line_for_each_group_with_two_days() -> None:
    briefing = cohort_briefing(publication(numbers(FULL, ART | {"followed": 90, "answered_by_7": 30}, LAW)), NEXT)
    lines = answer_lines(briefing.chapters["answers"])
    assert [line.name for line in lines] == ["All", "Art"] or [line.name for line in lines] == ["Art", "All"]
    shares = briefing.chapters["reasons"].everybody
    assert [shade(share) for share in shares[:3]] == [4, 0, 3]


@pytest.mark.browser
def test_the_briefing_prints_on_two_pages(chromium: Browser, tmp_path: Path) -> None:
    briefing: Any = cohort_briefing(publication(numbers(FULL, ART, LAW)), NEXT)
    (tmp_path / "briefing.html").write_text(as_html(briefing), encoding="utf-8")
    page = chromium.new_page()
    page.goto((tmp_path / "briefing.html").as_uri())
    printed = page.pdf(prefer_css_page_size=True)
    page.close()
    assert printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") == 2


# --- how it is laid out ---------------------------------------------------------------------------------------


def test_each_line_is_named_in_sight_whatever_it_is_called() -> None:
    names = ("<b>Art</b> & the history of very long names", "Law")
    curve = {"followed": 100, "answered_by_7": 30, "answered_by_14": 30}
    frame = numbers(FULL, ART | curve, LAW | curve, names=names)
    chart = answers_by_day(cohort_briefing(publication(frame), NEXT).chapters["answers"].all)
    _, top = chart.layout.yaxis.range
    ends = list(chart.layout.annotations)
    assert len(ends) == 3
    assert all(0 <= note.y < top for note in ends)
    assert not any("<b>" in str(note.text) for note in ends)


def test_of_many_groups_a_table_has_a_row_each_and_says_how_many_it_leaves_out() -> None:
    plan = plan_for({f"Programme {letter}": 100 for letter in "ABCDEFGHIJ"})
    rows = [(EVERYBODY, EVERYBODY, FULL)] + [
        (PROGRAMME, group, ART if group.endswith(("A", "B")) else {}) for group in plan[PROGRAMME].groups
    ]
    frame = pd.DataFrame(
        [
            (table, group, fact, counts.get(fact, 0), counts.get(fact, 0), 2.0, 10)
            for table, group, counts in rows
            for fact in (*(fact.name for fact in FACTS), *BANDS)
        ],
        columns=["table_name", "group_name", "fact", "n", "since", "sd", "threshold"],
    )
    briefing = cohort_briefing(publication(frame, plan), NEXT)
    chapter = briefing.chapters["reasons"]
    assert list(table_of(chapter.all)) == ["", "All", "Programme A", "Programme B"]
    assert left_out(chapter.all) == "Nothing is large enough to be shown in 9 more groups."
    assert left_out(chapter.everybody) == ""
    assert left_out(chapter.all) in as_html(briefing)
    alike = frame.assign(n=[ART.get(str(fact), 0) for fact in frame["fact"]])
    whole = cohort_briefing(publication(alike, plan), NEXT).chapters["reasons"].all
    assert list(table_of(whole)[""]) == ["All", *(f"Programme {letter}" for letter in "ABCDEFGHIJ"), "Other"]
    assert left_out(whole) == ""


def test_what_came_in_between_two_publications_speaks_of_files_alone() -> None:
    exports = pd.DataFrame(
        {
            "rows": [40, 500],
            "set_aside": [0, 3],
            "imported_at": pd.to_datetime(["2027-01-31 09:00", "2027-02-02 10:30"]),
        }
    )
    assert meanwhile(exports, DAY) == (
        "One export came in since, the last on 2 February 2027, 10:30: 500 rows, 3 of them set aside."
    )
    assert meanwhile(exports, None).startswith("Two exports came in, the last on 2 February 2027")
    assert meanwhile(exports, NEXT) == "No export came in since."
    assert meanwhile(exports.head(0), None) == "No export has come in yet."
