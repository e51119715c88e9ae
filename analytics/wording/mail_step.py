"""The one step that follows from a mail, with its day; for the paste box."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from analytics.taxonomy import EventKind, MessageOutcome
from analytics.wording.numbers import day, weekday

STILL_NEWS = timedelta(days=7)
"""Within these days a mail is one to be answered soon."""


@dataclass(frozen=True)
class DaysToAsk:
    """From when to when to ask about a rejection, and until when at all; None where no day is known."""

    first: date | None
    last: date | None
    worth_until: date | None


def step(outcome: MessageOutcome, kept_as: EventKind | None, employer: str | None, asking: DaysToAsk,
         received_on: date | None, today: date) -> str:  # fmt: skip
    """What to do next and by when; one sentence, to follow “One step:”."""
    if kept_as is EventKind.REJECTED:
        return _ask(employer or "them", asking, today)
    if kept_as is EventKind.CLOSED:
        return "none is needed. The position went away, and nobody decided about you."
    if received_on is not None and today - received_on > STILL_NEWS:
        return "note under Applications what has come of it since."
    by = f"by {weekday(today + timedelta(days=1))}"
    if kept_as is EventKind.OFFER:
        return f"ask {by} until when they need your answer."
    if kept_as is EventKind.RESCHEDULED:
        return f"confirm the new day {by}."
    if kept_as in MessageOutcome.INVITATION.event_kinds:
        return f"answer them {by}, and note the day under Applications."
    if kept_as is EventKind.ACKNOWLEDGED:
        return "none yet. Today will say when one more message is due."
    return f"answer them {by}." if outcome is MessageOutcome.QUESTION else ""


def _ask(whom: str, asking: DaysToAsk, today: date) -> str:
    if asking.first is None or asking.last is None or asking.worth_until is None:
        return "say on which day it came, to see when to ask for feedback."
    ask = f"ask {whom} what would have made the difference."
    if today < asking.first:
        return f"{ask} A good day is {weekday(asking.first)}, once the first rush is over."
    if today < asking.last:
        return f"{ask} Good days are today to {weekday(asking.last)}."
    if today == asking.last:
        return f"{ask} Today is the last of the good days."
    if today <= asking.worth_until:
        return f"{ask} The best days have passed; it is still worth it until {weekday(asking.worth_until)}."
    return f"none. After {day(asking.worth_until)} asking them is rarely worth it."
