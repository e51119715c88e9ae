"""The fixed reasons that applicant-tracking systems offer, mapped to the taxonomy once.

The map is data/feedback/reason_lists.csv; Greenhouse, Workable, SmartRecruiters and their like export such words in a
column of their own.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from analytics import DATA
from analytics.feedback.sentences import normalised
from analytics.taxonomy import Reason, Theme

LISTS = DATA / "feedback" / "reason_lists.csv"
LONGEST = 80


@dataclass(frozen=True)
class Listed:
    """What an entry of a list means; no reason where it names none."""

    reason: Reason | None
    theme: Theme | None


@cache
def entries(path: Path = LISTS) -> dict[str, Listed]:
    """The entries by their normalised words."""
    with path.open(encoding="utf-8", newline="") as file:
        return {
            normalised(row["words"]): Listed(Reason.of(row["reason"]), Theme.of(row["theme"]))
            for row in csv.DictReader(file)
        }


def look_up(text: str) -> Listed | None:
    """The entry that this text is, if it is one."""
    return entries().get(normalised(text)) if len(text) <= LONGEST else None
