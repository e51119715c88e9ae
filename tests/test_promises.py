"""What the program once said wrongly without saying so, through the way in which a person would meet it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner

from analytics.cli import commands
from analytics.statistics.applicants import share_of_applicants
from analytics.statistics.response_times import Estimate, response_times
from analytics.statistics.waiting_list import Suggestion, waiting_list
from analytics.statistics.waits import weighed
from analytics.store import Viewer
from analytics.wording.response_times import in_words, rests_on
from tests.builders import a_store, an_application
from tests.simulated_waits import a_cohort

T24 = Path(__file__).parents[2] / "shared" / "logs" / "twins" / "T24-undated-answers.csv"


def printed(folder: Path) -> dict[str, Any]:
    result = CliRunner().invoke(commands, ["response-times", "--store", str(folder), "--format", "json"])
    assert result.exit_code == 0, result.output
    row: dict[str, Any] = json.loads(result.output)
    return row


def test_what_the_applicant_withdrew_is_no_answer(tmp_path: Path) -> None:
    a_store(tmp_path, *[an_application(applied="2026-01-05", withdrawn_on="2026-01-08") for _ in range(20)])
    row = printed(tmp_path / "store")
    assert (row["responses"], row["withdrawn"], row["median_days"]) == (0, 20, None)
    assert row["answered"]["30"]["share"] == 0
    assert row["incidence"]["30"]["withdrawal"] == 1


def test_answers_without_a_day_give_no_median_and_no_days_silent(tmp_path: Path) -> None:
    silent = [an_application(applied="2026-01-05") for _ in range(15)]
    a_store(tmp_path, *[an_application(applied="2026-01-05", rejected=True) for _ in range(45)], *silent,
            an_application(applied="2026-04-05"))  # fmt: skip
    row = printed(tmp_path / "store")
    assert (row["undated"], row["median_days"], row["median_low"], row["median_high"]) == (45, None, None, None)
    assert all(share is None for shares in row["incidence"].values() for share in shares.values())
    assert row["answered"]["30"]["share"] is None
    assert row["answered"]["30"]["low"] == 0 and 0.5 < row["answered"]["30"]["high"] < 0.95
    with a_store(tmp_path / "again", an_application(applied="2026-01-05", rejected=True)).reading(
        Viewer.applicant(1)
    ) as reader:
        (curve,) = response_times(reader.load("response_times"))
    assert set(curve.mean_days_silent.values()) == {Estimate(None)}


@pytest.mark.shared
@pytest.mark.skipif(not T24.exists(), reason="needs ../shared")
def test_a_log_in_which_no_answer_has_a_day_has_no_median_but_a_span(tmp_path: Path) -> None:
    folder = str(tmp_path / "store")
    imported = CliRunner().invoke(commands, ["import", str(T24), "--store", folder])
    assert imported.exit_code == 0, imported.output
    row = printed(tmp_path / "store")
    assert (row["n"], row["undated"], row["median_days"]) == (8, 6, None)
    assert row["incidence"]["30"]["silent"] is None
    assert row["answered"]["30"]["low"] < row["answered"]["30"]["high"]


def test_one_person_with_400_applications_does_not_outvote_thirty_others() -> None:
    # The giant is never answered, the others always on day 5; all were followed for 90 days.
    rows = [(0, 90, None, 400), *((person, 5, "rejection", 5) for person in range(1, 31))]
    frame = pd.DataFrame(rows, columns=["applicant", "days_low", "answer", "n"])
    (curve,) = response_times(weighed(frame.assign(group_name="all", days_high=frame["days_low"])))
    answered = curve.answered_at(30)
    assert answered.value == pytest.approx(30 / 31)
    assert answered.low is not None and answered.low < 0.9


def test_three_people_have_a_wide_range_and_two_have_none() -> None:
    random = np.random.default_rng(1)
    three, two = (response_times(a_cohort(random, np.full(people, 60)))[0] for people in (3, 2))
    share = three.answered_at(30)
    assert share.low is not None and share.high is not None and share.high - share.low > 0.3
    assert two.answered_at(30).low is None and two.answered_at(30).value is not None
    assert any("say nothing of other applicants" in said for said in rests_on(two))
    assert any("say little of others" in said for said in rests_on(three))


def test_a_reason_named_by_one_person_400_times_is_one_persons_reason() -> None:
    found = share_of_applicants([400, *[0] * 30], [400, *[5] * 30])
    assert found.share == pytest.approx(1 / 31)
    assert (found.hits, found.n) == (400, 550)


@pytest.mark.parametrize("n", [1, 2, 5, 20, 600])
@pytest.mark.parametrize("answer", ["rejection", "withdrawal", None])
def test_no_range_has_zero_width_where_all_went_alike(n: int, answer: str | None) -> None:
    frame = pd.DataFrame([("all", 1, 35, 35, answer, n)])
    frame.columns = pd.Index(["group_name", "applicant", "days_low", "days_high", "answer", "n"])
    (curve,) = response_times(weighed(frame))
    for share in (curve.silent_at(35), curve.answered_at(35), *curve.incidence_at(35).values()):
        assert share.low is not None and share.high is not None and share.low < share.high
    assert "never heard back" not in in_words(curve)


def test_old_silences_may_be_let_go_and_do_not_need_time(tmp_path: Path) -> None:
    ghosted = [an_application(applied="2025-01-10") for _ in range(10)]
    last = an_application(applied="2025-01-20", rejected_on="2025-01-25")
    with a_store(tmp_path, *ghosted, last).reading(Viewer.applicant(1)) as reader:
        found = waiting_list(reader.load("waiting_list", as_of=date(2026, 11, 25)), reader.load("response_times"))
    assert {one.suggestion for one in found.waiting} == {Suggestion.LET_GO}
    assert max(one.reply_later for one in found.waiting) < 0.02
