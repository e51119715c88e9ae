"""What one can do about each reason and theme, in our own words; shown beside the numbers.

The texts are in data/feedback/advice.csv, three pieces or more a topic.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from analytics import DATA
from analytics.taxonomy import Reason, Theme

ADVICE = DATA / "feedback" / "advice.csv"


@cache
def _all(path: Path = ADVICE) -> dict[str, tuple[str, ...]]:
    pieces: dict[str, tuple[str, ...]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            pieces[row["topic"]] = (*pieces.get(row["topic"], ()), row["advice"])
    return pieces


def advice(topic: Reason | Theme) -> tuple[str, ...]:
    """What to do about a reason or theme, the first thing first."""
    return _all()[topic.value]
