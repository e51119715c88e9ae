"""Rejections that may be asked about, now or soon; for Today, Applications, one timeline and Why."""

from __future__ import annotations

from datetime import date, timedelta

from analytics.feedback_requests.queue import Ask, asks
from analytics.feedback_requests.rules import RULES
from analytics.feedback_requests.when import Window
from analytics.wording.mail_step import DaysToAsk
from pages.frame import day_off, session


def found() -> list[Ask]:
    """All of them, in the queue's order; none on a day off, and none of everybody's."""
    if not session.may_write() or day_off.hidden():
        return []
    today = session.today()
    queue = session.once(_queue, today, today - timedelta(days=RULES.worth_for), None)
    return [one for one in queue if one.to_be_asked]


def about(application_id: int | None) -> Ask | None:
    """The one about an application, if it may be asked about."""
    one = of(application_id)
    return one if one is not None and one.to_be_asked else None


def of(application_id: int | None) -> Ask | None:
    """What stands in the queue about an application that was turned down, asked about or not."""
    if application_id is None or not session.may_write() or day_off.hidden():
        return None
    return next(iter(session.once(_queue, session.today(), None, application_id)), None)


def days_of(window: Window) -> DaysToAsk:
    """A window as sentences speak of it."""
    return DaysToAsk(window.ask_from, window.ask_until, window.worth_until)


def _queue(today: date, since: date | None, about: int | None) -> list[Ask]:
    return asks(session.load("request_queue", since=since, about=about), session.load("request_contacts"), today)
