"""Dates around people, as calendar entries: interviews, to whom to write again, silences to write into."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

import pandas as pd

from analytics.calendar_file import CalendarEntry
from analytics.taxonomy import EventKind
from analytics.wording.applications import name
from analytics.wording.numbers import day, days
from analytics.wording.records import records

# The namespace of these identifiers; never to be changed.
NAMESPACE = UUID("1c2f8d0a-94f7-5b62-8d35-6a0f3f0e77b9")


def interviews(ahead: pd.DataFrame, asked_before: Iterable[str], owner: int) -> list[CalendarEntry]:
    """Interviews and tests of `events_ahead.sql`, each with what was asked in earlier interviews."""
    questions = [f"- {question}" for question in asked_before]
    text = "\n".join(["Asked before:", *questions]) if questions else ""
    return [
        CalendarEntry(
            uuid5(NAMESPACE, f"event/{owner}/{row['event_id']}"),
            row["happened_on"],
            f"{EventKind(row['kind']).label}: {name(row['employer'], row['role'])}",
            text,
        )
        for row in records(ahead)
        if EventKind(row["kind"]).is_appointment
    ]


def to_write_again(people: Iterable[Mapping[str, Any]], owner: int) -> list[CalendarEntry]:
    """The days on which to write to people of `contacts.sql` again."""
    return [
        CalendarEntry(
            uuid5(NAMESPACE, f"contact/{owner}/{row['contact_id']}"),
            row["write_on"],
            f"Write to {row['name']}",
            f"Last words on {day(row['last_on'])}." if row["last_on"] else "",
        )
        for row in people
        if row["write_on"] is not None
    ]


def to_write_once_more(
    silences: Iterable[Mapping[str, Any]], due_from: int | None, today: date, owner: int
) -> list[CalendarEntry]:
    """The days on which silences of `application_list.sql` will be due for one more message, or are today; the entry of
    one that was written into comes as cancelled."""
    if due_from is None:
        return []
    return [
        CalendarEntry(
            uuid5(NAMESPACE, f"silence/{owner}/{row['application_id']}"),
            today + timedelta(days=max(due_from - row["silent_days"], 0)),
            f"Write once more: {name(row['employer'], row['role'])}",
            f"After {days(due_from)} of silence one more message is worth it.",
            holds=not row["followed_up"],
        )
        for row in silences
        if row["silent_days"] is not None and not row["may_be_let_go"]
    ]
