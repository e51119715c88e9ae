"""How often an interval that claims 95 % (a fan: 80 %) holds the truth, on data that we made: the tables of
docs/coverage.md.

    make coverage       measures all of them with fresh seeds and writes that page

The tests run a tenth of the same. A measure takes how often to run and a first seed, and gives a row a regime.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analytics.sample.spells import a_cohort as a_spelled_cohort
from analytics.statistics.applicants import share_of_applicants
from analytics.statistics.did_it_help import did_it_help, not_reached
from analytics.statistics.group_differences import group_differences
from analytics.statistics.reply_chances import ReplyChances
from analytics.statistics.response_times import Estimate, ResponseCurve, response_times
from analytics.statistics.self_assessment import opportunities
from tests.simulated_goals import REGIMES, UNFORESEEN, a_goal
from tests.simulated_waits import DELAYS, PEAK, TWO_SPEEDS, a_cohort, a_log, answered_by, counted, exponential

Random = np.random.Generator
Rows = dict[str, dict[str, float]]
"""For each regime what was measured: shares of runs, by column."""


@dataclass(frozen=True)
class Measure:
    """A table of the page: what it shows, in how many runs a regime, and how."""

    title: str
    claim: str
    runs: int
    of: Callable[[int, int], Rows]


def holds(found: Estimate, truth: float) -> bool | None:
    """Whether an interval holds the truth; None where nothing is claimed."""
    return None if found.low is None or found.high is None else found.low <= truth <= found.high


def _shares(runs: Iterator[Sequence[bool | None]], columns: Sequence[str]) -> dict[str, float]:
    """The share of runs in which each column held, of those in which it was claimed."""
    table = np.array([[np.nan if held is None else float(held) for held in run] for run in runs])
    return {name: float(np.nanmean(column)) for name, column in zip(columns, table.T, strict=True)}


def _columns(days: Sequence[int]) -> list[str]:
    return [f"day {day}" for day in days]


# --- one person ---------------------------------------------------------------------------------------------

TRUTHS = {
    "5 % by day 7": (0.05, exponential(2)),
    "3 % ever": (0.03, exponential(20)),
    "55 %, mean 20 days": (0.55, exponential(20)),
}


def one_person(runs: int, seed: int) -> Rows:
    """The silent share of one person's log of n applications."""
    days = (7, 30, 60)

    def run(n: int, ever: float, delay: Any, number: int) -> list[bool | None]:
        (curve,) = response_times(a_log(np.random.default_rng(seed + number), n, ever, delay))
        return [holds(curve.silent_at(day), 1 - ever * delay[1](day + 1)) for day in days]

    return {
        f"{name}, n = {n}": _shares((run(n, *truth, number) for number in range(runs)), _columns(days))
        for name, truth in TRUTHS.items()
        for n in (10, 20, 30, 60)
    }


def undated(runs: int, seed: int, n: int = 60) -> Rows:
    """The answered share where some answers have no day; logs with too few dated ones give no curve."""
    days = (14, 30, 60)

    def run(delay: Any, share: float, number: int) -> list[bool | None]:
        (curve,) = response_times(a_log(np.random.default_rng(seed + number), n, 0.55, delay, (5, 200), share))
        told = [holds(curve.answered_at(day), 0.55 * delay[1](day + 1)) if curve.timed else None for day in days]
        return [*told, curve.timed]

    return {
        f"{name}, {share:.0%} undated": _shares(
            (run(delay, share, number) for number in range(runs)), [*_columns(days), "a curve"]
        )
        for name, delay in DELAYS.items()
        for share in (0.0, 0.2, 0.5, 0.8)
    }


def nothing_dated(runs: int, seed: int) -> Rows:
    """Bounds of the answered share in place of a curve."""
    days = (14, 30, 60)

    def run(delay: Any, number: int) -> list[bool | None]:
        (curve,) = response_times(a_log(np.random.default_rng(seed + number), 60, 0.55, delay, (5, 200), 1.0))
        assert not curve.timed and curve.median == Estimate(None)
        return [holds(curve.answered_at(day), 0.55 * delay[1](day + 1)) for day in days]

    return {
        name: _shares((run(delay, number) for number in range(runs)), _columns(days)) for name, delay in DELAYS.items()
    }


# --- several people -----------------------------------------------------------------------------------------

DESIGNS: dict[str, Callable[[Random], Any]] = {
    "60 people x 25": lambda random: np.full(60, 25),
    "lognormal, 60 people": lambda random: np.ceil(random.lognormal(2.5, 1, 60)).astype(int),
    "one 400 + 30 x 5": lambda random: np.array([400, *[5] * 30]),
    "two 200 + 8 x 5": lambda random: np.array([200, 200, *[5] * 8]),
    "12 x 30": lambda random: np.full(12, 30),
    "6 x 10": lambda random: np.full(6, 10),
    "5 x 40": lambda random: np.full(5, 40),
    "3 x 60": lambda random: np.full(3, 60),
    "300 x 3": lambda random: np.full(300, 3),
}
UNDATED_DESIGNS = (("60 people x 25", 0.5), ("60 people x 25", 0.8), ("12 x 30", 0.5), ("one 400 + 30 x 5", 0.8))


def _of_a_cohort(curve: ResponseCurve) -> list[bool | None]:
    return [holds(curve.answered_at(day), answered_by(day)) if curve.timed else None for day in (14, 30, 60)]


def cohorts(runs: int, seed: int, likeness: float = 0.2) -> Rows:
    """The answered share of a typical applicant, people unlike in how much they sent."""

    def run(design: str, number: int) -> list[bool | None]:
        random = np.random.default_rng(seed + number)
        return _of_a_cohort(response_times(a_cohort(random, DESIGNS[design](random), likeness))[0])

    return {name: _shares((run(name, number) for number in range(runs)), _columns((14, 30, 60))) for name in DESIGNS}


def undated_cohorts(runs: int, seed: int) -> Rows:
    """The same where many answers have no day."""

    def run(design: str, share: float, number: int) -> list[bool | None]:
        random = np.random.default_rng(seed + number)
        return _of_a_cohort(response_times(a_cohort(random, DESIGNS[design](random), 0.2, share))[0])

    return {
        f"{name}, {share:.0%} undated": _shares(
            (run(name, share, number) for number in range(runs)), _columns((14, 30, 60))
        )
        for name, share in UNDATED_DESIGNS
    }


SHARE_DESIGNS: dict[str, Callable[[Random], Any]] = {
    "40 people x 10": lambda random: np.full(40, 10),
    "10 x 10": lambda random: np.full(10, 10),
    "one 400 + 30 x 5": lambda random: np.array([400, *[5] * 30]),
    "40 x Poisson 2": lambda random: random.poisson(2, 40),
    "4 x 8": lambda random: np.full(4, 8),
    "lognormal, 40 people": lambda random: np.ceil(random.lognormal(2, 1, 40)).astype(int),
    "200 x 4": lambda random: np.full(200, 4),
    "12 x Poisson 3": lambda random: random.poisson(3, 12),
}


def reasons(runs: int, seed: int, likeness: float = 0.2) -> Rows:
    """A reason's share over people whose rejections are alike (beta-binomial)."""
    size = (1 - likeness) / likeness

    def run(design: str, truth: float, number: int) -> bool | None:
        random = np.random.default_rng(seed + number)
        cases = SHARE_DESIGNS[design](random)
        found = share_of_applicants(
            random.binomial(cases, random.beta(truth * size, (1 - truth) * size, len(cases))), cases
        )
        return None if found.low is None or found.high is None else found.low <= truth <= found.high

    return {
        name: _shares(([run(name, 0.35, number), run(name, 0.08, number)] for number in range(runs)), ["35 %", "8 %"])
        for name in SHARE_DESIGNS
    }


def withdrawals(runs: int, seed: int) -> Rows:
    """Alarms at 5 % where employers are the same and one group withdraws far more often."""

    def run(censored: bool, number: int) -> list[bool | None]:
        random = np.random.default_rng(seed + number)
        group = np.repeat([0, 1], 60)
        waited = np.where(random.random(120) < 0.55, np.floor(random.exponential(20, 120)), np.inf)
        leaves = np.where(
            random.random(120) < np.where(group == 0, 0.6, 0.1), np.floor(random.exponential(15, 120)), np.inf
        )
        end = np.minimum(np.minimum(waited, leaves), 120)
        own = "withdrawal" if censored else "rejection"
        answer = pd.Series(np.where(waited <= leaves, "rejection", own), dtype=object).where(end < 120, None)
        found = group_differences(counted(group, np.zeros(120, dtype=int), end, answer))
        return [found is not None and found.differ]

    return {
        "withdrawals end the watch, as they do here": _shares((run(True, it) for it in range(runs)), ["alarms"]),
        "withdrawals taken for answers": _shares((run(False, it) for it in range(runs)), ["alarms"]),
    }


# --- waiting --------------------------------------------------------------------------------------------------

SECTORS: dict[str, tuple[int, float, Any]] = {
    "slow (60 days), 8 applications": (8, 0.55, exponential(60)),
    "slow, 20": (20, 0.55, exponential(60)),
    "slow, 60": (60, 0.55, exponential(60)),
    "fast (10 days), 20": (20, 0.55, exponential(10)),
    "15 % answer, 20": (20, 0.15, exponential(20)),
    "90 % answer, 20": (20, 0.9, exponential(20)),
    "40 % answer, 20": (20, 0.4, exponential(20)),
    "peak at 3-4 weeks, 20": (20, 0.55, PEAK),
    "two speeds, 30": (30, 0.55, TWO_SPEEDS),
}
SILENT_DAYS = np.array([3, 7, 14, 30, 60, 90])


def waiting(runs: int, seed: int) -> Rows:
    """Whether the interval, as it is printed (whole percentages), holds the true chance of a reply within 30 days; and
    the true chance that is left of silences which the rule lets go."""

    def run(sector: str, number: int) -> tuple[float, list[float]]:
        n, ever, delay = SECTORS[sector]
        counts = a_log(np.random.default_rng(seed + number), n, ever, delay, (5, 200))
        chances = ReplyChances.of(counts)

        def true(silent: int) -> float:
            by_now, by_then = (ever * delay[1](day + 1) for day in (silent, silent + 30))
            return float((by_then - by_now) / (1 - by_now))

        found = chances.within(30, SILENT_DAYS)
        held = [
            np.floor(100 * one.low) <= 100 * true(int(day)) <= np.ceil(100 * one.high)
            for one, day in zip(found, SILENT_DAYS, strict=True)
        ]
        hopeful = chances.last_day_with(0.05, 30, 1500)
        let_go_day = np.inf if hopeful is None else hopeful + 1
        silent = counts.loc[counts["answer"].isna(), "days_low"]
        return float(np.mean(held)), [true(int(day)) for day in silent if day >= let_go_day]

    rows: Rows = {}
    for sector in SECTORS:
        found = [run(sector, number) for number in range(runs)]
        gone = [chance for _, chances in found for chance in chances]
        rows[sector] = {"interval holds": float(np.mean([held for held, _ in found]))}
        rows[sector]["true chance left when let go"] = float(np.mean(gone)) if gone else float("nan")
    return rows


# --- goals ----------------------------------------------------------------------------------------------------


def goals(runs: int, seed: int) -> Rows:
    """How often the 80 % fan held, and how often what was called unlikely, open or likely came."""
    rows: Rows = {}
    for name, regime in (REGIMES | UNFORESEEN).items():
        held, chance, reached = np.array([a_goal(regime, seed + number) for number in range(runs)], dtype=float).T
        rows[name] = {"fan holds": float(held.mean())}
        for word, which in (
            ("unlikely came", chance < 0.3),
            ("open came", (chance >= 0.3) & (chance <= 0.7)),
            ("likely came", chance > 0.7),
        ):
            rows[name][word] = float(reached[which].mean()) if which.any() else float("nan")
    return rows


# --- did it help ------------------------------------------------------------------------------------------------

NULLS: dict[str, dict[str, Any]] = {
    "nothing else": {},
    "learning 2 % a week": {"learning": 0.02},
    "hiring season +-50 %": {"season": 0.5},
    "both": {"learning": 0.02, "season": 0.5},
}
EFFECTS: dict[str, dict[str, Any]] = {
    f"+{points} points, {people} people": {"people": people, "season": 0.5, "effect": points / 100}
    for points in (5, 10)
    for people in (60, 150)
}


def did_goals_help(runs: int, seed: int) -> Rows:
    """How often the comparison says that goals helped, and the negative control; 44 weeks."""

    def run(how: dict[str, Any], number: int) -> list[bool | None]:
        weeks, goals = a_spelled_cohort(seed + number, **how)
        found, control = did_it_help(weeks, goals), not_reached(weeks, goals, seed=number)
        return [
            None if found is None else found.p < 0.05,
            None if control is None else control.p < 0.05,
            None if found is None else found.low <= how.get("effect", 0.0) <= found.high,
            found is not None,
        ]

    columns = ["says they helped", "says so of nothing", "interval holds", "an answer"]
    return {
        name: _shares((run(how, number) for number in range(runs)), columns)
        for name, how in ({f"no effect, {name}": how for name, how in NULLS.items()} | EFFECTS).items()
    }


# --- opportunities ------------------------------------------------------------------------------------------------

CHANNELS: dict[str, tuple[float, ...]] = {
    "no difference": (1.0, 1.0, 1.0, 1.0),
    "one channel 2.5 times as good": (2.5, 1.0, 1.0, 1.0),
}


def opportunity_looks(runs: int, seed: int) -> Rows:
    """How often a channel is ever named over all looks at a log that grows to 200 applications, 12 % invited."""

    def run(factors: tuple[float, ...], number: int) -> list[bool | None]:
        random = np.random.default_rng(seed + number)
        channel = random.integers(0, len(factors), 200)
        invited = random.random(200) < 0.12 * np.array(factors)[channel]
        log = pd.DataFrame({"kind": "channel", "name": channel, "fifty": np.arange(200) // 50, "invited": invited})
        groups = log.groupby(["kind", "name", "fifty"])["invited"].agg(["size", "sum"]).reset_index()
        named = opportunities(groups.rename(columns={"size": "n", "sum": "invited"}).assign(settled=200))
        return [bool(named), any(one.name == "0" for one in named)]

    return {
        name: _shares((run(factors, number) for number in range(runs)), ["ever named", "the first channel named"])
        for name, factors in CHANNELS.items()
    }


MEASURES: tuple[Measure, ...] = (
    Measure("One person's silent share", "95 % intervals", 1000, one_person),
    Measure("One person, some answers without a day (60 applications)", "95 % intervals", 300, undated),
    Measure("One person, no answer with a day: bounds", "95 % bounds", 300, nothing_dated),
    Measure("A typical applicant's share answered, likeness .2", "95 % intervals", 300, cohorts),
    Measure("The same, answers without a day", "95 % intervals", 100, undated_cohorts),
    Measure("A reason's share over people, likeness .2", "95 % intervals", 1000, reasons),
    Measure("Groups that differ in withdrawals only", "alarms at 5 %", 300, withdrawals),
    Measure("Opportunities, over all looks", "alarms at 5 %", 600, opportunity_looks),
    Measure("The waiting list", "intervals called 8 in 10; the rule lets go below 5 %", 400, waiting),
    Measure("Did it help?", "alarms at 5 %", 300, did_goals_help),
    Measure("Goals", "fans of 80 %; unlikely < .3, likely > .7", 400, goals),
)
