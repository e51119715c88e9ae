"""Proves the comparison of groups: false alarms, real differences, many questions at once, small groups."""

from __future__ import annotations

from itertools import permutations, product

import numpy as np
import pandas as pd
import pytest

from analytics.statistics import comparison
from analytics.statistics.comparison import Verdict, benjamini_hochberg, compare, log_rank, log_rank_scores
from analytics.statistics.group_differences import GroupDifference, GroupDifferences, group_differences
from analytics.statistics.response_times import Estimate
from analytics.statistics.shrinkage import between, shrunk
from analytics.statistics.survival import Array, Index
from analytics.statistics.waits import Waits
from analytics.wording.response_times import differences_in_words, groups_point
from tests.simulated_waits import waits

RUNS = 300


def test_benjamini_hochberg_adjusts_like_scipy_and_leaves_the_unknown_unknown() -> None:
    from scipy.stats import false_discovery_control

    ps = [0.01, 0.04, 0.03, 0.2, 0.5, 0.001]
    assert benjamini_hochberg(ps) == pytest.approx(false_discovery_control(ps))
    assert benjamini_hochberg([0.01, None, 0.04]) == [0.02, None, 0.04]
    assert benjamini_hochberg([]) == []


def test_comparing_every_way_of_trading_places_gives_the_exact_p() -> None:
    # Six applicants of one application; the three high scores all in group 1: 2 of the 20 ways are as far apart.
    verdict = compare(np.arange(6), np.array([0, 0, 0, 1, 1, 1]), np.array([0.0, 0, 0, 1, 1, 1]), 2)
    assert verdict.p == pytest.approx(0.1, abs=0.03)


# Two applicants have applications in several groups and trade within themselves; four have one group each and trade
# whole, with one, two or three applications.
APPLICANT = np.array([0, 0, 0, 1, 1, 1, 2, 3, 3, 4, 5, 5, 5])
GROUP = np.array([0, 1, 1, 0, 0, 2, 0, 1, 1, 2, 2, 2, 2])
SCORE = np.array([0.9, -0.2, -0.4, 1.0, 0.1, -0.7, 0.8, -0.6, 0.1, -0.3, -0.5, 0.2, -0.9])


def every_way() -> list[list[float]]:
    """The groups' sums after every way of trading places."""
    traded = [ways(SCORE[np.equal(APPLICANT, one)], GROUP[np.equal(APPLICANT, one)]) for one in (0, 1)]
    whole = ways(np.array([SCORE[np.equal(APPLICANT, one)].sum() for one in (2, 3, 4, 5)]), np.array([0, 1, 2, 2]))
    return [list(np.sum(way, axis=0)) for way in product(*traded, whole)]


def ways(scores: Array, labels: Index) -> list[Array]:
    """The groups' sums of the scores under every order of the labels."""
    return [np.bincount(np.array(order), scores, 3) for order in permutations(labels)]


def distances(sums: Array) -> tuple[Array, Array]:
    """How far sums are from the mean over every way, together and for each group, by every way's own covariance."""
    ways = np.array(every_way())
    covariance = np.cov(ways.T, ddof=0)
    away = sums - ways.mean(axis=0)
    return np.einsum("pg,gh,ph->p", away, np.linalg.pinv(covariance), away), away**2 / np.diag(covariance)


def test_trading_within_applicants_and_between_them_gives_the_p_of_every_way_counted() -> None:
    observed = np.bincount(GROUP, SCORE, 3).astype(float)[None, :]
    whole, each = distances(observed)
    everywhere, each_everywhere = distances(np.array(every_way()))
    verdict = compare(APPLICANT, GROUP, SCORE, 3)
    assert verdict.p == pytest.approx((everywhere >= whole - 1e-9).mean(), abs=0.025)
    assert verdict.by_group == pytest.approx((each_everywhere >= each - 1e-9).mean(axis=0), abs=0.04)


def test_the_normal_limit_takes_mean_and_covariance_of_every_way(monkeypatch: pytest.MonkeyPatch) -> None:
    from scipy.stats import chi2

    monkeypatch.setattr(comparison, "FEW_ENOUGH", len(SCORE) - 1)
    whole, each = distances(np.bincount(GROUP, SCORE, 3).astype(float)[None, :])
    verdict = compare(APPLICANT, GROUP, SCORE, 3)
    # The three sums add up to what all scores do: two degrees of freedom.
    assert verdict.p == pytest.approx(chi2.sf(whole[0], 2))
    assert verdict.by_group == pytest.approx(chi2.sf(each[0], 1))
    monkeypatch.setattr(comparison, "FEW_ENOUGH", len(SCORE))
    assert compare(APPLICANT, GROUP, SCORE, 3) != verdict, "up to the limit, places are really traded"


def test_one_applicant_of_one_group_adds_to_its_mean_and_trades_with_nobody() -> None:
    # The sum of group 0 is 6, 5 or 3 as the other applicant's 0, 1 or 3 is in group 1: 6 and 3 are as far or farther.
    verdict = compare(np.array([0, 0, 0, 1]), np.array([0, 0, 1, 0]), np.array([3.0, 1.0, 0.0, 2.0]), 2)
    assert verdict.p == pytest.approx(2 / 3, abs=0.05)


def test_a_group_whose_sum_cannot_change_is_not_judged() -> None:
    # One applicant alone in a group of their own, beside one who has applications in the two others.
    verdict = compare(np.array([0, 0, 1]), np.array([0, 1, 2]), np.array([1.0, 0.0, 1.0]), 3)
    assert verdict.p is not None
    assert [p is None for p in verdict.by_group] == [False, False, True]


def test_log_rank_scores_add_up_to_observed_less_expected_answers() -> None:
    # Days 1, 2, 4 with 6, 5, 3 at risk and 1, 1, 2 answers: expected by then 1/6, 1/6 + 1/5, 1/6 + 1/5 + 2/3.
    rows = pd.DataFrame(
        {"group_name": "all", "applicant": range(6), "days_low": [1, 2, 2, 4, 4, 4], "days_high": [1, 2, 2, 4, 4, 4],
         "answer": ["rejection", "interview", None, "rejection", "interview", None], "n": 1, "weight": 1.0}
    )  # fmt: skip
    table = Waits.of(rows).counted
    scores = log_rank_scores(table, np.array([0, 1, -1, 0, 1, -1]), np.searchsorted(table.days, [1, 2, 2, 4, 4, 4]))
    by_day = [1 / 6, 1 / 6 + 1 / 5, 1 / 6 + 1 / 5, *[1 / 6 + 1 / 5 + 2 / 3] * 3]
    assert scores == pytest.approx(np.array([1, 1, 0, 1, 1, 0]) - by_day)
    assert scores.sum() == pytest.approx(0)


def test_applicants_of_one_group_trade_places_whole() -> None:
    # Forty applications, but of two people only: nothing can be told from them.
    applicant = np.repeat([0, 1], 20)
    score = np.repeat([0.0, 1.0], 20)
    verdict = compare(applicant, applicant, score, 2)
    assert verdict.p == 1.0


def test_nothing_is_said_where_no_place_can_be_traded() -> None:
    assert compare(np.array([0, 0]), np.array([0, 0]), np.array([1.0, 0.0]), 2) == Verdict(None, (None, None))


def test_beyond_a_few_thousand_the_normal_limit_takes_over(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(5)
    applicant, group, score = np.repeat(np.arange(100), 10), random.integers(0, 3, 1000), random.normal(size=1000)
    permuted = compare(applicant, group, score, 3)
    monkeypatch.setattr(comparison, "FEW_ENOUGH", 0)
    limit = compare(applicant, group, score, 3)
    assert permuted.p is not None
    assert limit.p == pytest.approx(permuted.p, abs=0.04)
    assert limit.by_group == pytest.approx(permuted.by_group, abs=0.04)


@pytest.mark.parametrize("group_of", ["applicant", "application"])
def test_groups_that_are_alike_are_called_different_no_more_often_than_they_should(
    group_of: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from scipy.special import chdtrc

    monkeypatch.setattr(comparison, "PERMUTATIONS", 199)
    alarms = usual = 0
    for seed in range(RUNS):
        rows = waits(1000 + seed, groups=2, group_of=group_of)
        differences = group_differences(rows)
        assert differences is not None
        alarms += differences.differ
        chi_square, freedom = log_rank(Waits.of(rows).counted)
        usual += int(chdtrc(freedom, chi_square) < 0.05)
    assert alarms / RUNS <= 0.07
    if group_of == "applicant":
        assert usual / RUNS > 0.2  # what the usual log-rank test would have raised


def test_a_real_difference_is_found_and_said_in_points_and_days() -> None:
    fast = waits(8, applicants=40)
    slow = waits(7, applicants=40)
    slow = slow.assign(
        group_name="1",
        applicant=slow["applicant"] + 100,
        answer=slow["answer"].where(slow.index % 2 == 0),
        days_low=slow["days_low"].where(slow.index % 2 == 0, 90),
        days_high=slow["days_low"].where(slow.index % 2 == 0, 90),
    )
    differences = group_differences(pd.concat([fast, slow], ignore_index=True))
    assert differences is not None
    assert differences.differ
    first, second = differences.groups
    assert first.differs
    assert second.differs
    assert first.share_more.low is not None
    assert first.share_more.low > 0
    assert second.days_longer.low is not None
    assert second.days_longer.low > 0


def test_one_group_has_nothing_to_be_compared_with() -> None:
    assert group_differences(waits(1)) is None


def test_a_group_below_five_is_neither_tested_nor_named() -> None:
    few = waits(2, applicants=1, each=3).assign(group_name="few", applicant=900)
    differences = group_differences(pd.concat([waits(1, groups=2), few], ignore_index=True))
    assert differences is not None
    assert [one.p is None for one in differences.groups] == [False, False, True]


def test_one_persons_applications_trade_places_among_themselves() -> None:
    differences = group_differences(waits(3, applicants=1, each=60, groups=3, group_of="application"))
    assert differences is not None
    assert differences.one_applicant
    assert differences.p is not None


def test_small_groups_are_drawn_towards_the_whole_and_large_ones_stay() -> None:
    values, errors = np.array([0.1, 0.5, 0.3]), np.array([0.01, 0.2, 0.01])
    drawn, error = shrunk(values, errors, 0.2, 0.01)
    assert abs(drawn[1] - 0.5) > abs(drawn[0] - 0.1)
    assert (error <= errors + 1e-12).all()


def test_groups_that_chance_explains_lie_on_the_whole() -> None:
    values, errors = np.array([0.30, 0.31, 0.29]), np.array([0.1, 0.1, 0.1])
    assert between(values, errors) == 0.0
    drawn, error = shrunk(values, errors, 0.3, 0.05)
    assert drawn.tolist() == [0.3, 0.3, 0.3]
    assert error.tolist() == [0.05, 0.05, 0.05]


def test_a_group_in_which_nobody_answered_has_an_interval_all_the_same() -> None:
    silent = pd.DataFrame(
        {
            "group_name": "quiet",
            "applicant": 900,
            "days_low": 90,
            "days_high": 90,
            "answer": None,
            "n": 12,
            "weight": 1,
        },
        index=[0],
    )
    differences = group_differences(pd.concat([waits(1), silent], ignore_index=True))
    assert differences is not None
    quiet = differences.groups[1].answered
    assert quiet.value == 0
    assert quiet.high is not None
    assert quiet.high > 0.1
    assert differences.groups[1].shrunk != Estimate(None)


def _group(name: str, low: float, high: float) -> GroupDifference:
    nothing = Estimate(None)
    more = Estimate((low + high) / 2, low, high)
    return GroupDifference(name, 40, nothing, nothing, share_more=more, days_longer=nothing, p=0.001, p_adjusted=0.002)


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0.01, 0.3, "Fair answers more often by day 30"),
        (0.0, 0.3, "Fair differs, not clearly by day 30"),
        (-0.05, 0.3, "Fair differs, not clearly by day 30"),
        (-0.3, 0.05, "Fair differs, not clearly by day 30"),
        (-0.3, 0.0, "Fair differs, not clearly by day 30"),
        (-0.3, -0.01, "Fair answers less often by day 30"),
    ],
)
def test_a_direction_is_named_by_day_30_only_where_it_is_clear_there(low: float, high: float, said: str) -> None:
    differences = GroupDifferences(Estimate(0.5), 0.001, (_group("Fair", low, high),), one_applicant=False)
    assert differences_in_words(differences) == f"{said}; chance would hardly do that."
    assert groups_point(differences, "Channel") == said


def test_groups_in_one_direction_are_named_together() -> None:
    groups = (_group("Fair", 0.1, 0.2), _group("Website", -0.2, -0.1), _group("Referral", 0.1, 0.3))
    said = differences_in_words(GroupDifferences(Estimate(0.5), 0.001, groups, one_applicant=False))
    assert said == (
        "Fair and Referral answer more often by day 30; Website answers less often by day 30;"
        " chance would hardly do that."
    )
