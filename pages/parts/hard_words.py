"""A word of warning before a hard text is opened, and the choice to wait."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from analytics.store import settings
from analytics.wording import unhelpful_feedback as wording
from analytics.wording.numbers import due_day
from pages.frame import session, show

RESTS = "text_rests_until"
A_WEEK = timedelta(days=7)


def may_show(feedback_id: int, sign: str | None) -> bool:
    """Whether a text's words may stand here: at once unless it is hard, else once its reader asks for them."""
    if not session.may_write() or not wording.is_hard(sign) or st.session_state.get(_key(feedback_id)):
        return True
    until = _rests_until(feedback_id)
    if until is not None and session.today() < until:
        show.note(f"This text rests until {due_day(until)}.")
        st.button("Read it now", key=f"read-{feedback_id}", on_click=_open, args=(feedback_id,))
        return False
    st.write(show.plain(wording.warning(sign)))
    with st.container(horizontal=True):
        st.button("Read it now", key=f"read-{feedback_id}", on_click=_open, args=(feedback_id,))
        st.button("Not this week", key=f"rest-{feedback_id}", on_click=_rest, args=(feedback_id,))
    return False


def _open(feedback_id: int) -> None:
    st.session_state[_key(feedback_id)] = True


def _rest(feedback_id: int) -> None:
    with session.writing() as writer:
        settings.put(writer, f"{RESTS}_{feedback_id}", (session.today() + A_WEEK).isoformat())


def _rests_until(feedback_id: int) -> date | None:
    chosen = session.load("settings").set_index("name")["value"]
    name = f"{RESTS}_{feedback_id}"
    return date.fromisoformat(chosen[name]) if name in chosen else None


def _key(feedback_id: int) -> str:
    return f"opened-text-{feedback_id}"
