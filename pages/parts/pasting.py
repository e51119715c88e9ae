"""The box on Today into which a mail is pasted, also on a day off and when the store is empty."""

from __future__ import annotations

import streamlit as st

from pages.frame import day_off, session, show
from pages.parts import feedback_pasting


def box() -> None:
    """The mail, what it says, and one step; it is read here and kept only if its owner says so."""
    if not session.may_write():
        return
    with show.to_do("Did a mail come this morning?"):
        feedback_pasting.last_one()
        if day_off.hidden():
            show.note(f"{day_off.in_words()} You may still paste.")
        feedback_pasting.draw()
        show.note("It is read on this machine and kept only if you say so.")
        if not day_off.hidden() and st.button("I’d rather not look today", icon=":material/spa:", type="tertiary"):
            day_off.for_a_day()
