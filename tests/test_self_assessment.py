"""The self-assessment: lines come from evidence, chance names nothing, and the person's word stays on top."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analytics.errors import InvalidEntry, NotAllowed
from analytics.statistics.proportions import wilson
from analytics.statistics.self_assessment import (
    Opportunity,
    Rise,
    SelfAssessment,
    ThemeView,
    by_chance,
    opportunities,
    rising_reasons,
    rising_silence,
    self_assessment,
    theme_views,
)
from analytics.store import Reader, Store, Viewer, reflection
from analytics.taxonomy import Polarity, Quadrant, Reason, Speaker, Theme
from analytics.wording.self_assessment import (
    AssessmentLines,
    Line,
    assessment_lines,
    in_words,
    looks_in_words,
    watched_in_words,
    written,
)
from tests.builders import a_store, an_application

ME = Viewer.applicant(1)
NOW = datetime(2026, 2, 1, 20, 0)
TODAY = date(2026, 2, 1)


def groups(*rows: tuple[str, str, int, int], fifty: int = 0, settled: int = 50) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["kind", "name", "n", "invited"]).assign(fifty=fifty, settled=settled)


NO_THEMES = pd.DataFrame(columns=["theme", "speaker", "polarity", "n", "texts"])


def quarters(*rows: tuple[str, str | None, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["group_name", "reasons", "rejections"])


def waits(*rows: tuple[str, int, int, str | None, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["group_name", "days_low", "days_high", "answer", "n"])


def assessed(reader: Reader) -> AssessmentLines:
    return assessment_lines(reader.load)


def add_themes(store: Store, *rows: tuple[int, str, str]) -> None:
    """Adds (feedback_id, theme, polarity) to the person's own readings."""
    with store.writing(ME) as writer:
        for feedback_id, theme, polarity in rows:
            values: dict[str, Any] = {"id": feedback_id, "theme": theme, "polarity": polarity}
            writer.sql(
                "insert into reading_reasons by name select $id as feedback_id, 1 as applicant_id, 'person' as method,"
                " '1' as version, $theme as theme, $polarity as polarity, 'said so' as evidence",
                **values,
            )


def test_an_empty_log_has_four_empty_quadrants(tmp_path: Path) -> None:
    with a_store(tmp_path).reading(ME) as reader:
        assert assessed(reader) == AssessmentLines((), SelfAssessment((), (), (), 50, ()))


def test_what_employers_named_becomes_strengths_and_weaknesses_with_their_counts(tmp_path: Path) -> None:
    store = a_store(
        tmp_path,
        an_application(rejected_on="2026-01-20", feedback="Clear talk, weak SQL.", kind="constructive"),
        an_application(rejected_on="2026-01-21", feedback="Clear talk.", kind="constructive"),
        an_application(rejected_on="2026-01-22", feedback="You are hopeless.", kind="unconstructive"),
    )
    add_themes(
        store,
        (1, Theme.COMMUNICATION, "strength"),
        (2, Theme.COMMUNICATION, "strength"),
        (1, Theme.TECHNICAL, "weakness"),
        (3, Theme.ENTHUSIASM, "weakness"),
    )
    with store.reading(ME) as reader:
        found = assessed(reader)
    assert found.lines == (
        Line(
            Quadrant.STRENGTH,
            "Communication",
            "Employers praised it in 2 of 2 specific texts.",
            "theme:employer:communication:strength",
        ),
        Line(
            Quadrant.WEAKNESS,
            "Technical skills",
            "Employers found it missing in 1 of 2 specific texts.",
            "theme:employer:technical_skills:weakness",
        ),
    )


def test_a_line_keeps_the_persons_wording_and_a_struck_line_is_kept_apart(tmp_path: Path) -> None:
    store = a_store(tmp_path, an_application(rejected_on="2026-01-20", feedback="Clear.", kind="constructive"))
    add_themes(store, (1, Theme.COMMUNICATION, "strength"), (1, Theme.TECHNICAL, "weakness"))
    with store.writing(ME, NOW) as writer:
        for words in ("I explain well", "I explain things so that they stay"):
            reflection.keep_line(writer, "strength", words, source="theme:employer:communication:strength")
        reflection.keep_line(
            writer,
            "weakness",
            "Technical skills",
            source="theme:employer:technical_skills:weakness",
            hidden=True,
        )
        reflection.keep_line(writer, "threat", "Fewer junior roles")
    with store.reading(ME) as reader:
        found = assessed(reader)
    assert [(line.words, line.reworded) for line in found.of("strength")] == [
        ("I explain things so that they stay", True)
    ]
    assert found.of("weakness") == ()
    assert [line.words for line in found.hidden] == ["Technical skills"]
    assert [(line.words, line.evidence) for line in found.of("threat")] == [("Fewer junior roles", "Your own line.")]
    with store.writing(ME) as writer:
        reflection.restore_line(writer, "theme:employer:communication:strength")
    with store.reading(ME) as reader:
        assert [line.words for line in assessed(reader).of("strength")] == ["Communication"]


def test_a_channel_that_is_invited_much_more_often_is_an_opportunity_with_its_interval() -> None:
    found = opportunities(groups(("channel", "Referral", 15, 9), ("channel", "Board", 35, 3)))
    assert found == (Opportunity("channel", "Referral", wilson(9, 15), wilson(3, 35), 9, 3, 50, 2),)


def test_two_of_two_is_no_opportunity() -> None:
    assert opportunities(groups(("channel", "Referral", 2, 2), ("channel", "Board", 60, 6))) == ()


def test_nothing_is_looked_for_between_the_looks_and_what_a_look_named_stays_named() -> None:
    first = [("channel", "Referral", 15, 9), ("channel", "Board", 35, 3)]
    assert opportunities(groups(*first, settled=49)) == ()
    later = [("channel", "Referral", 20, 0), ("channel", "Board", 30, 20)]
    for settled in (50, 99, 100, 120):
        both = pd.concat([groups(*first, settled=settled), groups(*later, fifty=1, settled=settled)])
        assert [(it.name, it.seen_at) for it in opportunities(both)] == [("Referral", 50)], settled
    turned = pd.concat([groups(*later, settled=100), groups(*first, fifty=1, settled=100)])
    assert [(it.name, it.n_invited, it.seen_at) for it in opportunities(turned)] == [("Board", 20, 50)]


@pytest.mark.parametrize(
    ("settled", "said"),
    [
        (0, "They are looked for first at 50 settled applications; fewer would mostly name a lucky streak."),
        (49, "They are looked for first at 50 settled applications; fewer would mostly name a lucky streak."),
        (50, "The next look is at 100 settled applications. In between nothing is looked for: that would mostly find a"
         " lucky streak."),
        (199, "The next look is at 200 settled applications. In between nothing is looked for: that would mostly find a"
         " lucky streak."),
        (200, "All planned looks are taken; what they named stays named, and later applications change nothing."),
    ],
)  # fmt: skip
def test_the_page_says_when_it_looks_next(settled: int, said: str) -> None:
    counts = groups(("channel", "Board", settled, 0), settled=settled) if settled else groups()
    found = self_assessment(NO_THEMES, counts, quarters(), waits())
    assert looks_in_words(found) == said


def test_the_chance_is_fishers() -> None:
    # R: fisher.test(matrix(c(12, 8, 6, 54), 2), alternative = "greater")$p.value
    assert by_chance(12, 20, 6, 60) == pytest.approx(1.900082e-05, rel=1e-3)


def test_only_what_is_settled_counts_for_opportunities(tmp_path: Path) -> None:
    store = a_store(
        tmp_path,
        an_application(applied="2026-01-01", invited_on="2026-01-09", channel="Referral"),
        an_application(applied="2026-01-02", channel=" referral "),
        an_application(applied="2026-03-01", invited_on="2026-03-02", channel="Referral"),
        an_application(applied="2026-01-03", channel="Referral", outcome_recorded=False),
        an_application(applied=None, rejected=True, channel="Board"),
        an_application(applied=None, channel="Board"),
    )
    with store.reading(ME) as reader:
        found = reader.load("opportunities").query("kind == 'channel'")
    assert found.to_numpy().tolist() == [["channel", "Board", 0, 3, 1, 0], ["channel", "Referral", 0, 3, 2, 1]]


def test_what_is_out_of_ones_hands_and_rising_is_a_threat() -> None:
    counts = quarters(
        ("2026 Q1", "position_changed", 1),
        ("2026 Q1", "experience_or_skills", 19),
        ("2026 Q1", None, 40),
        ("2026 Q2", "other_candidates,position_changed", 12),
        ("2026 Q2", "experience_or_skills", 8),
    )
    rises = rising_reasons(counts)
    assert rises == (
        Rise(Reason.OTHERS, wilson(0, 20), wilson(12, 20), 0, 12),
        Rise(Reason.POSITION, wilson(1, 20), wilson(12, 20), 1, 12),
    )
    assert [rise.rising(2) for rise in rises] == [True, True]


def test_a_rise_from_one_to_two_is_none() -> None:
    [rise] = rising_reasons(quarters(("2026 Q1", "position_changed", 1), ("2026 Q2", "position_changed", 2)))
    assert not rise.rising(1)


def test_silence_is_read_from_months_that_are_old_enough() -> None:
    counts = waits(
        ("2026-01", 10, 10, "rejection", 8),
        ("2026-01", 120, 120, None, 2),
        ("2026-02", 40, 40, "rejection", 9),
        ("2026-02", 5, 45, "rejection", 3),
        ("2026-02", 8, 8, "interview", 1),
        ("2026-03", 12, 12, None, 50),
        ("2026-03", 3, 3, "rejection", 5),
    )
    [rise] = rising_silence(counts)
    assert rise == Rise(None, wilson(2, 10), wilson(9, 10), 2, 9)
    assert rise.rising(1)


NO_STRENGTHS = pd.DataFrame(columns=["strength_id", "words", "amount", "said_by", "noted_on"])
NO_OWN_LINES = pd.DataFrame(columns=["line_id", "quadrant", "source", "words", "hidden"])


def test_what_was_found_is_written_with_its_cases_and_from_twenty_on_with_its_share() -> None:
    rise = Rise(None, wilson(2, 19), wilson(19, 20), 2, 19)
    found = SelfAssessment(
        themes=(),
        opportunities=(Opportunity("channel", "Referral", wilson(12, 20), wilson(0, 60), 12, 0, 100, 4),),
        threats=(rise,),
        next_look=200,
        watched=(rise,),
    )
    lines = written(found, NO_STRENGTHS, NO_OWN_LINES)
    assert lines == (
        Line(
            Quadrant.OPPORTUNITY,
            "Channel: Referral",
            "Invited: 12 of 20, 60% (39% to 78%); of the others none of 60 (up to 6%). First seen at 100"
            " applications, when 4 groups were compared.",
            "channel:Referral",
        ),
        Line(
            Quadrant.THREAT,
            "Silence after 30 days, more often than before",
            "19 of 20, 95% (76% to 99%) in the later half of the time, 2 of 19 in the earlier.",
            "silence",
        ),
    )
    assert watched_in_words(rise) == (
        "Silence after 30 days: 2 of 19 in the earlier half of the time, 19 of 20 in the later."
    )
    assert in_words(AssessmentLines(lines, found)) == "Two lines from what happened."


@pytest.mark.parametrize(
    ("own", "drawn", "said"),
    [
        (0, 0, "The log can't say much about you yet; your own lines can."),
        (1, 0, "One line of your own; nothing yet from what happened."),
        (0, 1, "One line from what happened."),
        (2, 1, "One line from what happened, 2 of your own."),
    ],
)
def test_the_assessment_is_said_in_one_sentence(own: int, drawn: int, said: str) -> None:
    struck = Line(Quadrant.THREAT, "Struck", "", "silence", hidden=True)
    lines = (
        *[Line(Quadrant.STRENGTH, "Mine", "", None)] * own,
        *[Line(Quadrant.STRENGTH, "Found", "", "x")] * drawn,
        struck,
    )
    assert in_words(AssessmentLines(lines, SelfAssessment((), (), (), 50, ()))) == said


def test_the_themes_stand_side_by_side_as_each_sees_them(tmp_path: Path) -> None:
    store = a_store(
        tmp_path, an_application(rejected_on="2026-01-20", feedback="Clear, weak SQL.", kind="constructive")
    )
    add_themes(store, (1, Theme.TECHNICAL, "weakness"))
    with store.writing(ME, NOW) as writer:
        reflection.rate(writer, {Theme.TECHNICAL: 5}, rated_on=date(2026, 1, 1))
        reflection.rate(writer, {Theme.TECHNICAL: 4}, rated_on=TODAY)
        reflection.rate(writer, {Theme.TECHNICAL: 3}, rated_on=TODAY)
        for who, score in (("Ines", 4), ("Omar", 5)):
            reflection.rate(writer, {Theme.TECHNICAL: score}, rated_on=TODAY, speaker=Speaker.MENTOR, who=who)
        reflection.note_view(
            writer, "Ines", "You explain well.", {Theme.COMMUNICATION: Polarity.STRENGTH}, said_on=TODAY
        )
    with store.reading(ME) as reader:
        views = {it.theme: it for it in theme_views(reader.load("ratings"), reader.load("self_assessment"))}
        praised = reader.load("praise")
        noted = reader.load("views_of_others")
    assert views[Theme.TECHNICAL] == ThemeView(Theme.TECHNICAL, 3, 4.5, 2, 0, 1)
    assert views[Theme.COMMUNICATION] == ThemeView(Theme.COMMUNICATION, None, None, 0, 0, 0)
    assert praised[["speaker", "said_by", "theme", "kept"]].to_numpy().tolist() == [
        ["mentor", "Ines", "communication", False]
    ]
    assert noted["words"].tolist() == ["You explain well."]


def test_praise_that_was_kept_is_known_as_kept_until_the_strength_is_removed(tmp_path: Path) -> None:
    store = a_store(tmp_path, an_application(rejected_on="2026-01-20", feedback="Clear.", kind="constructive"))
    add_themes(store, (1, Theme.COMMUNICATION, "strength"))

    def kept() -> list[bool]:
        with store.reading(ME) as reader:
            return reader.load("praise")["kept"].tolist()

    with store.writing(ME, NOW) as writer:
        strength = reflection.keep_strength(
            writer, "Explains clearly", feedback_id=1, noted_on=TODAY, amount="to 40 people"
        )
    assert kept() == [True]
    with store.reading(ME) as reader:
        [line] = [it for it in assessed(reader).lines if it.source == "strength:1"]
    assert line.words == "Explains clearly (to 40 people)"
    assert line.evidence == "Kept by you on 1 February 2026; said by Alder Works."
    with store.writing(ME, NOW) as writer:
        reflection.remove_strength(writer, strength)
    assert kept() == [False]


def test_nobody_reads_or_removes_what_another_person_keeps(tmp_path: Path) -> None:
    store = a_store(tmp_path, an_application(), an_application(applicant=2))
    with store.writing(ME, NOW) as writer:
        strength = reflection.keep_strength(writer, "Patient", noted_on=TODAY)
        line = reflection.keep_line(writer, "strength", "Patient")
    with store.writing(Viewer.applicant(2), NOW) as writer:
        with pytest.raises(NotAllowed):
            reflection.remove_strength(writer, strength)
        with pytest.raises(NotAllowed):
            reflection.remove_line(writer, line)
    with store.reading(Viewer.applicant(2)) as reader:
        assert reader.load("strengths").empty
        assert reader.load("assessment_lines").empty
    with store.reading(ME) as reader:
        assert len(reader.load("strengths")) == len(reader.load("assessment_lines")) == 1


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (lambda c: reflection.keep_strength(c, "  ", noted_on=TODAY), "no words"),
        (lambda c: reflection.keep_strength(c, "x", theme="luck", noted_on=TODAY), "luck is no theme"),
        (lambda c: reflection.rate(c, {Theme.TECHNICAL: 6}, rated_on=TODAY), "not on the scale"),
        (lambda c: reflection.note_view(c, " ", "x", {}, said_on=TODAY), "Nobody is named"),
        (lambda c: reflection.keep_line(c, "hope", "x"), "hope is no quadrant"),
    ],
)
def test_what_does_not_fit_is_refused(tmp_path: Path, wrong: Any, says: str) -> None:
    store = a_store(tmp_path)
    with pytest.raises(InvalidEntry, match=says), store.writing(ME) as writer:
        wrong(writer)
