"""Proves what a silence is said to hold, when it counts as ghosted, and that this goes away when an answer comes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analytics.statistics.funnel import funnel
from analytics.statistics.reference_figures import Measure, figures_of, reference_figures, reference_waits
from analytics.statistics.response_times import response_times
from analytics.statistics.waiting_list import Suggestion, Thresholds, WaitingList, blended, chance, waiting_list
from analytics.store import Viewer
from tests.builders import AnApplication, a_store, an_application

NOTHING = pd.DataFrame({"group_name": [], "applicant": [], "days_low": [], "days_high": [], "answer": [], "n": []})


def counts(*rows: tuple[int, str | None, float]) -> pd.DataFrame:
    """Counted rows of (day, answer, n) of one applicant."""
    frame = pd.DataFrame(rows, columns=["days_low", "answer", "n"])
    return frame.assign(days_high=frame["days_low"], group_name="all", applicant=1)


def listed(folder: Path, *applications: AnApplication, **values: Any) -> WaitingList:
    with a_store(folder, *applications).reading(Viewer.applicant(1)) as reader:
        return waiting_list(
            reader.load("waiting_list", **values), reader.load("response_times", **values), reference_waits()
        )


def test_a_chance_is_what_comes_next_among_those_still_silent() -> None:
    # Of 20: 8 turned down on day 5, 2 invited on day 20, 10 never; after 10 days of silence 12 are left.
    table = blended(NOTHING, counts((5, "rejection", 8), (20, "interview", 2), (100, None, 10)))
    assert chance(table, ("interview", "rejection"), 0, 14) == pytest.approx(8 / 20)
    assert chance(table, ("interview",), 10, 14) == pytest.approx(2 / 12)
    assert chance(table, ("interview", "rejection"), 30, 30) == 0.0


def test_no_chance_is_given_where_nobody_waited_as_long() -> None:
    table = blended(NOTHING, counts((5, "rejection", 8), (40, None, 10)))
    assert chance(table, ("rejection",), 40, 14) is None


def test_ones_own_log_outweighs_the_reference_as_it_grows() -> None:
    own = counts((3, "interview", 60), (50, None, 40))
    reference = counts((3, "rejection", 1), (50, None, 9))
    few, many = (blended(own.assign(n=own["n"] * size / 100), reference) for size in (10, 1000))
    assert chance(few, ("interview",), 0, 14) == pytest.approx(6 / 30)
    assert chance(many, ("interview",), 0, 14) == pytest.approx(600 / 1020)


def test_the_list_names_each_open_application_with_its_silence(tmp_path: Path) -> None:
    result = listed(
        tmp_path,
        an_application(employer="Answered", applied="2026-01-01", rejected_on="2026-01-06"),
        an_application(employer="Recent", applied="2026-02-27"),
        an_application(employer="Some time", applied="2026-02-10"),
        an_application(employer="Long ago", applied="2025-06-01"),
        an_application(employer="Theirs", applied="2026-02-10", applicant=2),
        an_application(employer="Last", applied="2026-03-01"),
    )
    assert [(one.employer, one.days_silent, one.suggestion) for one in result.waiting] == [
        ("Some time", 19, Suggestion.FOLLOW_UP),
        ("Last", 0, Suggestion.WAIT),
        ("Recent", 2, Suggestion.WAIT),
        ("Long ago", 273, Suggestion.LET_GO),
    ]


def test_ghosted_goes_away_when_an_answer_comes(tmp_path: Path) -> None:
    later = an_application(applied="2026-03-01", rejected_on="2026-03-04")
    silent = listed(tmp_path, an_application(employer="Long ago", applied="2025-06-01"), later)
    assert [one.suggestion for one in silent.waiting] == [Suggestion.LET_GO]
    answered = listed(tmp_path / "b", an_application(applied="2025-06-01", invited_on="2026-03-02"), later)
    assert answered.waiting == ()


def test_a_dip_that_recovers_lets_nobody_go() -> None:
    # Nothing between day 10 and day 80, then a tenth of all answers at once.
    own = counts((5, "rejection", 400), (80, "rejection", 100), (200, None, 500))
    result = waiting_list(pd.DataFrame(), own, reference_waits())
    assert result.let_go_day == 80


def test_thresholds_are_the_persons_own() -> None:
    chosen = Thresholds.chosen(pd.DataFrame({"name": ["ghosted_below", "other"], "value": ["0.1", "x"]}))
    assert chosen == Thresholds(ghosted_below=0.1)
    default = waiting_list(pd.DataFrame(), NOTHING, reference_waits())
    stricter = waiting_list(pd.DataFrame(), NOTHING, reference_waits(), chosen)
    assert stricter.let_go_day < default.let_go_day
    assert default.follow_up_day >= 7


def test_other_viewers_have_no_waiting_list(tmp_path: Path) -> None:
    with a_store(tmp_path, an_application()).reading(Viewer.analyst()) as reader:
        assert reader.load("waiting_list").empty


# --- from the interview on, and the funnel -----------------------------------------------------------------


def test_the_wait_after_an_interview_is_counted_from_the_interview(tmp_path: Path) -> None:
    with a_store(
        tmp_path,
        an_application(invited_on="2026-01-10", offered_on="2026-01-24"),
        an_application(invited_on="2026-01-10", rejected_on="2026-01-17"),
        an_application(invited_on="2026-01-20"),
        an_application(invited_on="2026-01-20", rejected=True),
        an_application(rejected_on="2026-01-09"),
    ).reading(Viewer.applicant(1)) as reader:
        (curve,) = response_times(reader.load("interview_waits"), ("offer", "rejection", "withdrawal"))
    assert (curve.n, curve.responses, curve.censored, curve.undated) == (4, 3, 1, 1)
    assert {answer: band.share[-1] > 0 for answer, band in curve.answers.items()} == {
        "offer": True,
        "rejection": True,
        "withdrawal": False,
    }


def test_the_funnel_counts_each_step_among_those_of_the_step_before(tmp_path: Path) -> None:
    with a_store(
        tmp_path,
        an_application(channel="Referral", invited_on="2026-01-10", offered_on="2026-01-24"),
        an_application(channel="Referral", invited_on="2026-01-10", rejected_on="2026-01-17"),
        an_application(rejected_on="2026-01-09"),
        an_application(),
    ).reading(Viewer.applicant(1)) as reader:
        (everybody,) = funnel(reader.load("funnel"))
        groups = funnel(reader.load("funnel", by="channel"))
    assert [(step.name, step.n, step.of_previous.share) for step in everybody.steps] == [
        ("sent", 4, 1.0),
        ("answered", 3, 0.75),
        ("invited", 2, pytest.approx(2 / 3)),
        ("offered", 1, 0.5),
        ("accepted", 0, 0.0),
    ]
    assert [(one.group, one.steps[0].n) for one in groups] == [("Referral", 2), ("not stated", 2)]


# --- published figures --------------------------------------------------------------------------------------


def test_every_published_figure_says_whose_it_is_from_where_and_when() -> None:
    for figure in reference_figures():
        assert figure.source
        assert figure.who
        assert figure.read.startswith("http")
        assert 2000 < figure.year < 2030


def test_figures_of_people_never_stand_beside_figures_of_applications() -> None:
    invited = figures_of(Measure.INVITED_OF_APPLICATIONS)
    assert invited
    assert all(0 < figure.value < 1 and "applications" in figure.who for figure in invited)
    assert not set(invited) & set(figures_of(Measure.GHOSTED_OF_PEOPLE))
