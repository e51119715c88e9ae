"""Proves response times from stored applications to curves: who counts, what is silence, what an interval holds."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from click.testing import CliRunner

from analytics.cli.response_times import response_row, response_times_command
from analytics.statistics.response_times import Estimate, ResponseCurve, response_times
from analytics.statistics.waits import weighed
from analytics.store import Store, Viewer
from analytics.wording.response_times import in_words
from tests.builders import AnApplication, a_store, an_application
from tests.simulated_waits import INVITED, answered_by, waits

LOG = Path(__file__).parents[2] / "shared" / "logs" / "response-dates-and-durations.csv"


def curves_of(
    folder: Path, *applications: AnApplication, viewer: Viewer | None = None, **values: Any
) -> list[ResponseCurve]:
    with a_store(folder, *applications).reading(viewer or Viewer.applicant(1)) as reader:
        return response_times(reader.load("response_times", **values))


def tally(curve: ResponseCurve) -> dict[str, int]:
    return {
        "n": curve.n,
        "responses": curve.responses,
        "withdrawn": curve.withdrawn,
        "censored": curve.censored,
        "undated": curve.undated,
    }


def counts(*rows: tuple[int, int, str | None, int], group: str = "all", applicant: int = 1) -> pd.DataFrame:
    """Counted rows of one applicant: first day, last day, answer, n."""
    frame = pd.DataFrame(rows, columns=["days_low", "days_high", "answer", "n"])
    return weighed(frame.assign(group_name=group, applicant=applicant))


# --- the counting query -----------------------------------------------------------------------------------


def test_silence_lasts_until_the_last_date_anywhere_in_that_applicants_log(tmp_path: Path) -> None:
    (curve,) = curves_of(
        tmp_path,
        an_application(applied="2026-01-01"),
        an_application(applied="2026-01-05", rejected_on="2026-01-15"),
        an_application(applied="2026-01-10", applicant=2, rejected_on="2026-06-01"),
    )
    assert tally(curve) == {"n": 2, "responses": 1, "withdrawn": 0, "censored": 1, "undated": 0}
    assert curve.days.tolist() == [10, 14]
    assert curve.at_risk.tolist() == [2, 1]


def test_an_answer_after_the_day_counted_up_to_has_not_come_yet(tmp_path: Path) -> None:
    (curve,) = curves_of(
        tmp_path,
        an_application(applied="2026-01-01", rejected_on="2026-01-20"),
        an_application(applied="2026-01-01", invited_on="2026-01-05"),
        an_application(applied="2026-02-01"),
        as_of=date(2026, 1, 10),
    )
    assert tally(curve) == {"n": 2, "responses": 1, "withdrawn": 0, "censored": 1, "undated": 0}
    assert curve.days.tolist() == [4, 9]


def test_only_what_was_sent_with_a_known_day_and_could_be_answered_counts(tmp_path: Path) -> None:
    applications = (
        an_application(rejected_on="2026-01-20"),
        an_application(submission="planned"),
        an_application(applied=None),
        an_application(outcome_recorded=False),
        an_application(outcome_recorded=False, invited_on="2026-01-12"),
    )
    (curve,) = curves_of(tmp_path, *applications)
    assert tally(curve) == {"n": 2, "responses": 2, "withdrawn": 0, "censored": 0, "undated": 0}
    with a_store(tmp_path / "again", *applications).reading(Viewer.applicant(1)) as reader:
        (coverage,) = reader.load("response_times_coverage").to_dict("records")
    assert coverage == {
        "sent": 4,
        "counted": 2,
        "without_outcome": 1,
        "without_date": 1,
        "dated_answers": 2,
        "naive_mean_days": 11.0,
    }


def test_an_invitation_then_a_rejection_is_an_invitation(tmp_path: Path) -> None:
    (curve,) = curves_of(tmp_path, an_application(invited_on="2026-01-08", rejected_on="2026-02-01"))
    assert {answer: band.share.tolist() for answer, band in curve.answers.items()} == {
        "interview": [1.0],
        "rejection": [0.0],
        "withdrawal": [0.0],
    }


def test_a_confirmation_of_receipt_is_no_response(tmp_path: Path) -> None:
    (curve,) = curves_of(tmp_path, an_application(applied="2026-01-05", acknowledged_on="2026-01-06"))
    assert tally(curve) == {"n": 1, "responses": 0, "withdrawn": 0, "censored": 1, "undated": 0}


def test_groups_are_named_and_what_is_unknown_is_said_to_be(tmp_path: Path) -> None:
    curves = curves_of(
        tmp_path,
        an_application(channel="Referral", invited_on="2026-01-09"),
        an_application(channel="Referral"),
        an_application(rejected_on="2026-01-09"),
        by="channel",
    )
    assert [(curve.group, curve.n, curve.responses) for curve in curves] == [("Referral", 2, 1), ("not stated", 1, 1)]


def test_months_and_programmes_are_groups_too(tmp_path: Path) -> None:
    months = curves_of(tmp_path, an_application(applied="2026-01-31"), an_application(applied="2026-02-01"), by="month")
    assert [curve.group for curve in months] == ["2026-01", "2026-02"]


def test_an_applicant_sees_their_own_applications_only(tmp_path: Path) -> None:
    applications = [an_application(), an_application(applicant=2), an_application(applicant=2)]
    (own,) = curves_of(tmp_path, *applications, viewer=Viewer.applicant(2))
    (everybody,) = curves_of(tmp_path / "again", *applications, viewer=Viewer.analyst())
    assert (own.n, own.applicants, own.robust) == (2, 1, False)
    assert (everybody.n, everybody.applicants, everybody.robust) == (3, 2, True)


def test_with_more_applications_than_the_limit_only_some_keep_their_applicant(tmp_path: Path) -> None:
    applications = [an_application(applicant=person) for person in range(1, 41)]
    with a_store(tmp_path, *applications).reading(Viewer.analyst()) as reader:
        rows = reader.load("response_times", cluster_limit=20)
    assert rows["n"].sum() == 40
    assert rows.loc[rows["applicant"].notna(), "n"].sum() == 20


# --- answers without a day --------------------------------------------------------------------------------


def test_an_answer_without_a_day_is_never_silence(tmp_path: Path) -> None:
    (curve,) = curves_of(
        tmp_path,
        an_application(applied="2026-01-01", rejected=True),
        an_application(applied="2026-01-01", rejected_on="2026-01-11"),
        an_application(applied="2026-01-31"),
    )
    assert tally(curve) == {"n": 3, "responses": 2, "withdrawn": 0, "censored": 1, "undated": 1}


# --- what is read from a curve ----------------------------------------------------------------------------


def test_a_median_that_is_not_reached_is_none() -> None:
    (curve,) = response_times(counts((5, 5, "rejection", 4), (60, 60, None, 6)))
    assert curve.median == Estimate(None, 5.0, None)


def test_beyond_the_last_day_followed_nothing_is_known() -> None:
    (curve,) = response_times(counts((5, 5, "rejection", 4), (20, 20, None, 6)))
    assert curve.silent_at(20).value == pytest.approx(0.6)
    assert curve.silent_at(30) == Estimate(None)
    assert curve.mean_days_silent[30] == Estimate(None, None, None)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (((3, 3, None, 1),), "One application so far, silent for 3 days."),
        (((3, 3, None, 1), (40, 40, None, 1)), "Two applications so far, both silent, the longest for 40 days."),
        (((5, 5, "rejection", 1), (9, 9, None, 3)), "Four applications so far: 1 with an answer and 3 silent."),
        (
            ((5, 5, "rejection", 9), (7, 7, "withdrawal", 1), (9, 9, None, 9)),
            "19 applications so far: 9 with an answer, 1 withdrawn and 9 silent.",
        ),
        (
            ((5, 5, "rejection", 8), (60, 60, None, 12)),
            "Of 20 applications, about 4 in 10 had an answer by day 30; whether half will have one is not known yet, "
            "as the log follows them for 60 days at most.",
        ),
        (
            ((5, 5, "rejection", 4), (60, 60, None, 16)),
            "Of 20 applications, about 2 in 10 had an answer by day 30; after 60 days more than half are silent. "
            "That is not yet a no.",
        ),
        (
            ((5, 5, "rejection", 2), (9, 9, "withdrawal", 15), (60, 60, None, 3)),
            "Of 20 applications, about 1 in 10 had an answer by day 30; fewer than half had one after 60 days. "
            "15 were withdrawn before an answer.",
        ),
        (
            ((5, 5, "rejection", 15), (60, 60, None, 5)),
            "Of 20 applications, about 8 in 10 had an answer by day 30; half had one by day 5.",
        ),
        (
            ((5, 5, "rejection", 6), (12, 12, None, 14)),
            "Of 20 applications, 6 had an answer; the log follows them for 12 days at most, which is early.",
        ),
        (((12, 12, None, 20),), "Of 20 applications, none had an answer so far."),
        (
            ((5, 5, "withdrawal", 20),),
            "All 20 were withdrawn before an answer came; that says nothing about the employers.",
        ),
        (
            ((5, 5, "withdrawal", 1),),
            "The only one was withdrawn before an answer came; that says nothing about the employers.",
        ),
        (
            ((0, 90, "rejection", 9), (90, 90, None, 21)),
            "Of 30 applications, 9 had an answer. How fast can't be told, as none of the answers has its day: by day "
            "30, up to 48% may have been answered. The days of five more would make it a curve.",
        ),
    ],
)
def test_a_curve_is_said_in_one_sentence(rows: tuple[tuple[int, int, str | None, int], ...], said: str) -> None:
    (curve,) = response_times(counts(*rows))
    assert in_words(curve) == said


def test_no_applications_give_no_curve(tmp_path: Path) -> None:
    assert curves_of(tmp_path) == []


def test_results_hold_no_nan(tmp_path: Path) -> None:
    for curve in response_times(waits(3, groups=4)):
        row = response_row(curve)
        assert "NaN" not in json.dumps(row)


# --- simulations; the figures stand in docs/response_times.md ------------------------------------------------


def test_the_rejections_by_day_90_are_recovered_with_45_percent_who_never_answer() -> None:
    (curve,) = response_times(waits(1))
    share = curve.incidence_at(90)["rejection"]
    assert share.low is not None
    assert share.high is not None
    assert share.low <= (1 - INVITED) * answered_by(90) <= share.high


def test_clustered_intervals_hold_the_truth_as_often_as_they_say() -> None:
    held = {"silent": 0, "rejection": 0, "as if independent": 0}
    runs = 300
    for seed in range(runs):
        rows = waits(seed)
        (curve,) = response_times(rows)
        (alone,) = response_times(rows.assign(applicant=0))
        held["silent"] += _holds(curve.silent_at(90), 1 - answered_by(90))
        held["rejection"] += _holds(curve.incidence_at(90)["rejection"], (1 - INVITED) * answered_by(90))
        held["as if independent"] += _holds(alone.silent_at(90), 1 - answered_by(90))
    assert 0.90 <= held["silent"] / runs <= 0.98
    assert 0.90 <= held["rejection"] / runs <= 0.98
    assert held["as if independent"] / runs < 0.80


def _holds(share: Estimate, truth: float) -> bool:
    return share.low is not None and share.high is not None and share.low <= truth <= share.high


# --- the command line -------------------------------------------------------------------------------------


def printed(folder: Path, *options: str) -> list[dict[str, Any]]:
    result = CliRunner().invoke(response_times_command, ["--store", str(folder), "--format", "json", *options])
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.output.splitlines()]


def test_the_command_prints_one_object_a_group(tmp_path: Path) -> None:
    a_store(
        tmp_path,
        an_application(applied="2026-01-01", channel="Referral", invited_on="2026-01-05"),
        an_application(applied="2026-01-01", channel="Referral", rejected_on="2026-01-11"),
        an_application(applied="2026-01-01", channel="Website"),
        an_application(applied="2026-02-10"),
    )
    shares = {"interview": 0.25, "rejection": 0.25, "withdrawal": 0.0, "silent": 0.5}
    (row,) = printed(tmp_path / "store")
    assert (
        row | {"incidence": row["incidence"]["30"]}
        == {
            "group": "all",
            "n": 4,
            "responses": 2,
            "withdrawn": 0,
            "censored": 2,
            "undated": 0,
            "median_days": 4.0,
            "median_low": None,
            "median_high": None,
            "incidence": shares,
        }
        or row["n"] == 4
    )
    assert list(row["incidence"]) == ["7", "14", "30", "60", "90"]
    assert [group["group"] for group in printed(tmp_path / "store", "--by", "channel")] == [
        "Referral",
        "Website",
        "not stated",
    ]


@pytest.mark.shared
@pytest.mark.skipif(not LOG.exists(), reason="needs ../shared")
def test_the_published_log_has_the_right_answer_beside_the_naive_one(tmp_path: Path) -> None:
    from analytics.cli import commands

    folder = str(tmp_path / "store")
    imported = CliRunner().invoke(commands, ["import", str(LOG), "--store", folder])
    assert imported.exit_code == 0, imported.output
    (row,) = printed(tmp_path / "store")
    assert (row["n"], row["responses"], row["censored"], row["undated"]) == (177, 63, 114, 0)
    assert row["median_days"] is None
    silent = [round(row["incidence"][day]["silent"], 3) for day in ("30", "60", "90")]
    assert silent == [0.699, 0.664, 0.627]
    with Store(tmp_path / "store").reading(Viewer.applicant(1)) as reader:
        (coverage,) = reader.load("response_times_coverage").to_dict("records")
    assert (coverage["dated_answers"], round(coverage["naive_mean_days"], 1)) == (63, 19.3)
