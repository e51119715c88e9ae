"""One application: what happened to it, day by day, what is next, its facts; added to, corrected, taken back here."""

from __future__ import annotations

import streamlit as st

from analytics.charts.timeline import timeline
from analytics.feedback_requests.queue import Ask
from analytics.wording import applications as wording
from analytics.wording.applications import Counts
from analytics.wording.numbers import count
from pages.frame import day_off, session, show
from pages.parts import application_entry, application_list, to_ask, writing_once_more


def draw(number: int) -> None:
    """The timeline, with what can be done beside it."""
    everything = count(Counts.of_rows(application_list.counted()).all, "application")
    st.button(f"All {everything}", icon=":material/arrow_back:", type="tertiary", key="back-to-list", on_click=_close)
    found = wording.rows(session.load("application", application_id=number))
    if not found or (day_off.hidden() and found[0]["outcome"] == "rejected"):
        show.empty("This application is not in your log.", "It may have been taken out, or belong to somebody else.")
        return
    row = found[0]
    show.sentence(wording.name(row["employer"], row["role"]))
    history = session.load("application_history", application_id=number)
    with st.container(horizontal=True, gap="xsmall"):
        state = wording.state(row)
        st.badge(wording.STATES[state], color="orange" if state == "rejected" else "gray")
        for said in (wording.sent_in_words(row), row["channel"], wording.answered_in_words(row["applied_on"], history)):
            if said:
                st.badge(show.plain(said), color="gray")
    left, right = st.columns([5, 3], gap="medium")
    queued = to_ask.of(number)
    ask = queued if queued is not None and queued.to_be_asked else None
    with left:
        points = wording.timeline(
            row["applied_on"],
            history,
            session.load("application_feedback", application_id=number),
            session.load("application_requests", application_id=number),
            session.today(),
            sent=state != "planned",
        )
        if ask is not None:
            points.append(wording.to_ask(ask.window.ask_from, ask.said, session.today()))
        if queued is not None and (reply_by := queued.reply_by(session.today())) is not None:
            points.append(wording.reply_likely(reply_by, session.today()))
        st.html(timeline(points))
        if session.may_write():
            application_entry.history(number)
            if state == "silent":
                writing_once_more.draw(number, row)
    with right:
        _beside(number, row, ask)


def _beside(number: int, row: dict[str, object], ask: Ask | None) -> None:
    if ask is not None:
        with show.to_do(wording.next_asking(ask.window.ask_from, session.today())):
            st.write(show.plain(ask.said))
            show.note(ask.whom.rule)
            if st.button("Write the message", type="primary", icon=":material/mail:"):
                st.switch_page("pages/feedback_requests.py", query_params={"about": str(number)})
    facts = wording.facts(row)
    with st.container(border=True):
        st.subheader("Facts", anchor=False)
        if facts:
            st.table(
                {"": list(facts), " ": [show.plain(value) for value in facts.values()]},
                border="horizontal", hide_index=True, hide_header=True,
            )  # fmt: skip
        else:
            show.note("Nothing is noted beside its history.")
        if session.may_write():
            application_entry.correct(number, row)


def _close() -> None:
    st.query_params.pop("id", None)
