"""Proves what a silence is said to hold, when it counts as ghosted, and that this goes away when an answer comes."""

from __future__ import annotations

from datetime import date, timedelta
from math import exp
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.special import ndtr

from analytics.statistics.funnel import funnel
from analytics.statistics.reference_figures import Measure, figures_of, reference_figures
from analytics.statistics.reply_chances import ReplyChances
from analytics.statistics.response_times import response_times
from analytics.statistics.waiting_list import Suggestion, Thresholds, WaitingList, waiting_list
from analytics.store import Viewer
from tests.builders import AnApplication, a_store, an_application

NOTHING = pd.DataFrame({"group_name": [], "applicant": [], "days_low": [], "days_high": [], "answer": [], "n": []})

NOBODY = pd.DataFrame(
    {"application_id": [], "employer": [], "role": [], "applied_on": [], "days_silent": [], "followed_up": []}
)


def counts(*rows: tuple[int, str | None, float]) -> pd.DataFrame:
    """Counted rows of (day, answer, n) of one applicant."""
    frame = pd.DataFrame(rows, columns=["days_low", "answer", "n"])
    return frame.assign(days_high=frame["days_low"], group_name="all", applicant=1)


def listed(folder: Path, *applications: AnApplication, **values: Any) -> WaitingList:
    with a_store(folder, *applications).reading(Viewer.applicant(1)) as reader:
        return waiting_list(reader.load("waiting_list", **values), reader.load("response_times", **values))


def test_with_a_long_log_the_chance_is_what_comes_next_among_those_still_silent() -> None:
    # Three in five are answered after 20 days on average (exponential); all were followed for 200 days.
    came = [(day, "rejection", 6000 * (exp(-day / 20) - exp(-(day + 1) / 20))) for day in range(200)]
    chances = ReplyChances.of(counts(*came, (200, None, 4000)))
    silent = 1 - 0.6 * (1 - exp(-11 / 20))
    (chance,) = chances.within(30, [10])
    assert chance.value == pytest.approx(0.6 * (exp(-11 / 20) - exp(-41 / 20)) / silent, abs=0.01)
    assert chance.low <= chance.value <= chance.high


def test_without_a_log_the_chances_are_those_of_the_prior() -> None:
    # Drawn from the prior as reply_chances.py says it, and counted.
    random = np.random.default_rng(1)
    ever = 1 / (1 + np.exp(0.1 - 1.4 * random.normal(size=400_000).clip(-2.35, 2.35)))
    median = 22 * np.exp(1.1 * random.normal(size=400_000).clip(-2.35, 2.35))
    shape, steep = random.integers(0, 10, 400_000), np.array([0.25, 0.5, 0.8, 1.2, 1.8, 0.6, 1, 1.5, 2.2, 4])

    def answered(days: int) -> Any:
        log_days = np.log(days / median)
        lognormal, weibull = ndtr(log_days / steep[shape]), 1 - 0.5 ** (np.exp(log_days * steep[shape]))
        return ever * np.where(shape < 5, lognormal, weibull)

    for silent in (0, 14, 60):
        expected = ((answered(silent + 31) - answered(silent + 1)) / (1 - answered(silent + 1))).mean()
        assert ReplyChances.of(NOTHING).within(30, [silent])[0].value == pytest.approx(expected, abs=0.01)


def test_silence_lowers_the_chance_and_a_log_narrows_its_interval() -> None:
    own = counts(*((day, "rejection", 10) for day in range(20)), (200, None, 100))
    before, after = (ReplyChances.of(log).within(30, [0, 30, 120]) for log in (NOTHING, own))
    assert [one.value for one in before] == sorted((one.value for one in before), reverse=True)
    assert all(narrow.high - narrow.low < wide.high - wide.low for narrow, wide in zip(after, before, strict=True))


def test_what_the_applicant_withdrew_says_nothing_of_replies() -> None:
    withdrawn = ReplyChances.of(counts((0, "withdrawal", 20))).within(30, [7])
    silent = ReplyChances.of(counts((0, None, 20))).within(30, [7])
    assert withdrawn == silent


def test_undated_answers_say_that_a_reply_came() -> None:
    undated = counts((0, "rejection", 15)).assign(days_high=90)
    (chance,) = ReplyChances.of(pd.concat([undated, counts((90, None, 5))])).within(90, [0])
    assert chance.low > 0.4


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


def test_whoever_wrote_once_more_is_not_told_to_again_but_may_still_let_it_go(tmp_path: Path) -> None:
    old = [
        an_application(applied="2025-01-01", rejected_on=str(date(2025, 1, 1) + timedelta(days=3 * day)))
        for day in range(1, 21)
    ]
    result = listed(
        tmp_path,
        *old,
        an_application("Wrote", applied="2025-10-15", followed_up_on="2025-11-20"),
        an_application("Silent", applied="2025-10-15"),
        an_application("Long ago", applied="2025-02-01", followed_up_on="2025-11-20"),
        as_of=date(2025, 11, 24),
    )
    assert [(one.employer, one.suggestion) for one in result.waiting] == [
        ("Silent", Suggestion.FOLLOW_UP),
        ("Wrote", Suggestion.WRITTEN),
        ("Long ago", Suggestion.LET_GO),
    ]


def test_ghosted_goes_away_when_an_answer_comes(tmp_path: Path) -> None:
    later = an_application(applied="2026-03-01", rejected_on="2026-03-04")
    silent = listed(tmp_path, an_application(employer="Long ago", applied="2025-06-01"), later)
    assert [one.suggestion for one in silent.waiting] == [Suggestion.LET_GO]
    answered = listed(tmp_path / "b", an_application(applied="2025-06-01", invited_on="2026-03-02"), later)
    assert answered.waiting == ()


def test_thresholds_are_the_persons_own() -> None:
    chosen = Thresholds.chosen(pd.DataFrame({"name": ["ghosted_below", "other"], "value": ["0.1", "x"]}))
    assert chosen == Thresholds(ghosted_below=0.1)
    default = waiting_list(NOBODY, NOTHING)
    stricter = waiting_list(NOBODY, NOTHING, chosen)
    assert stricter.let_go_day is not None and default.let_go_day is not None
    assert stricter.let_go_day < default.let_go_day
    assert default.follow_up_day is not None and default.follow_up_day >= 7


def test_the_cautious_rule_lets_fewer_go() -> None:
    default, cautious = (waiting_list(NOBODY, NOTHING, Thresholds(cautious=it)).let_go_day for it in (0, 1))
    assert default is not None and cautious is not None
    assert cautious > default


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
        counts = reader.load("interview_waits")
    (curve,) = response_times(counts, ("offer", "rejection", "withdrawal"))
    assert (curve.n, curve.responses, curve.censored, curve.undated) == (4, 3, 1, 1)
    rows = counts[["days_low", "days_high", "answer"]].fillna("none").itertuples(index=False)
    assert {tuple(row) for row in rows} == {(14, 14, "offer"), (7, 7, "rejection"), (0, 4, "rejection"), (4, 4, "none")}


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
