"""Reminders for the calendar: one event a request to make and one a reply to look out for, as an .ics file.

Identifiers are the application's own, so importing the file again updates what is there. What is no longer to be
done comes as cancelled. Without a zone, events are whole days, which are the same day everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

import icalendar

from analytics.errors import InvalidEntry
from analytics.feedback_requests.queue import Ask, Lane
from analytics.feedback_requests.rules import RULES, Rules
from analytics.feedback_requests.when import spoken
from analytics.feedback_requests.working_days import working_days

# The namespace of this program's identifiers; never to be changed.
NAMESPACE = UUID("6f1d7a52-3f0e-5c1b-9a43-5a2b8f0c7d11")
REMIND_AT = time(9)
LASTS = timedelta(minutes=15)
BEGAN = date(2026, 1, 1)


def reminders(asks: Iterable[Ask], now: datetime, zone: str | None = None, rules: Rules = RULES) -> bytes:
    """The calendar file. `now` must know its time zone; `zone` is an IANA name such as Europe/Berlin."""
    there = _zone(zone)
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Stepping Stone//Feedback requests//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for ask in asks:
        for event in _events(ask, now, there, rules):
            calendar.add_component(event)
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


def _events(ask: Ask, now: datetime, zone: ZoneInfo | None, rules: Rules) -> list[icalendar.Event]:
    """What is to be done, and what was to be done on a day still ahead and no longer is."""
    events = []
    for kind, day, title, text, holds in (_to_ask(ask), _to_look_out(ask, rules)):
        if day is not None and (holds or day >= now.date()):
            events.append(_event(ask, kind, day, title, text, holds, now, zone))
    return events


def _to_ask(ask: Ask) -> tuple[str, date | None, str, str, bool]:
    window = ask.window
    remind_on = {Lane.DUE: window.ask_until, Lane.OVERDUE: window.worth_until}.get(ask.lane, window.ask_from)
    best = f"Best between {spoken(window.ask_from)} and " if window.ask_from else ""
    best += f"{spoken(window.ask_until)}." if window.ask_until else ""
    text = "\n".join((f"Ask {_person(ask)} for feedback. {best}", window.rule, ask.whom.rule))
    holds = ask.lane in (Lane.DUE, Lane.OVERDUE, Lane.COMING)
    return "ask", remind_on, f"Ask for feedback: {ask.name}", text, holds


def _to_look_out(ask: Ask, rules: Rules) -> tuple[str, date | None, str, str, bool]:
    sent_on = ask.request.sent_on if ask.request else None
    until = working_days(ask.rejection.country).after(sent_on, rules.reply_within) if sent_on else None
    text = f"Asked on {spoken(sent_on)}. After this day a reply becomes unlikely." if sent_on else ""
    return "reply", until, f"Reply to look out for: {ask.name}", text, ask.lane is Lane.WAITING


def _event(
    ask: Ask, kind: str, day: date, title: str, text: str, holds: bool, now: datetime, zone: ZoneInfo | None
) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", f"{_identifier(ask, kind)}@steppingstone.invalid")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("last-modified", now.astimezone(UTC))
    # Never falls: the later of two files wins in every client.
    event.add("sequence", max(0, int((now.astimezone(UTC).date() - BEGAN).days)))
    event.add("summary", title)
    event.add("description", text)
    if zone is None:
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
    else:
        starts_at = datetime.combine(day, REMIND_AT, tzinfo=zone)
        event.add("dtstart", starts_at)
        event.add("dtend", starts_at + LASTS)
    event.add("status", "CONFIRMED" if holds else "CANCELLED")
    event.add("transp", "TRANSPARENT")
    if holds:
        event.add_component(_alarm(title, zone))
    return event


def _alarm(title: str, zone: ZoneInfo | None) -> icalendar.Alarm:
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    # A whole day begins at midnight: remind in the morning, in the reader's own time.
    alarm.add("trigger", timedelta(hours=REMIND_AT.hour) if zone is None else timedelta(0))
    return alarm


def _person(ask: Ask) -> str:
    name = ask.whom.contact.name
    return f"{name} ({KINDS[ask.whom.contact.kind]})" if name else KINDS[ask.whom.contact.kind]


KINDS = {"interviewer": "interviewer", "hiring_manager": "hiring manager", "hr": "HR", "connection": "connection"}


def _identifier(ask: Ask, kind: str) -> UUID:
    """The same for the same application in the same store, whatever its name or days become."""
    recorded = ask.recorded_at.isoformat() if ask.recorded_at else ""
    return uuid5(NAMESPACE, f"{kind}/{ask.rejection.applicant_id}/{ask.rejection.application_id}/{recorded}")
