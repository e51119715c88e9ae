"""The queue of whom to ask: every rejection with its days, its person, and where it stands today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

import pandas as pd

from analytics.feedback_requests.rules import RULES, Rules
from analytics.feedback_requests.when import Rejection, Window, window
from analytics.feedback_requests.whom import Contact, Way, Whom, way, whom
from analytics.feedback_requests.working_days import working_days
from analytics.taxonomy import ContactKind, RequestStatus, Term
from analytics.wording.numbers import NOT_KNOWN, at_start, cases, count, day, number, short_day
from analytics.wording.records import records


class Lane(Term):
    """Where a rejection stands in the queue, in the order in which they are worth a look."""

    DUE = "due", "Due today", "These are the days to ask in."
    OVERDUE = "overdue", "Still worth asking", "The best days have passed; asking is still worth it."
    COMING = "coming", "Coming up", "The days to ask in are still ahead."
    WAITING = "waiting", "Waiting for a reply", "Asked; an answer may still come."
    UNDATED = "undated", "Without a day", "The log does not say when the rejection came."
    DONE = "done", "Done", "Answered, declined, or left without a reply."
    PASSED = "passed", "Let go", "Too long ago, or nothing to ask about."


OPEN = (Lane.DUE, Lane.OVERDUE, Lane.COMING, Lane.WAITING)

STAGES = ("final", "interview", "assessment", "application")


@dataclass(frozen=True)
class Request:
    """What was done about a rejection so far."""

    request_id: int
    status: str
    channel: str | None = None
    template: str | None = None
    message: str | None = None
    ask_from: date | None = None
    ask_until: date | None = None
    sent_on: date | None = None
    answered_on: date | None = None


@dataclass(frozen=True)
class Ask:
    """A rejection in the queue: when, whom and how to ask, each with its rule, and where it stands."""

    rejection: Rejection
    window: Window
    whom: Whom
    way: Way
    way_rule: str
    lane: Lane
    said: str
    request: Request | None = None
    told: bool = False
    location: str | None = None
    interviewed_on: date | None = None
    recorded_at: datetime | None = None

    @property
    def name(self) -> str:
        """Employer and role, as far as they are known."""
        return ", ".join(part for part in (self.rejection.employer, self.rejection.role) if part) or "An application"

    @property
    def now(self) -> bool:
        """Whether asking is worth it now."""
        return self.lane in (Lane.DUE, Lane.OVERDUE)

    @property
    def to_be_asked(self) -> bool:
        """Whether it may be asked about, now or soon."""
        return self.now or self.lane is Lane.COMING

    def reply_by(self, today: date, rules: Rules = RULES) -> date | None:
        """By when most who reply have done so, if it is asked as soon as its days are there, or was; None once past."""
        days = working_days(self.rejection.country)
        if self.lane is Lane.WAITING and self.request is not None and self.request.sent_on is not None:
            by = days.after(self.request.sent_on, rules.reply_within)
            return by if today <= by else None
        if self.lane in OPEN and self.window.ask_from is not None:
            return days.after(max(self.window.ask_from, today), rules.reply_within)
        return None

    @property
    def asked(self) -> bool:
        """Whether a request was sent."""
        return self.request is not None and self.request.sent_on is not None


def asks(rejections: pd.DataFrame, contacts: pd.DataFrame, today: date, rules: Rules = RULES) -> list[Ask]:
    """The queue from `request_queue.sql` and `request_contacts.sql`.

    Ordered by lane; within it, rejections after an interview come first, then by the day to ask until.
    """
    met: dict[int, list[Contact]] = {}
    for row in records(contacts):
        contact = Contact(ContactKind(row["kind"]), row["name"], row["email"], row["phone"])
        met.setdefault(row["application_id"], []).append(contact)
    queue = [_ask(row, met.get(row["application_id"], []), today, rules) for row in records(rejections)]
    lanes = list(Lane)
    return sorted(
        queue,
        key=lambda ask: (
            lanes.index(ask.lane),
            ask.told,
            STAGES.index(ask.rejection.stage),
            ask.window.ask_until or date.max,
            ask.rejection.application_id,
        ),
    )


def in_words(queue: list[Ask]) -> str:
    """The one sentence worth knowing about the queue."""
    n = {lane: sum(ask.lane is lane for ask in queue) for lane in Lane}
    first = queue[0] if queue else None
    if first is not None and n[Lane.DUE]:
        asked = f"Ask {first.rejection.employer or 'the employer'} today"
        others = n[Lane.DUE] - 1
        return f"{asked}; {number(others)} more can be asked today." if others else f"{asked}."
    if n[Lane.OVERDUE]:
        rejections = at_start(count(n[Lane.OVERDUE], "rejection"))
        return f"{rejections} can still be asked about, though the best days have passed."
    if first is not None and first.window.ask_from is not None and n[Lane.COMING]:
        return f"Nothing to ask today; the next is {first.name}, from {day(first.window.ask_from)}."
    if n[Lane.WAITING]:
        return f"Nothing to ask today; you wait for {count(n[Lane.WAITING], 'reply', 'replies')}."
    if n[Lane.UNDATED]:
        rejections = count(n[Lane.UNDATED], "rejection")
        return f"Nobody to ask today that the log knows of; {rejections} came on a day it does not say."
    return "There is nobody to ask today."


def key_numbers(queue: Sequence[Ask], today: date) -> list[tuple[str, str, str]]:
    """What the queue leads with: each number's label, the number, and to which day it counts."""
    n = {lane: sum(ask.lane is lane for ask in queue) for lane in Lane}
    to_ask, asked = n[Lane.DUE] + n[Lane.OVERDUE], sum(ask.asked for ask in queue)
    # a refusal to give feedback is no reply
    replied = sum(ask.request is not None and ask.request.status == RequestStatus.REPLIED for ask in queue)
    until = f"counted to {short_day(today, today)}"
    return [
        ("To ask now", number(to_ask), until),
        ("Coming up", number(n[Lane.COMING]), until),
        ("Waiting for a reply", number(n[Lane.WAITING]), until),
        ("Replied", cases(replied, asked) if asked else NOT_KNOWN, "of those asked"),
    ]


def _ask(row: dict[str, Any], contacts: list[Contact], today: date, rules: Rules) -> Ask:
    rejection = Rejection(**{field.name: row[field.name] for field in fields(Rejection)})
    request = (
        Request(**{field.name: row[field.name] for field in fields(Request)}) if row["request_id"] is not None else None
    )
    found = _own_days(window(rejection, rules), request)
    person = whom(rejection, contacts)
    fitting, way_rule = way(rejection, person)
    lane, said = _stands(row, rejection, found, request, today, rules)
    return Ask(
        rejection=rejection,
        window=found,
        whom=person,
        way=fitting,
        way_rule=way_rule,
        lane=lane,
        said=said,
        request=request,
        told=bool(row["told"]),
        location=row["location"],
        interviewed_on=row["interviewed_on"],
        recorded_at=row["recorded_at"],
    )


def _own_days(found: Window, request: Request | None) -> Window:
    """The days the applicant chose themselves, where they did."""
    if request is None or request.status != RequestStatus.PLANNED or request.ask_from is None:
        return found
    until = max(request.ask_until or request.ask_from, request.ask_from)
    return Window(request.ask_from, until, max(until, found.worth_until or until), "The days you chose.")


def _stands(
    row: dict[str, Any],
    rejection: Rejection,
    found: Window,
    request: Request | None,
    today: date,
    rules: Rules,
) -> tuple[Lane, str]:
    """The lane, and the words that say why."""
    if request is not None and request.status != RequestStatus.PLANNED:
        return _after_asking(request, rejection, today, rules)
    if row["withdrawn"]:
        return Lane.PASSED, "You withdrew it yourself."
    if row["offered"]:
        return Lane.PASSED, "There was an offer."
    if not row["turned_down"]:
        return Lane.PASSED, "The position went away; nobody decided about you."
    if found.ask_from is None or found.ask_until is None or found.worth_until is None:
        return Lane.UNDATED, "Add the day of the rejection to see when to ask."
    if today > found.worth_until:
        return Lane.PASSED, f"Rarely worth it after {day(found.worth_until)}."
    if today > found.ask_until:
        return Lane.OVERDUE, f"Best by {day(found.ask_until)}; still worth it until {day(found.worth_until)}."
    if today >= found.ask_from:
        return Lane.DUE, f"Best by {day(found.ask_until)}."
    return Lane.COMING, f"Ask from {day(found.ask_from)} to {day(found.ask_until)}."


def _after_asking(request: Request, rejection: Rejection, today: date, rules: Rules) -> tuple[Lane, str]:
    if request.status != RequestStatus.SENT or request.sent_on is None:
        return Lane.DONE, next(status.label for status in RequestStatus if status == request.status) + "."
    expected_by = working_days(rejection.country).after(request.sent_on, rules.reply_within)
    if (today - request.sent_on).days >= rules.silent_after:
        return Lane.WAITING, f"Nothing since {day(request.sent_on)}; a reply is no longer expected."
    if today > expected_by:
        return Lane.WAITING, f"Asked on {day(request.sent_on)}; most who reply do so by now."
    return Lane.WAITING, f"Asked on {day(request.sent_on)}; a reply is likely by {day(expected_by)}."
