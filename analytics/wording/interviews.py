"""Interviews in words: which are ahead, which want to be noted, and what was asked before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from analytics.taxonomy import EventKind
from analytics.wording.applications import name
from analytics.wording.numbers import at_start, count, day, due_day, plural

Row = Mapping[str, Any]

THANKS_WITHIN = timedelta(days=7)
"""For so long after an interview a thank-you is still one."""


def appointments(ahead: Sequence[Row]) -> list[Row]:
    """The interviews and tests among the rows of `events_ahead.sql`."""
    return [row for row in ahead if EventKind(row["kind"]).is_appointment]


def questions(noted: Sequence[Row]) -> list[str]:
    """What was asked in the interviews of `interviews.sql`, each question once, the newest first."""
    lines = [line.strip() for row in noted for line in (row["questions"] or "").splitlines()]
    return list(dict.fromkeys(line for line in lines if line))


def asked_often(noted: Sequence[Row]) -> list[tuple[str, int]]:
    """Questions that came in several interviews, whatever their case, with how many."""
    counted: dict[str, list[str]] = {}
    for row in noted:
        for line in dict.fromkeys(line.strip() for line in (row["questions"] or "").splitlines()):
            if line:
                counted.setdefault(line.casefold().rstrip("?. "), []).append(line)
    often = [(lines[0], len(lines)) for lines in counted.values() if len(lines) > 1]
    return sorted(often, key=lambda pair: -pair[1])


def in_words(noted: Sequence[Row], ahead: Sequence[Row], to_note: Sequence[Row], today: date) -> str:
    """The one thing worth knowing: what is next, else what wants to be noted, else what there is."""
    if ahead:
        first = ahead[0]
        when = "Today" if first["happened_on"] == today else due_day(first["happened_on"])
        return f"{when}: {EventKind(first['kind']).label.lower()} at {first['employer'] or 'an employer'}."
    if to_note:
        where = to_note[0]["employer"] or "an employer"
        return f"How was the interview at {where}? The questions fade within a day or two."
    n = len(noted)
    return at_start(
        f"{count(n, 'interview')} {plural(n, 'is', 'are')} noted, with {count(len(questions(noted)), 'question')}."
    )


def thanks_due(row: Row, today: date) -> bool:
    """Whether a thank-you is still open and still in time."""
    return row["thanked_on"] is None and today - row["held_on"] <= THANKS_WITHIN


def title(row: Row) -> str:
    """What an interview is called in a list."""
    return f"{day(row['held_on'])} · {name(row['employer'], row['role'])}"


def ahead_in_words(row: Row) -> str:
    """An appointment in a list."""
    return f"{due_day(row['happened_on'])}: {EventKind(row['kind']).label}, {name(row['employer'], row['role'])}"
