"""What each silence still holds: the chance of an answer given the days waited so far, and what that suggests.

    waiting = waiting_list(reader.load("waiting_list"), reader.load("response_times"), reference_waits())

The curve is the applicant's own, drawn towards a reference that weighs as much as `REFERENCE_WEIGHT` applications:
with few of one's own it leads, with many it hardly matters. Nothing is stored; an answer that comes takes the
application off the list, and a silence that has grown long enough may be let go until then.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

import numpy as np
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
    FOLLOW_UP = "follow_up"
    LET_GO = "let_go"


@dataclass(frozen=True)
class Thresholds:
    """When to follow up and when to let go; each can be set by its owner, with the reason beside it."""

    # Follow up once this share of the answers that ever come would have come: before, most are still on their way.
    follow_up_after: float = 0.5
    # But not within a week: it takes that long for somebody to have read it.
    follow_up_not_before: float = 7
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
    """What a silence of so many days holds: the chances within 30 days."""

    days_silent: int
    invitation: float | None
    reply: float | None


@dataclass(frozen=True)
class WaitingList:
    """Open applications, those worth acting on first; and how many of one's own the chances rest on."""

    waiting: tuple[Waiting, ...]
    own: int
    prospects: tuple[Prospect, ...]
    # from how many days of silence on to follow up, and to let go
    follow_up_day: int
    let_go_day: int

    def count(self, suggestion: Suggestion) -> int:
        return sum(one.suggestion is suggestion for one in self.waiting)


def waiting_list(
    waiting: pd.DataFrame, counts: pd.DataFrame, reference: pd.DataFrame, thresholds: Thresholds | None = None
) -> WaitingList:
    """The open applications of `waiting_list.sql`, judged by the counts of `response_times.sql` (one group)."""
    thresholds = thresholds or Thresholds()
    table = blended(counts, reference)
    prospects = tuple(_prospect(day, table) for day in range(int(table.last_day[0]) + 1))
    follow_up_day, let_go_day = _follow_up_day(table, thresholds), _let_go_day(prospects, thresholds)
    judged = [_judged(row, table, follow_up_day, let_go_day) for row in waiting.to_dict("records")]
    first = [Suggestion.FOLLOW_UP, Suggestion.WAIT, Suggestion.LET_GO]
    judged.sort(key=lambda one: (first.index(one.suggestion), -(one.reply_later or 0), one.days_silent))
    return WaitingList(
        waiting=tuple(judged),
        own=int(counts["n"].sum()) if len(counts) else 0,
        prospects=prospects,
        follow_up_day=follow_up_day,
        let_go_day=let_go_day,
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


def _judged(row: dict[Any, Any], table: LifeTable, follow_up_day: int, let_go_day: int) -> Waiting:
    silent = int(row["days_silent"])
    suggestion = Suggestion.FOLLOW_UP if silent >= follow_up_day else Suggestion.WAIT
    return Waiting(
        application_id=int(row["application_id"]),
        employer=_text(row["employer"]),
        role=_text(row["role"]),
        days_silent=silent,
        invitation_soon=chance(table, ("interview",), silent, SOON),
        invitation_later=chance(table, ("interview",), silent, LATER),
        reply_soon=chance(table, REPLIES, silent, SOON),
        reply_later=chance(table, REPLIES, silent, LATER),
        suggestion=Suggestion.LET_GO if silent >= let_go_day else suggestion,
    )


def _prospect(silent: int, table: LifeTable) -> Prospect:
    return Prospect(silent, chance(table, ("interview",), silent, LATER), chance(table, REPLIES, silent, LATER))


def _follow_up_day(table: LifeTable, thresholds: Thresholds) -> int:
    """The day by which so much of all answers that come has come, and not too early."""
    answers = table.incidence[0, [ANSWERS.index(answer) for answer in REPLIES]].sum(axis=0)
    reached = int(table.days[np.searchsorted(answers, thresholds.follow_up_after * answers[-1])])
    return max(reached, int(thresholds.follow_up_not_before))


def _let_go_day(prospects: tuple[Prospect, ...], thresholds: Thresholds) -> int:
    """The day from which the chance of a reply stays too small; a dip that recovers lets nobody go."""
    hopeful = [one.days_silent for one in prospects if one.reply is not None and one.reply >= thresholds.ghosted_below]
    return max(hopeful, default=-1) + 1


def _text(value: object) -> str | None:
    return str(value) if isinstance(value, str) else None
