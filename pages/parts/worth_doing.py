"""What is worth doing, deadline first: from requests, silences and goals. For Today."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from analytics.statistics.next_step import next_step
from analytics.wording import worth_doing as wording
from analytics.wording.next_step import advice
from analytics.wording.numbers import at_start, count
from analytics.wording.worth_doing import SHOWN, Due
from pages.frame import day_off, session, show
from pages.frame.navigation import PLACES
from pages.parts import dates, goal_dates, silences, to_ask

AHEAD = timedelta(days=7)


def found() -> list[Due]:
    """What is due within a week; without what is about rejections on a day off."""
    return wording.soonest([*_to_ask(), *_to_write(), *_of_goals()])


def draw(due: list[Due]) -> None:
    """At most three, each with its day and reason; all of them in a fold."""
    with show.to_do("Worth doing"):
        for place, one in enumerate(due[:SHOWN]):
            _line(one, place)
        if not due:
            _next_step()
        if len(due) > SHOWN:
            with st.expander(at_start(f"{count(len(due) - SHOWN, 'more date')}")):
                for place, one in enumerate(due[SHOWN:], start=SHOWN):
                    _line(one, place)
                _further_silences()
        if due:
            dates.calendar_button()


def _line(due: Due, place: int) -> None:
    today = session.today()
    day, what = st.columns([4, 9], gap="small", vertical_alignment="top")
    day.badge(wording.label(due, today), color="orange" if due.day <= today else "gray")
    with what, st.container(gap=None, key=f"due-{place}"):
        if st.button(f"**{show.plain(due.what)}**", key=f"go-{place}", type="tertiary"):
            st.switch_page(PLACES[due.page].file, query_params=dict(due.address))
        if due.why:
            show.note(due.why)


def _further_silences() -> None:
    """The silences that are due beside the newest, where the list of applications holds them."""
    today = session.today()
    further = silences.counts(today).to_write - len(silences.due(today))
    if further > 0:
        label = f"{at_start(count(further, 'older silence is', 'older silences are'))} due too"
        st.page_link(PLACES["applications"].file, label=label, query_params={"show": "Due"})


def _next_step() -> None:
    """Nothing has a day: the first step of the advice that is open."""
    step = advice(next_step(day_off.without_rejections(session.load("next_step", today=session.today()))))
    st.write(show.plain(step.why))
    st.page_link(PLACES[step.page].file, label=step.title, icon=":material/arrow_forward:", query_params=step.address)


def _to_ask() -> list[Due]:
    today = session.today()
    windows = ((one.rejection, one.window) for one in to_ask.found())
    return [
        wording.asking(rejection.application_id, rejection.employer, to_ask.days_of(window), today)
        for rejection, window in windows
        if window.ask_from is not None and window.ask_from <= today + AHEAD
    ]


def _to_write() -> list[Due]:
    today = session.today()
    return [
        wording.writing_once_more(row["application_id"], row["employer"], row["silent_days"], reply, today)
        for row, reply in silences.due(today)
    ]


def _of_goals() -> list[Due]:
    return [wording.goal(one.day, one.what) for one in goal_dates.due(session.today() + AHEAD)]
