"""Applicants whose luck comes in spells, who set goals after bad ones; nothing helps, or it does by `effect`.

The notebook and the tests show with them why plain before and after flatters.
"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd

from analytics.statistics.did_it_help import ReachedGoal

MONDAY = date(2025, 1, 6)


def a_cohort(
    seed: int,
    people: int = 150,
    weeks: int = 44,
    effect: float = 0.0,
    learning: float = 0.0,
    season: float = 0.0,
) -> tuple[pd.DataFrame, list[ReachedGoal]]:
    """Weekly counts and reached goals. Whoever had no or one invitation in eight weeks may set a goal.

    Chances grow by `learning` a week and swing by `season` over the year, for everybody alike.
    """
    rng = np.random.default_rng(seed)
    chance = rng.beta(2.0, 8.0, people)
    sent = rng.poisson(rng.gamma(4.0, 0.5, people)[:, None], (people, weeks))
    turns = (1 + learning) ** np.arange(weeks) * (1 + season * np.sin(2 * np.pi * np.arange(weeks) / 52))
    chances = np.minimum(chance[:, None] * turns, 1.0)
    invited = rng.binomial(sent, chances)
    goals = []
    for person in range(people):
        for week in range(8, weeks - 8):
            spell = slice(week - 8, week)
            bad = invited[person, spell].sum() <= 0.06 * sent[person, spell].sum()
            if bad and sent[person, spell].sum() >= 6 and rng.random() < 0.25:
                reached = week + int(rng.integers(3, 9))
                later = slice(min(reached + 1, weeks), weeks)
                if effect:
                    better = np.minimum(chances[person, later] + effect, 1.0)
                    invited[person, later] = rng.binomial(sent[person, later], better)
                goals.append(ReachedGoal(person, person, _day(week), _day(reached)))
                break
    rows = [
        (person, _day(week), sent[person, week], invited[person, week])
        for person in range(people)
        for week in range(weeks)
        if sent[person, week]
    ]
    counts = pd.DataFrame(rows, columns=["applicant_id", "week", "sent", "invited"])
    return counts.assign(stated=counts["sent"] - counts["invited"], named=0), goals


def _day(week: int) -> date:
    return MONDAY + timedelta(weeks=week)
