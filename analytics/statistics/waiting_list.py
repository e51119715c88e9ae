"""What each silence still holds: the chance of an answer given the days waited so far, and what that suggests.

    waiting = waiting_list(reader.load("waiting_list", as_of=today), reader.load("response_times"))

Chances come from the applicant's own log and a wide prior (reply_chances.py). Nothing is stored; an answer that comes
takes the application off the list, and a silence that has grown long enough may be let go until then.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd

from analytics.statistics.log_clock import LogClock
from analytics.statistics.reply_chances import Chance, ReplyChances
from analytics.statistics.survival import Index

SOON, LATER = 14, 30
"""The days ahead for which chances are given."""

PROSPECTS = 181
"""For so many days of silence the chances are given, whoever waits."""

REACH = 1500
"""Up to so many days it is looked for when a silence may be let go."""

SURE = 0.9
"""How sure the cautious rule is that the chance is small."""

HARDLY = 0.1
"""A silence that may be let go is only probably over while the upper end of its chance lies above this."""


class Suggestion(StrEnum):
    """What to do about a silence."""

    WAIT = "wait"
    FOLLOW_UP = "follow_up"
    WRITTEN = "written"
    LET_GO = "let_go"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True)
class Thresholds:
    """When to follow up and when to let go; each can be set by its owner, with the reason beside it."""

    # Follow up once this share of the answers that ever come would have come: before, most are still on their way.
    follow_up_after: float = 0.5
    # But not within a week: it takes that long for somebody to have read it.
    follow_up_not_before: float = 7
    # Let go once the chance of any answer within 30 days is below this: one in twenty is not worth waiting for.
    ghosted_below: float = 0.05
    # 1: let go only where that is nearly sure. It lets almost nobody go while a log is short.
    cautious: float = 0

    @classmethod
    def chosen(cls, settings: pd.DataFrame) -> Thresholds:
        """From rows of name and value; what was not chosen stays as it is."""
        named = dict(zip(settings["name"], settings["value"], strict=True))
        return cls(**{field.name: float(named[field.name]) for field in fields(cls) if field.name in named})


@dataclass(frozen=True)
class Waiting:
    """One open application with its chances of any reply and of an invitation."""

    application_id: int
    employer: str | None
    role: str | None
    days_silent: int
    invitation_soon: float
    invitation_later: float
    reply_soon: float
    reply_later: float
    # the interval of the latter
    reply_low: float
    reply_high: float
    suggestion: Suggestion

    @property
    def probably_over(self) -> bool:
        """Whether it may be let go although the chance could still be notable."""
        return self.suggestion is Suggestion.LET_GO and self.reply_high > HARDLY


@dataclass(frozen=True)
class Prospect:
    """What a silence of so many days holds: the chances within 30 days."""

    days_silent: int
    invitation: float
    reply: float
    reply_low: float
    reply_high: float


@dataclass(frozen=True)
class WaitingList:
    """Open applications, those worth acting on first; and how many of one's own the chances rest on."""

    waiting: tuple[Waiting, ...]
    own: int
    prospects: tuple[Prospect, ...]
    # from how many days of silence on to follow up, and to let go; None where that is beyond all that is looked at, or
    # following up would be due only once it may be let go
    follow_up_day: int | None
    let_go_day: int | None
    # the day on which the log was last known to be kept, where nothing is known since
    known_until: date | None = None

    def count(self, suggestion: Suggestion) -> int:
        return sum(one.suggestion is suggestion for one in self.waiting)


def waiting_list(
    waiting: pd.DataFrame,
    counts: pd.DataFrame,
    thresholds: Thresholds | None = None,
    clock: LogClock | None = None,
) -> WaitingList:
    """The open applications of `waiting_list.sql`, judged by the counts of `response_times.sql` (one group).

    Where the clock says that nothing is known since some day, silences count to that day and nothing is suggested.
    """
    thresholds = thresholds or Thresholds()
    stopped = clock is not None and clock.stopped
    chances = ReplyChances.of(counts)
    days = np.arange(PROSPECTS)
    prospects = tuple(
        Prospect(int(day), one.value * chances.invited, one.value, one.low, one.high)
        for day, one in zip(days, chances.within(LATER, days), strict=True)
    )
    let_go_day = _let_go_day(chances, thresholds)
    follow_up_day = _follow_up_day(chances, thresholds, let_go_day)
    silent = _days_silent(waiting, clock)
    soon, later = (chances.within(ahead, silent) for ahead in (SOON, LATER))
    judged = [
        _judged(
            row,
            days,
            chances.invited,
            soon[place],
            later[place],
            Suggestion.NOT_KNOWN if stopped else _suggestion(row, days, follow_up_day, let_go_day),
        )
        for place, (row, days) in enumerate(zip(waiting.to_dict("records"), silent.tolist(), strict=True))
    ]
    first = [Suggestion.FOLLOW_UP, Suggestion.WAIT, Suggestion.WRITTEN, Suggestion.LET_GO, Suggestion.NOT_KNOWN]
    judged.sort(key=lambda one: (first.index(one.suggestion), -one.reply_later, one.days_silent))
    return WaitingList(
        waiting=tuple(judged),
        own=int(counts["n"].sum()) if len(counts) else 0,
        prospects=prospects,
        follow_up_day=follow_up_day,
        let_go_day=let_go_day,
        known_until=clock.known_until if clock is not None and stopped else None,
    )


def _days_silent(waiting: pd.DataFrame, clock: LogClock | None) -> Index:
    """How long each application is silent: to today, less the days of which nothing is known."""
    days = waiting["days_silent"].to_numpy(dtype=np.int64)
    unwatched = (clock.today - clock.known_until).days if clock is not None and clock.stopped else 0
    watched: Index = np.maximum(days - unwatched, 0)
    return watched


def _suggestion(row: dict[Any, Any], silent: int, follow_up_day: int | None, let_go_day: int | None) -> Suggestion:
    if let_go_day is not None and silent >= let_go_day:
        return Suggestion.LET_GO
    if row["followed_up"]:
        return Suggestion.WRITTEN
    return Suggestion.FOLLOW_UP if follow_up_day is not None and silent >= follow_up_day else Suggestion.WAIT


def _judged(
    row: dict[Any, Any], silent: int, invited: float, soon: Chance, later: Chance, suggestion: Suggestion
) -> Waiting:
    return Waiting(
        application_id=int(row["application_id"]),
        employer=_text(row["employer"]),
        role=_text(row["role"]),
        days_silent=silent,
        invitation_soon=soon.value * invited,
        invitation_later=later.value * invited,
        reply_soon=soon.value,
        reply_later=later.value,
        reply_low=later.low,
        reply_high=later.high,
        suggestion=suggestion,
    )


def _let_go_day(chances: ReplyChances, thresholds: Thresholds) -> int | None:
    """The day from which the chance of a reply stays too small; None where that is out of sight."""
    sureness = SURE if thresholds.cautious else None
    hopeful = chances.last_day_with(thresholds.ghosted_below, LATER, REACH, sureness)
    return None if hopeful is None else max(hopeful + 1, int(thresholds.follow_up_not_before))


def _follow_up_day(chances: ReplyChances, thresholds: Thresholds, let_go_day: int | None) -> int | None:
    """The day from which one more message is due; None where that is out of sight, or not before the silence may be
    let go."""
    reached = chances.day_by_which(thresholds.follow_up_after, REACH)
    due = None if reached is None else max(reached, int(thresholds.follow_up_not_before))
    return None if due is None or (let_go_day is not None and due >= let_go_day) else due


def _text(value: object) -> str | None:
    return str(value) if isinstance(value, str) else None
