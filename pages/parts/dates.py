"""All dates that are ahead, in one calendar file: requests, interviews, silences, people and goals."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from analytics.calendar_file import CalendarEntry, calendar_file
from analytics.feedback_requests.calendar import entries as of_requests
from analytics.feedback_requests.queue import asks
from analytics.goals.reminders import entries as of_goals
from analytics.people import calendar as of_people
from analytics.wording.interviews import questions
from analytics.wording.records import records
from pages.frame import session
from pages.parts import goal_dates, silences

AHEAD = timedelta(days=366)


def calendar_button() -> None:
    """Everything with a day, for one's own calendar; importing it again updates what is there."""
    if not session.may_write():
        return
    st.download_button(
        "All my dates for my calendar (.ics)",
        lambda: calendar_file(entries(), "Dates", now=session.now().astimezone(), zone=st.context.timezone),
        file_name="dates.ics",
        mime="text/calendar",
        icon=":material/event:",
        type="tertiary",
        on_click="ignore",
    )


def entries() -> list[CalendarEntry]:
    """What is ahead, whatever it comes from."""
    today, owner = session.today(), session.viewer().applicant_id or 0
    queue = asks(session.load("request_queue"), session.load("request_contacts"), today)
    asked = questions(records(session.load("interviews")))
    return [
        *of_requests(queue, today),
        *of_people.interviews(session.load("events_ahead", today=today), asked, owner),
        *of_people.to_write_again(records(session.load("contacts", find=None)), owner),
        *of_people.to_write_once_more(silences.open_ones(today), silences.thresholds(today)["due_from"], today, owner),
        *of_goals(goal_dates.known(today + AHEAD), owner, today),
    ]
