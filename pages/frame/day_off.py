"""A day off: rejections are hidden until a moment, or until asked, everywhere in the dashboard.

A page about rejections says `day_off.respects()`; one that shows them among other things drops them with
`day_off.without_rejections(table)`. Nothing is changed in the log, and the command line still tells everything.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import pandas as pd
import streamlit as st

from analytics.store import settings
from analytics.wording.numbers import time_of_day
from pages.frame import session, show

SETTING = "rejections_hidden_until"
UNTIL_ASKED = "asked"
FOLDED = "rejections_folded"
COUNTED = ("rejections", "unasked", "unconfirmed", "waiting")
"""Counts that rejections are part of, or that lead to a page about them."""


def hidden() -> bool:
    """Whether rejections are hidden now."""
    until = _until()
    return until == UNTIL_ASKED or (until is not None and session.now() < datetime.fromisoformat(until))


def folded() -> bool:
    """Whether somebody wants rejections folded for good: counted, and listed where they are asked for by name."""
    return session.may_write() and FOLDED in set(session.load("settings")["name"])


def respects() -> None:
    """Ends a page about rejections while they are hidden, with a kind word and the way back."""
    if hidden():
        show.empty(in_words(), "This page would show them. Nothing is lost, and they can come back whenever you like.")
        if st.button("Show them now", key="day-off-page"):
            _show_again()
        st.stop()


def without_rejections(table: pd.DataFrame) -> pd.DataFrame:
    """The table as it may be seen now: rows of rejected applications dropped, counts of rejections at zero."""
    if not hidden():
        return table
    told = next((name for name in ("outcome", "state") if name in table), None)
    shown = table[table[told] != "rejected"] if told else table
    return shown.assign(**{name: 0 for name in COUNTED if name in shown})


def note() -> None:
    """Says on a page with other things that rejections are left out of it."""
    if hidden():
        show.note(f"{in_words()} They are in no number on this page.")


def draw() -> None:
    """The way in and out, right of every title."""
    if not session.may_write():
        return
    label = in_words().removesuffix(".") if hidden() else "A day off"
    with st.popover(label, icon=":material/spa:", type="tertiary"):
        if hidden():
            if st.button("Show them again", key="day-off-ends", width="stretch"):
                _show_again()
        else:
            show.note("Hide rejections everywhere in the dashboard. The log stays as it is.")
            if st.button("For a day", width="stretch"):
                for_a_day()
            if st.button("Until I ask for them", width="stretch"):
                _hide(UNTIL_ASKED)
        st.toggle(
            "Keep rejections folded", folded(), key="day-off-folded", on_change=_fold,
            help="For good: Applications lists them only under Turned down. They stay in every number.",
        )  # fmt: skip


def for_a_day() -> None:
    """Hides rejections until this time tomorrow."""
    _hide((session.now() + timedelta(days=1)).isoformat(timespec="minutes"))


def _fold() -> None:
    """Folds rejections for good, or no longer, as the switch says."""
    with session.writing() as writer:
        if st.session_state["day-off-folded"]:
            settings.put(writer, FOLDED, "yes")
        else:
            settings.remove(writer, FOLDED)


def _until() -> str | None:
    if not session.may_write():
        return None
    chosen = session.load("settings").set_index("name")["value"]
    return str(chosen[SETTING]) if SETTING in chosen else None


def in_words() -> str:
    """Until when they are hidden."""
    until = _until()
    if until is None or until == UNTIL_ASKED:
        return "Rejections are hidden until you ask for them."
    moment = datetime.fromisoformat(until)
    day = "today" if moment.date() == session.today() else "tomorrow"
    return f"Rejections are hidden until {day}, {time_of_day(moment)}."


def _hide(until: str) -> None:
    with session.writing() as writer:
        settings.put(writer, SETTING, until)
    st.rerun()


def _show_again() -> None:
    with session.writing() as writer:
        settings.remove(writer, SETTING)
    st.rerun()
