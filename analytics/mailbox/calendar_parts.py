"""The invitation in a mail: when, with whom, and whether it moves or ends an earlier one (RFC 5546)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

LARGEST = 200_000
"""Bytes of a calendar that are read; an invitation has a few thousand."""
MOST = 20
"""Appointments of one calendar that are read; rules of repetition are never unrolled."""


@dataclass(frozen=True)
class Appointment:
    """One appointment. `method` is REQUEST, CANCEL, REPLY …; `sequence` grows when the same `uid` is changed."""

    uid: str
    method: str
    sequence: int
    on: date
    starts_at: datetime | None
    summary: str
    organizer: str
    organizer_address: str
    attendees: tuple[tuple[str, str], ...]
    """Names and addresses of those invited, the organizer apart."""


def appointments(calendar: bytes) -> list[Appointment]:
    """The appointments in an iCalendar part, none where it can't be read."""
    if not calendar.strip() or len(calendar) > LARGEST:
        return []
    from icalendar import Calendar

    try:
        parsed = Calendar.from_ical(calendar.decode("utf-8", "replace"))
        method = str(parsed.get("METHOD", "PUBLISH")).upper()
        events = list(parsed.walk("VEVENT"))[:MOST]
        found = [_appointment(event, method) for event in events]
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        return []
    return [appointment for appointment in found if appointment is not None]


def _appointment(event: Any, method: str) -> Appointment | None:
    start = event.get("DTSTART")
    when = getattr(start, "dt", None)
    if not isinstance(when, date):
        return None
    moment = when if isinstance(when, datetime) else None
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        method = "CANCEL"
    people = event.get("ATTENDEE") or []
    organizer = event.get("ORGANIZER")
    name, address = _person(organizer) if organizer is not None else ("", "")
    return Appointment(
        uid=str(event.get("UID", ""))[:500],
        method=method,
        sequence=int(event.get("SEQUENCE", 0) or 0),
        on=moment.date() if moment else when,
        starts_at=moment,
        summary=" ".join(str(event.get("SUMMARY", "")).split())[:500],
        organizer=name,
        organizer_address=address,
        attendees=tuple(_person(person) for person in (people if isinstance(people, list) else [people])[:50]),
    )


def _person(value: Any) -> tuple[str, str]:
    address = str(value).strip()
    if address.lower().startswith("mailto:"):
        address = address[7:]
    name = str(getattr(value, "params", {}).get("CN", "")).strip(' "')
    return ("" if name.casefold() == address.casefold() else name), address.casefold()
