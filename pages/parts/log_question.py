"""Whether a log that may have stopped is still kept: asked once, on top of the pages to which it matters."""

from __future__ import annotations

from datetime import date

import streamlit as st

from analytics.statistics.log_clock import NOTHING_CAME, STOPPED, LogClock, log_clock
from analytics.store import settings
from analytics.wording import log_clock as wording
from pages.frame import session, show


def clock(today: date) -> LogClock | None:
    """The clock of the viewer's own log; None for viewers without one."""
    return session.once(_clock, today) if session.may_write() else None


def _clock(today: date) -> LogClock | None:
    state = session.load("log_state")
    last_reply = None if state.empty else state["last_reply_on"].iloc[0]
    counts = session.load("response_times", as_of=last_reply)
    return log_clock(state, session.load("settings"), session.load("waiting_days"), counts, today)


def draw(found: LogClock | None) -> None:
    """The question, where it is open; the answer is kept with today's date."""
    if found is None or not found.asks:
        return
    with st.container(border=True):
        st.write(show.plain(wording.question(found)))
        with st.container(horizontal=True):
            for label, name in ((wording.NOTHING_CAME, NOTHING_CAME), (wording.STOPPED, STOPPED)):
                if st.button(label, key=name):
                    with session.writing() as writer:
                        settings.put(writer, name, str(found.today))
                    st.rerun()
