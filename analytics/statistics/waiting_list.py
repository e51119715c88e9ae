"""What each silence still holds: the chance of an answer given the days waited so far, and what that suggests.

    waiting = waiting_list(reader.load("waiting_list"), reader.load("response_times"), reference_waits())

The curve is the applicant's own, drawn towards a reference that weighs as much as `REFERENCE_WEIGHT` applications:
with few of one's own it leads, with many it hardly matters. Nothing is stored; an answer that comes takes the
application off the list, and a silence that has grown long enough counts as ghosted until then.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

import pandas as pd

from analytics.statistics.survival import LifeTable, at
from analytics.statistics.waits import ANSWERS, Waits

REFERENCE_WEIGHT = 20.0
"""How many applications the reference counts for."""

SOON, LATER = 14, 30
"""The days ahead for which chances are given."""

REPLIES = ("interview", "rejection")
"""The employer's answers. A withdrawal is none."""


class Suggestion(StrEnum):
    """What to do about a silence."""

    WAIT = "wait"
    FOLLOW_UP = "follow up"
    GHOSTED = "count as ghosted"


@dataclass(frozen=True)
class Thresholds:
    """When to follow up and when to let go; each can be set by its owner, with the reason beside it."""

    # Follow up once this share of the answers that ever come would have come: before, most are still on their way.
    follow_up_after: float = 0.5
    # Let go once the chance of any answer within 30 days is below this: one in twenty is not worth waiting for.
    ghosted_below: float = 0.05

    @classmethod
    def chosen(cls, settings: pd.DataFrame) -> Thresholds:
        """From rows of name and value; what was not chosen stays as it is."""
        named = dict(zip(settings["name"], settings["value"], strict=True))
        return cls(**{field.name: float(named[field.name]) for field in fields(cls) if field.name in named})


@dataclass(frozen=True)
class Waiting:
    """One open application; a chance is None where nobody was followed that long."""

    application_id: int
    employer: str | None
    role: str | None
    days_silent: int
    invitation_soon: float | None
    invitation_later: float | None
    reply_soon: float | None
    reply_later: float | None
    suggestion: Suggestion


@dataclass(frozen=True)
class Prospect:
    """What a silence of so many days holds: the chances within 30 days, and the suggestion."""

    days_silent: int
    invitation: float | None
    reply: float | None
    suggestion: Suggestion


@dataclass(frozen=True)
class WaitingList:
    """Open applications, those worth acting on first; and how many of one's own the chances rest on."""

    waiting: tuple[Waiting, ...]
    own: int
    prospects: tuple[Prospect, ...]

    def first_day(self, suggestion: Suggestion) -> int | None:
        """The silence from which this is suggested; None where it never is."""
        return next((one.days_silent for one in self.prospects if one.suggestion is suggestion), None)

    def count(self, suggestion: Suggestion) -> int:
        return sum(one.suggestion is suggestion for one in self.waiting)


def waiting_list(
    waiting: pd.DataFrame, counts: pd.DataFrame, reference: pd.DataFrame, thresholds: Thresholds | None = None
) -> WaitingList:
    """The open applications of `waiting_list.sql`, judged by the counts of `response_times.sql` (one group)."""
    thresholds = thresholds or Thresholds()
    table = blended(counts, reference)
    judged = [_judged(row, table, thresholds) for row in waiting.to_dict("records")]
    order = [Suggestion.FOLLOW_UP, Suggestion.WAIT, Suggestion.GHOSTED]
    judged.sort(key=lambda one: (order.index(one.suggestion), -(one.reply_later or 0), one.days_silent))
    return WaitingList(
        waiting=tuple(judged),
        own=int(counts["n"].sum()) if len(counts) else 0,
        prospects=tuple(_prospect(day, table, thresholds) for day in range(int(table.last_day[0]) + 1)),
    )


def blended(counts: pd.DataFrame, reference: pd.DataFrame, weight: float = REFERENCE_WEIGHT) -> LifeTable:
    """The life table of one's own waits and of the reference's, the latter scaled to `weight` applications."""
    scaled = reference.assign(n=reference["n"] * (weight / reference["n"].sum()), group_name="all", applicant=0)
    own = counts.assign(group_name="all", applicant=0) if len(counts) else counts
    return Waits.of(pd.concat([own, scaled], ignore_index=True) if len(own) else scaled).table


def chance(table: LifeTable, answers: tuple[str, ...], silent: int, ahead: int) -> float | None:
    """The chance that one of these answers comes in the next days, given the silence so far."""
    if silent >= table.last_day[0]:
        return None
    still = float(at(table.days, table.silent, silent, 1.0)[0])
    if still <= 0:
        return None
    places = [ANSWERS.index(answer) for answer in answers]
    until, since = (at(table.days, table.incidence, day, 0.0)[0] for day in (silent + ahead, silent))
    return float((until - since)[places].sum()) / still


def _judged(row: dict[Any, Any], table: LifeTable, thresholds: Thresholds) -> Waiting:
    silent = int(row["days_silent"])
    return Waiting(
        application_id=int(row["application_id"]),
        employer=_text(row["employer"]),
        role=_text(row["role"]),
        days_silent=silent,
        invitation_soon=chance(table, ("interview",), silent, SOON),
        invitation_later=chance(table, ("interview",), silent, LATER),
        reply_soon=chance(table, REPLIES, silent, SOON),
        reply_later=chance(table, REPLIES, silent, LATER),
        suggestion=_suggestion(silent, table, thresholds),
    )


def _prospect(silent: int, table: LifeTable, thresholds: Thresholds) -> Prospect:
    return Prospect(
        silent,
        chance(table, ("interview",), silent, LATER),
        chance(table, REPLIES, silent, LATER),
        _suggestion(silent, table, thresholds),
    )


def _suggestion(silent: int, table: LifeTable, thresholds: Thresholds) -> Suggestion:
    reply = chance(table, REPLIES, silent, LATER)
    if reply is None or reply < thresholds.ghosted_below:
        return Suggestion.GHOSTED
    answers = table.incidence[0, [ANSWERS.index(answer) for answer in REPLIES]].sum(axis=0)
    come = float(at(table.days, answers, silent, 0.0))
    return Suggestion.FOLLOW_UP if come >= thresholds.follow_up_after * answers[-1] else Suggestion.WAIT


def _text(value: object) -> str | None:
    return str(value) if isinstance(value, str) else None
