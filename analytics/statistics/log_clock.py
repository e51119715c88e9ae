"""Until when a log's silence means silence: the clock of a log that may have stopped.

Curves count to the last date in a log, days of silence to today. Where the two lie far apart nobody but the owner knows
whether nothing came or nothing was noted, so they are asked. A log in which applications are still noted and replies no
longer is found by its silence: it would be too unlikely by its own curve.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from analytics.statistics.survival import Array, LifeTable, curve_at
from analytics.statistics.undated import completions, datable
from analytics.statistics.waits import ANSWERS, OWN, Waits

STOPPED_AFTER = 14
"""Days without an entry from which on it is asked whether the log is still kept."""

HARDLY = 0.02
"""Below this chance that no reply came since the last one, it is asked as well."""

NOTHING_CAME, STOPPED = "nothing_came_until", "stopped_noting_on"
"""The names under which the answer is kept, each with the day on which it was given (see derived/log_ends.sql)."""


@dataclass(frozen=True)
class LogClock:
    """Until when a log is known to have been kept, seen from a day."""

    known_until: date
    today: date
    # nothing is known of the time since then
    stopped: bool
    # nobody has said yet whether something came
    asks: bool


def log_clock(
    state: pd.DataFrame, settings: pd.DataFrame, waiting: pd.DataFrame, counts: pd.DataFrame, today: date
) -> LogClock | None:
    """The clock of one log; None where there is nothing in it.

    `state` is the row of log_state.sql, `settings` those of settings.sql, `waiting` of waiting_days.sql and `counts`
    those of response_times.sql up to the log's last reply (one group).
    """
    if state.empty or pd.isna(state["log_end"].iloc[0]):
        return None
    log_end, last_reply = (_day(state[name].iloc[0]) for name in ("log_end", "last_reply_on"))
    assert log_end is not None
    named = dict(zip(settings["name"], settings["value"], strict=True))
    said_nothing, said_stopped = (_day(named.get(name)) for name in (NOTHING_CAME, STOPPED))
    if (today - log_end).days > STOPPED_AFTER:
        return LogClock(log_end, today, True, said_stopped is None or said_stopped < log_end)
    since = max(filter(None, (last_reply, said_nothing)), default=None)
    open_ones = waiting["n"].to_numpy(dtype=float)
    if since is None or chance_of_no_reply(counts, _ages(waiting, since), _ages(waiting, log_end), open_ones) >= HARDLY:
        return LogClock(log_end, today, False, False)
    return LogClock(since, today, True, said_stopped is None or said_stopped < since)


def chance_of_no_reply(counts: pd.DataFrame, then: Array, now: Array, n: Array) -> float:
    """The chance that none of the open applications was answered between two ages, by the log's own curve.

    `n` applications have each pair of ages, in days; one that was not sent yet has a negative one. 1 where too few
    answers are dated.
    """
    if counts.empty or not len(now):
        return 1.0
    waits = Waits.of(counts, [answer for answer in ANSWERS if answer != OWN])
    if not datable(waits).all():
        return 1.0
    table = completions(waits)[0].table
    before, after = (_silent_at(table, ages) for ages in (then, now))
    return float(np.prod(np.divide(after, before, out=np.ones_like(after), where=before > 0) ** n))


def _silent_at(table: LifeTable, ages: Array) -> Array:
    """The share that is silent at each age; a long log has many applications of one age."""
    distinct, place = np.unique(ages, return_inverse=True)
    shares = np.array([float(curve_at(table.days, table.silent, age, 1.0)[0]) for age in distinct])
    found: Array = shares[place]
    return found


def _ages(waiting: pd.DataFrame, on: date) -> Array:
    """The days since applying on a day; -1 for an application that was sent later, 0 where the day is not known."""
    days = (pd.Timestamp(on) - pd.to_datetime(waiting["applied_on"])).dt.days
    ages: Array = np.maximum(days.fillna(0).to_numpy(dtype=float), -1)
    return ages


def _day(value: Any) -> date | None:
    if value is None or pd.isna(value):
        return None
    return value if type(value) is date else pd.Timestamp(value).date()
