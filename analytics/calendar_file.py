"""The one writer of calendar files: entries of a day, with an alarm, as an .ics that updates what it wrote before.

Identifiers are the entries' own, so importing a file again updates what is there, and what no longer holds comes as
cancelled. Without a zone, entries are whole days, which are the same day everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import icalendar

from analytics.errors import InvalidEntry

REMIND_AT = time(9)
LASTS = timedelta(minutes=15)
BEGAN = date(2026, 1, 1)


@dataclass(frozen=True)
class CalendarEntry:
    """One thing to do on a day; it comes as cancelled where it no longer `holds`."""

    identifier: UUID
    day: date
    title: str
    text: str = ""
    holds: bool = True


def calendar_file(entries: Iterable[CalendarEntry], about: str, *, now: datetime, zone: str | None = None) -> bytes:
    """The file. `now` must know its time zone; `zone` is an IANA name such as Europe/Berlin, None for whole days.

    Raises InvalidEntry for a zone that does not exist.
    """
    there = _zone(zone)
    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//Stepping Stone//{about}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for entry in entries:
        calendar.add_component(_event(entry, now.astimezone(UTC), there))
    if there is not None:
        calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _zone(name: str | None) -> ZoneInfo | None:
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise InvalidEntry(f"{name} is no time zone.", "Name one such as Europe/Berlin or America/New_York.") from error


def _event(entry: CalendarEntry, now: datetime, zone: ZoneInfo | None) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", f"{entry.identifier}@steppingstone.invalid")
    event.add("dtstamp", now)
    event.add("last-modified", now)
    # Never falls: the later of two files wins in every client.
    event.add("sequence", max(0, (now.date() - BEGAN).days))
    event.add("summary", entry.title)
    if entry.text:
        event.add("description", entry.text)
    if zone is None:
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + timedelta(days=1))
    else:
        starts_at = datetime.combine(entry.day, REMIND_AT, tzinfo=zone)
        event.add("dtstart", starts_at)
        event.add("dtend", starts_at + LASTS)
    event.add("status", "CONFIRMED" if entry.holds else "CANCELLED")
    event.add("transp", "TRANSPARENT")
    if entry.holds:
        event.add_component(_alarm(entry.title, zone))
    return event


def _alarm(title: str, zone: ZoneInfo | None) -> icalendar.Alarm:
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    # A whole day begins at midnight: remind in the morning, in the reader's own time.
    alarm.add("trigger", timedelta(hours=REMIND_AT.hour) if zone is None else timedelta(0))
    return alarm
