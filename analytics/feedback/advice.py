"""What one can do about each reason and theme, in our own words; shown beside the numbers.

The texts are in data/feedback/advice.csv.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from analytics import DATA
from analytics.taxonomy import Reason, Theme

ADVICE = DATA / "feedback" / "advice.csv"


@cache
def _all(path: Path = ADVICE) -> dict[str, str]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["topic"]: row["advice"] for row in csv.DictReader(file)}


def advice(topic: Reason | Theme) -> str:
    """What to do about a reason or theme."""
    return _all()[topic.value]
