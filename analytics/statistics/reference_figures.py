"""Published figures with source and year (data/reference_figures.toml), to stand beside one's own."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from analytics import DATA


class Measure(StrEnum):
    """What a figure counts. Two figures share an axis only where this is the same."""

    INVITED_OF_APPLICATIONS = "invited_of_applications"
    DAYS_TO_DECISION = "days_to_decision_of_interviewed"
    GHOSTED_OF_PEOPLE = "ghosted_of_people"


@dataclass(frozen=True)
class Figure:
    """One published number; `n` is None where the source doesn't say."""

    measure: Measure
    value: float
    n: int | None
    year: int
    who: str
    source: str
    read: str


@cache
def reference_figures() -> tuple[Figure, ...]:
    """All published figures."""
    return tuple(Figure(**{"n": None, **entry, "measure": Measure(entry["measure"])}) for entry in _content()["figure"])


def figures_of(measure: Measure) -> list[Figure]:
    """The published figures that count this, newest first."""
    return sorted((figure for figure in reference_figures() if figure.measure is measure), key=lambda one: -one.year)


def _content() -> dict[str, Any]:
    return tomllib.loads((DATA / "reference_figures.toml").read_text(encoding="utf-8"))
