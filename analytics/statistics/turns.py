"""A new way against the usual one, in turns: what such a trial could find, and what it found.

For each pair of applications a coin says which of the two goes the new way: a randomised trial of pairs in one person.
At the planned end, and never before, the coins are redrawn in thought: of the pairs of which one alone was invited,
each is as likely to be the new way's as the usual one's (McNemar's exact test, mid-p: Lancaster 1961; Fagerland,
Lydersen & Laake 2013). Every outcome is counted; nothing is simulated.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from analytics.statistics.comparison import ALPHA
from analytics.statistics.survival import Array

NAME = "turns"
"""Under this name the plan is kept among the settings."""

FEWEST_PAIRS, MOST_PAIRS = 3, 500

WORTH_IT = 0.5
"""Below this power a trial is advised against: it would more likely miss the difference than find it."""


@dataclass(frozen=True)
class Plan:
    """What is tried, since when, and the coin of each pair: whether its first application goes the new way."""

    what: str
    since: date
    coins: tuple[bool, ...]

    @classmethod
    def kept(cls, settings: pd.DataFrame) -> Plan | None:
        """The plan among the rows of settings.sql."""
        found = settings.loc[settings["name"] == NAME, "value"]
        if found.empty:
            return None
        since, coins, what = str(found.iloc[0]).split(" ", 2)
        return cls(what, date.fromisoformat(since), tuple(coin == "1" for coin in coins))

    def as_text(self) -> str:
        """As it is kept."""
        return f"{self.since} {''.join(str(int(coin)) for coin in self.coins)} {self.what}"

    @property
    def new(self) -> tuple[bool, ...]:
        """Whether each application, in its order, goes the new way."""
        return tuple(way for coin in self.coins for way in (coin, not coin))


@dataclass(frozen=True)
class Found:
    """What the trial found at its end: how many of the pairs' applications were invited, and in how many pairs one
    alone was."""

    new_invited: int
    usual_invited: int
    new_alone: int
    usual_alone: int
    p: float

    @property
    def differs(self) -> bool:
        """Whether the ways differ by more than chance."""
        return self.p < ALPHA


@dataclass(frozen=True)
class Turns:
    """How far the trial is; `found` is None until its planned end."""

    plan: Plan
    sent: int
    unsettled: int
    found: Found | None

    @property
    def next_is_new(self) -> bool | None:
        """Whether the next application goes the new way; None once all are sent."""
        return self.plan.new[self.sent] if self.sent < len(self.plan.new) else None


def turns(plan: Plan, applications: pd.DataFrame) -> Turns:
    """The trial with the rows of turns.sql, of which the first so many as were planned take part."""
    new = np.array(plan.new)
    taking_part = applications.head(len(new))
    unsettled = int((~taking_part["settled"].astype(bool)).sum())
    ended = len(taking_part) == len(new) and not unsettled
    return Turns(plan, len(taking_part), unsettled, _found(new, taking_part) if ended else None)


def _found(new: Array, applications: pd.DataFrame) -> Found:
    invited = applications["invited"].to_numpy(dtype=bool)
    ways, won = new.reshape(-1, 2), invited.reshape(-1, 2)
    of_new, of_usual = (won & ways).any(axis=1), (won & ~ways).any(axis=1)
    alone = int((of_new & ~of_usual).sum()), int((of_usual & ~of_new).sum())
    return Found(int(of_new.sum()), int(of_usual.sum()), *alone, float(mid_p(np.array(sum(alone)), np.array(alone[0]))))


def mid_p(pairs: Array, new: Array) -> Array:
    """How often coins alone divide the pairs of which one was invited as unevenly; two-sided."""
    from scipy.stats import binom

    fewer = np.minimum(new, pairs - new)
    p: Array = np.minimum(2 * (binom.cdf(fewer, pairs, 0.5) - binom.pmf(fewer, pairs, 0.5) / 2), 1.0)
    return p


def power(usual: float, new: float, pairs: int) -> float:
    """The chance that the trial finds that the new way is better, where so many of each are invited: the sum over every
    number of pairs of which one alone is invited, and every way in which they can fall."""
    from scipy.stats import binom

    for_new, for_usual = new * (1 - usual), usual * (1 - new)
    one_alone = for_new + for_usual
    if one_alone == 0:
        return 0.0
    apart, won = np.meshgrid(np.arange(pairs + 1), np.arange(pairs + 1), indexing="ij")
    named = (won <= apart) & (2 * won > apart) & (mid_p(apart, np.minimum(won, apart)) < ALPHA)
    chance = binom.pmf(apart, pairs, one_alone) * binom.pmf(won, apart, for_new / one_alone)
    return float(chance[named].sum())
