"""The queue as calendar entries: one for a request to make and one for a reply to look out for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID, uuid5

from analytics.calendar_file import CalendarEntry, calendar_file
from analytics.feedback_requests.queue import Ask, Lane
from analytics.feedback_requests.rules import RULES, Rules
from analytics.feedback_requests.working_days import working_days
from analytics.wording.numbers import day as spoken

# The namespace of this program's identifiers; never to be changed.
NAMESPACE = UUID("6f1d7a52-3f0e-5c1b-9a43-5a2b8f0c7d11")


def reminders(asks: Iterable[Ask], now: datetime, zone: str | None = None, rules: Rules = RULES) -> bytes:
    """The calendar file of the queue alone. Raises InvalidEntry for a zone that does not exist."""
    return calendar_file(entries(asks, now.date(), rules), "Feedback requests", now=now, zone=zone)


def entries(asks: Iterable[Ask], today: date, rules: Rules = RULES) -> list[CalendarEntry]:
    """What is to be done, and what was to be done on a day ahead and no longer is."""
    found = [entry for ask in asks for entry in (_to_ask(ask), _to_look_out(ask, rules)) if entry is not None]
    return [entry for entry in found if entry.holds or entry.day >= today]


def _to_ask(ask: Ask) -> CalendarEntry | None:
    window = ask.window
    remind_on = {Lane.DUE: window.ask_until, Lane.OVERDUE: window.worth_until}.get(ask.lane, window.ask_from)
    if remind_on is None:
        return None
    best = f"Best between {spoken(window.ask_from)} and " if window.ask_from else ""
    best += f"{spoken(window.ask_until)}." if window.ask_until else ""
    return CalendarEntry(
        _identifier(ask, "ask"),
        remind_on,
        f"Ask for feedback: {ask.name}",
        "\n".join((f"Ask {_person(ask)} for feedback. {best}", window.rule, ask.whom.rule)),
        ask.to_be_asked,
    )


def _to_look_out(ask: Ask, rules: Rules) -> CalendarEntry | None:
    sent_on: date | None = ask.request.sent_on if ask.request else None
    if sent_on is None:
        return None
    return CalendarEntry(
        _identifier(ask, "reply"),
        working_days(ask.rejection.country).after(sent_on, rules.reply_within),
        f"Reply to look out for: {ask.name}",
        f"Asked on {spoken(sent_on)}. After this day a reply becomes unlikely.",
        ask.lane is Lane.WAITING,
    )


def _person(ask: Ask) -> str:
    name, kind = ask.whom.contact.name, ask.whom.contact.kind.in_sentence
    return f"{name} ({kind})" if name else kind


def _identifier(ask: Ask, kind: str) -> UUID:
    """The same for the same application in the same store, whatever its name or days become."""
    recorded = ask.recorded_at.isoformat() if ask.recorded_at else ""
    return uuid5(NAMESPACE, f"{kind}/{ask.rejection.applicant_id}/{ask.rejection.application_id}/{recorded}")
