"""What is worth doing soon, deadline first: asking for feedback, writing once more, what a goal has coming up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from analytics.wording.mail_step import DaysToAsk
from analytics.wording.numbers import at_start, days, due_day, in_ten, numeral, plural

SHOWN = 3


@dataclass(frozen=True)
class Due:
    """One thing to do by a day, why, and where: a page by its name with what its address says."""

    day: date
    what: str
    why: str
    page: str
    address: Mapping[str, str] = field(default_factory=dict)


def asking(application_id: int, employer: str | None, days: DaysToAsk, today: date) -> Due:
    """A rejection that may be asked about now, or from a day on that is near; due is the next of its days that ends."""
    assert days.first is not None and days.last is not None and days.worth_until is not None
    if today < days.first:
        on, why = days.first, "The best days to ask begin then."
    elif today <= days.last:
        on, why = days.last, "The best days to ask end then."
    else:
        on, why = days.worth_until, "The best days have passed; until then asking is still worth it."
    what = f"Ask {employer or 'the employer'} for feedback"
    return Due(on, what, why, "feedback_requests", {"about": str(application_id)})


def writing_once_more(application_id: int, employer: str | None, silent: int, reply: float, today: date) -> Due:
    """A silence that is due for one more message."""
    why = f"{at_start(days(silent))} silent; {in_ten(reply)} like it still answer within 30 days."
    to = employer or "an employer"
    return Due(today, f"Write to {to} once more", why, "applications", {"id": str(application_id)})


def goal(day: date, what: str) -> Due:
    """A date of a goal."""
    return Due(day, what, "", "goal_progress")


def soonest(found: Iterable[Due]) -> list[Due]:
    """Everything, what ends first before the rest."""
    return sorted(found, key=lambda due: due.day)


def label(due: Due, today: date) -> str:
    """The day of it, in a badge."""
    return "Today" if due.day <= today else due_day(due.day)


def in_words(found: Iterable[Due], today: date) -> str:
    """How much is worth doing today; empty where nothing is."""
    n = min(SHOWN, sum(due.day <= today for due in found))
    return f"{at_start(numeral(n))} {plural(n, 'thing is', 'things are')} worth doing today." if n else ""
