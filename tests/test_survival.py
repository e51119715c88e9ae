"""Proves the curves against R, lifelines and scikit-survival. How the constants were made stands in tests/oracles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analytics.statistics.applicants import Crowd
from analytics.statistics.clusters import Members, influence
from analytics.statistics.comparison import log_rank
from analytics.statistics.survival import Array, LifeTable, curve_at, restricted_mean, survival_quantile

ORACLES = Path(__file__).parent / "oracles"
R: dict[str, Any] = json.loads((ORACLES / "survival.json").read_text(encoding="utf-8"))
LIFELINES: dict[str, Any] = json.loads((ORACLES / "lifelines.json").read_text(encoding="utf-8"))


def a_table(days: list[int], answer: list[int], group: list[int] | None = None) -> LifeTable:
    """A life table of single waits: `answer` 0 is none, 1, 2 … the kinds that compete."""
    different = np.unique(days)
    place = np.searchsorted(different, days)
    counts = np.zeros((max(group or [0]) + 1, max(answer) + 1, len(different)))
    np.add.at(counts, (np.array(group or [0] * len(days)), np.array(answer), place), 1)
    return LifeTable.of(different, counts[:, 1:], counts[:, 0])


def median(table: LifeTable, group: int = 0) -> float | None:
    return survival_quantile(table.days, table.silent[group], 0.5)


def numbers(values: list[float | None]) -> Array:
    return np.array(values, dtype=float)


LUNG = a_table(R["lung"]["days"], R["lung"]["status"])
AML_GROUPS = [1 - maintained for maintained in R["aml"]["maintained"]]
AML = a_table(R["aml"]["days"], R["aml"]["status"], AML_GROUPS)
SMALL = a_table(R["small"]["days"], R["small"]["answer"])


def test_medians_of_lung_are_those_r_prints() -> None:
    assert (len(R["lung"]["days"]), sum(R["lung"]["status"])) == (228, 165)
    assert median(LUNG) == 310 == R["lung"]["median"][0]
    by_sex = a_table(R["lung"]["days"], R["lung"]["status"], [sex - 1 for sex in R["lung"]["sex"]])
    expected = [median[0] for median in R["lung"]["median_by_sex"]]
    assert [median(by_sex, 0), median(by_sex, 1)] == [270, 426] == expected


def test_medians_of_aml_are_31_and_23_weeks() -> None:
    assert [median(AML, 0), median(AML, 1)] == [31, 23]


def test_the_median_of_a_curve_flat_at_one_half_is_the_middle_of_the_flat_part() -> None:
    assert median(a_table(R["flat"]["days"], R["flat"]["status"])) == R["flat"]["median"][0] == 5.5


@pytest.mark.parametrize("name", ["lung", "small"])
def test_kaplan_meier_with_greenwood_is_that_of_r(name: str) -> None:
    table, expected = {"lung": LUNG, "small": SMALL}[name], R[name]["curve"]
    for found, column in [(table.silent, "silent"), (table.silent_error, "error")]:
        np.testing.assert_allclose(found[0], numbers(expected[column]), atol=1e-9)


def test_aalen_johansen_and_its_error_for_independent_applications_are_those_of_r() -> None:
    np.testing.assert_allclose(SMALL.incidence[0], R["small"]["incidence"], atol=1e-12)
    np.testing.assert_allclose(SMALL.incidence_error[0], R["small"]["incidence_error"], atol=1e-12)


def test_clustered_errors_are_those_of_r() -> None:
    answer, day = np.array(R["small"]["answer"]) - 1, np.searchsorted(SMALL.days, R["small"]["days"])
    applicant = np.array(R["small"]["applicant"]) - 1
    members = Members(applicant, np.zeros(40, dtype=int), day, answer, np.ones(40))
    moved = influence(SMALL, members, np.arange(len(SMALL.days)))
    crowd = Crowd(members.group_of_cluster, np.bincount(applicant).astype(float), np.ones(1))
    # without a correction for leverage, as R has it
    errors = np.sqrt(crowd.summed(moved**2))
    np.testing.assert_allclose(errors[0], R["small"]["clustered_incidence_error"], atol=1e-12)
    silent = np.sqrt(crowd.summed(moved.sum(axis=1) ** 2))
    np.testing.assert_allclose(silent[0], R["small"]["clustered_error"], atol=1e-12)


@pytest.mark.parametrize("name", ["lung", "small"])
def test_kaplan_meier_and_restricted_means_are_those_of_lifelines(name: str) -> None:
    table, expected = {"lung": LUNG, "small": SMALL}[name], LIFELINES[name]
    np.testing.assert_allclose(table.silent[0], expected["silent"], atol=1e-9)
    for until, mean in expected["mean_until"].items():
        if int(until) <= table.last_day[0]:
            assert restricted_mean(table, int(until))[0] == pytest.approx(mean, abs=1e-9)


def test_a_restricted_mean_beyond_the_last_day_followed_is_unknown() -> None:
    assert np.isnan(restricted_mean(SMALL, 60)).all()


def test_log_rank_is_that_of_r_and_lifelines() -> None:
    assert log_rank(AML)[0] == pytest.approx(R["aml"]["chi_square"], abs=1e-9)
    assert round(log_rank(AML)[0], 1) == 3.4
    by_sex = a_table(R["lung"]["days"], R["lung"]["status"], [sex - 1 for sex in R["lung"]["sex"]])
    assert log_rank(by_sex)[0] == pytest.approx(LIFELINES["log_rank_by_sex"], abs=1e-9)
    of_three = a_table(R["lung"]["days"], R["lung"]["status"], [row % 3 for row in range(228)])
    assert log_rank(of_three)[0] == pytest.approx(LIFELINES["log_rank_by_row_modulo_3"], abs=1e-9)
    assert (log_rank(AML)[1], log_rank(of_three)[1]) == (1, 2)


def test_curves_with_ties_on_every_day_are_those_of_scikit_survival() -> None:
    from sksurv.nonparametric import cumulative_incidence_competing_risks, kaplan_meier_estimator

    random = np.random.default_rng(11)
    days, answer = random.integers(0, 40, 3000), random.choice(4, 3000, p=[0.45, 0.1, 0.4, 0.05])
    table = a_table(days.tolist(), answer.tolist())
    at, shares = cumulative_incidence_competing_risks(answer, days)
    np.testing.assert_array_equal(at, table.days)
    np.testing.assert_allclose(table.incidence[0], shares[1:], atol=1e-9)
    at, silent = kaplan_meier_estimator(answer > 0, days)
    np.testing.assert_allclose(table.silent[0], silent, atol=1e-9)


def test_shares_of_one_day_add_up_to_one() -> None:
    np.testing.assert_allclose(SMALL.silent + SMALL.incidence.sum(axis=1), 1, atol=1e-12)


def test_a_group_is_followed_to_the_last_day_on_which_one_of_it_still_waited() -> None:
    table = a_table([3, 9, 20, 5, 5], [1, 0, 2, 1, 0], [0, 0, 0, 1, 1])
    assert table.last_day.tolist() == [20, 5]
    with_nobody = a_table([3, 9], [1, 0], [0, 2])
    assert with_nobody.last_day.tolist() == [3, -1, 9]


def test_a_step_curve_holds_its_last_value_and_starts_where_it_is_told() -> None:
    days, curves = np.array([2, 5]), np.array([[0.8, 0.4], [0.9, 0.1]])
    assert [curve_at(days, curves, day, 1.0).tolist() for day in (1, 2, 4, 5, 99)] == [
        [1.0, 1.0], [0.8, 0.9], [0.8, 0.9], [0.4, 0.1], [0.4, 0.1],
    ]  # fmt: skip


def test_a_day_is_reached_at_the_level_and_in_the_middle_where_the_curve_lies_flat_on_it() -> None:
    days = np.array([1, 4, 10])
    assert survival_quantile(days, np.array([0.9, 0.5, 0.2]), 0.5) == 7.0
    assert survival_quantile(days, np.array([0.9, 0.49, 0.2]), 0.5) == 4.0
    assert survival_quantile(days, np.array([0.9, 0.5, 0.5]), 0.5) == 4.0
    assert survival_quantile(days, np.array([0.9, 0.8, 0.51]), 0.5) is None
