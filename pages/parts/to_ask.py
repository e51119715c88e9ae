"""Rejections that may be asked about, now or soon; for Today, Applications, one timeline and Why."""

from __future__ import annotations

from datetime import timedelta

from analytics.feedback_requests.queue import Ask, Lane, asks
from analytics.feedback_requests.rules import RULES
from analytics.feedback_requests.when import Window
from analytics.wording.mail_step import DaysToAsk
from pages.frame import day_off, session

OPEN = (Lane.DUE, Lane.OVERDUE, Lane.COMING)


def found() -> list[Ask]:
    """All of them, in the queue's order; none on a day off, and none of everybody's."""
    if not session.may_write() or day_off.hidden():
        return []
    queue = _queue(since=session.today() - timedelta(days=RULES.worth_for))
    return [one for one in queue if one.lane in OPEN]


def about(application_id: int | None) -> Ask | None:
    """The one about an application, if it may be asked about."""
    one = of(application_id)
    return one if one is not None and one.lane in OPEN else None


def of(application_id: int | None) -> Ask | None:
    """What stands in the queue about an application that was turned down, asked about or not."""
    if application_id is None or not session.may_write() or day_off.hidden():
        return None
    return next(iter(_queue(about=application_id)), None)


def days_of(window: Window) -> DaysToAsk:
    """A window as sentences speak of it."""
    return DaysToAsk(window.ask_from, window.ask_until, window.worth_until)


def _queue(**which: object) -> list[Ask]:
    return asks(session.load("request_queue", **which), session.load("request_contacts"), session.today())
