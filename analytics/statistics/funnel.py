"""How far applications come: each step with its share of the step before and of all.

With several applicants the shares are a typical one's (applicants.py); where only some keep their id, of those.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from analytics.statistics.applicants import share_of_applicants
from analytics.statistics.proportions import Proportion

STEPS = ("sent", "answered", "invited", "offered", "accepted")


@dataclass(frozen=True)
class Step:
    """One step: how many came there, of those at the step before, and of all that were sent."""

    name: str
    n: int
    of_previous: Proportion
    of_sent: Proportion


@dataclass(frozen=True)
class Funnel:
    group: str
    steps: tuple[Step, ...]


def funnel(counts: pd.DataFrame) -> list[Funnel]:
    """A funnel for each group of `store/sql/funnel.sql`."""
    return [_funnel(str(group), rows) for group, rows in counts.groupby("group_name", sort=False)]


def _funnel(group: str, rows: pd.DataFrame) -> Funnel:
    before = (STEPS[0], *STEPS[:-1])
    return Funnel(
        group,
        tuple(
            Step(name, int(rows[name].sum()), _share(rows, name, previous), _share(rows, name, STEPS[0]))
            for name, previous in zip(STEPS, before, strict=True)
        ),
    )


def _share(rows: pd.DataFrame, name: str, of: str) -> Proportion:
    """The share over the applicants that are known; `n` and `hits` count everybody's."""
    listed = rows[rows["applicant"].notna()]
    found = share_of_applicants(listed[name], listed[of])
    return replace(found, n=int(rows[of].sum()), hits=int(rows[name].sum()))
