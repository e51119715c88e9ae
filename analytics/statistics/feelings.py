"""Which feelings come up in a journal, and signs that somebody carries much at the moment.

Takes what a person wrote (never read by anybody else); counts alone, no diagnosis: a sign is a reason to offer one
thing, once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from analytics.statistics.mood import LOW, Week

WEEKS = 2
"""So many weeks in a row, the last whole one and the one before, make a sign."""

ENTRIES = 2
"""A week with fewer entries says nothing about itself."""

MUCH = 12
"""So many applications in one week are much work, unless the person's own usual week holds half as many."""


@dataclass(frozen=True)
class Feeling:
    """One word for a feeling: how many entries named it, of them how many in the last four weeks, and when last."""

    word: str
    entries: int
    lately: int
    last_on: date


class Strain(StrEnum):
    """What the last weeks look like."""

    LOW = "low"
    OVERWORK = "overwork"


def feelings(entries: Sequence[tuple[date, tuple[str, ...]]], today: date) -> tuple[Feeling, ...]:
    """The feelings of entries (day and words), the most frequent first; each counts once an entry, in any case."""
    days: dict[str, list[date]] = {}
    for written_on, words in entries:
        for word in dict.fromkeys(word.strip().casefold() for word in words):
            if word:
                days.setdefault(word, []).append(written_on)
    since = today - timedelta(weeks=4)
    found = [Feeling(word, len(on), sum(day > since for day in on), max(on)) for word, on in days.items()]
    return tuple(sorted(found, key=lambda feeling: (-feeling.entries, feeling.word)))


def strain(weeks: Sequence[Week], today: date) -> Strain | None:
    """Whether the last two whole weeks were low throughout, or held much work; None where neither is so or known."""
    this_week = today - timedelta(days=today.weekday())
    last = [week for week in weeks if this_week - WEEKS * timedelta(weeks=1) <= week.monday < this_week]
    if len(last) < WEEKS:
        return None
    if all(week.mood is not None and week.mood <= LOW and week.entries >= ENTRIES for week in last):
        return Strain.LOW
    before = sorted(week.sent for week in weeks if week.monday < last[0].monday)
    usual = before[len(before) // 2] if before else 0
    if all(week.sent >= max(MUCH, 2 * usual) for week in last):
        return Strain.OVERWORK
    return None
