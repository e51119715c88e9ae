"""What is worth doing, deadline first: from requests, silences and goals. For Today."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from analytics.feedback_requests.queue import Lane, asks
from analytics.statistics.next_step import next_step
from analytics.statistics.waiting_list import Suggestion
from analytics.wording import worth_doing as wording
from analytics.wording.next_step import advice
from analytics.wording.worth_doing import SHOWN, Due
from pages.frame import day_off, session, show
from pages.frame.navigation import PLACES
from pages.parts import goal_details, silences

AHEAD = timedelta(days=7)
TO_ASK = (Lane.DUE, Lane.OVERDUE, Lane.COMING)


def found() -> list[Due]:
    """What is due within a week; without what is about rejections on a day off."""
    return wording.soonest([*(() if day_off.hidden() else _to_ask()), *_to_write(), *_of_goals()])


def draw(due: list[Due]) -> None:
    """At most three, each with its day and reason; all of them in a fold."""
    with show.to_do("Worth doing"):
        for place, one in enumerate(due[:SHOWN]):
            _line(one, place)
        if not due:
            _next_step()
        if len(due) > SHOWN:
            with st.expander(f"All {len(due)} dates"):
                for place, one in enumerate(due[SHOWN:], start=SHOWN):
                    _line(one, place)
        goal_details.calendar_file()


def _line(due: Due, place: int) -> None:
    today = session.today()
    with st.container(gap=None, key=f"due-{place}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.badge(wording.label(due, today), color="orange" if due.day <= today else "gray")
            st.page_link(PLACES[due.page].file, label=show.plain(due.what), query_params=dict(due.address))
        if due.why:
            show.note(due.why)


def _next_step() -> None:
    """Nothing has a day: the first step of the advice that is open."""
    step = advice(next_step(day_off.without_rejections(session.load("next_step", today=session.today()))))
    st.write(show.plain(step.why))
    st.page_link(PLACES[step.page].file, label=step.title, icon=":material/arrow_forward:", query_params=step.address)


def _to_ask() -> list[Due]:
    today = session.today()
    queue = asks(session.load("request_queue"), session.load("request_contacts"), today)
    return [
        wording.asking(one.rejection.application_id, one.rejection.employer, first, until, today)
        for one in queue
        if one.lane in TO_ASK
        and (first := one.window.ask_from) is not None
        and (until := one.window.ask_until) is not None
        and first <= today + AHEAD
    ]


def _to_write() -> list[Due]:
    result = silences.judged()
    return [
        wording.writing_once_more(one.application_id, one.employer, one.days_silent, one.reply_later, session.today())
        for one in (result.waiting if result else ())
        if one.suggestion is Suggestion.FOLLOW_UP
    ]


def _of_goals() -> list[Due]:
    return [wording.goal(one.day, one.what) for one in goal_details.due(session.today() + AHEAD)]
