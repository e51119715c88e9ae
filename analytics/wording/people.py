"""People in words: who they are, where they were met, when they were last written to, whom to write to today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from analytics.taxonomy import ContactKind
from analytics.wording.numbers import at_start, count, day, due_day, joined, short_day

Row = Mapping[str, Any]


def in_words(people: Sequence[Row], today: date) -> str:
    """How many people there are, and to whom a word is due."""
    due = to_write(people, today)
    if due:
        return f"Write to {joined([row['name'] for row in due[:3]])}: you meant to by now."
    ahead = sorted((row for row in people if row["write_on"]), key=lambda row: row["write_on"])
    known = f"You keep {count(len(people), 'person', 'people')}"
    if ahead:
        return f"{known}; the next to write to is {ahead[0]['name']}, on {due_day(ahead[0]['write_on'])}."
    return f"{known}. Nobody is due for a word."


def to_write(people: Sequence[Row], today: date) -> list[Row]:
    """To whom one meant to write by today, the longest due first."""
    due = [row for row in people if row["write_on"] is not None and row["write_on"] <= today]
    return sorted(due, key=lambda row: (row["write_on"], row["name"]))


def key_numbers(people: Sequence[Row], today: date) -> dict[str, int]:
    """What the list leads with."""
    at_employers = sum(ContactKind(row["kind"]).at_employer for row in people)
    return {
        "People": len(people),
        "At employers": at_employers,
        "Mentors and friends": len(people) - at_employers,
        "To write to by today": len(to_write(people, today)),
    }


def who(row: Row) -> str:
    """What somebody is and where: interviewer, Analyst at Alder."""
    kind = ContactKind(row["kind"]).in_sentence
    place = " at ".join(filter(None, (row["role"], row["employer"])))
    return at_start(", ".join(filter(None, (kind, place))))


def since(row: Row, today: date) -> str:
    """When they were met, last written to, and are to be written to again."""
    told = [
        f"met {short_day(row['met_on'], today)}" if row["met_on"] else "",
        f"last words {short_day(row['last_on'], today)}" if row["last_on"] else "not written to yet",
        f"write again {due_day(row['write_on'])}" if row["write_on"] else "",
    ]
    return at_start(" · ".join(filter(None, told)))


def where_met(row: Row) -> str:
    """By which application somebody is known; empty where it was another way."""
    if row["application_id"] is None:
        return ""
    role = f" as {row['applied_for']}" if row["applied_for"] else ""
    met = f", met on {day(row['met_on'])}" if row["met_on"] else ""
    return f"Known from my application{role}{met}."
