"""How far applications come: each step with its share of the step before and of all, and Wilson intervals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from analytics.statistics.proportions import Proportion, wilson

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
    """A funnel for each row of `store/sql/funnel.sql`."""
    return [_funnel(row) for row in counts.to_dict("records")]


def _funnel(row: dict[Any, Any]) -> Funnel:
    reached = [int(row[name]) for name in STEPS]
    before = [reached[0], *reached[:-1]]
    return Funnel(
        str(row["group_name"]),
        tuple(
            Step(name, n, wilson(n, previous), wilson(n, reached[0]))
            for name, n, previous in zip(STEPS, reached, before, strict=True)
        ),
    )
