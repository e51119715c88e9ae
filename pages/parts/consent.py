"""My part in cohorts: agree that what I log is counted, or withdraw, at once. A view of About me."""

from __future__ import annotations

import streamlit as st

from analytics.store.consents import agree, withdraw
from analytics.wording.cohort import OUT_OF_SIGHT, counted_from
from analytics.wording.numbers import day
from pages.frame import session, show, sign_in


def draw() -> None:
    """What holds now, and the way to change it."""
    agreements = session.load("consents")
    holding = agreements[agreements["withdrawn_at"].isna()]
    if holding.empty:
        show.sentence("Nothing of yours is counted for staff.")
        st.write(
            "If you agree, career services see numbers that you are a part of, never you: how soon employers answer, "
            "which reasons come up, what helps. You can withdraw at any time, and it holds at once."
        )
        following = session.next_publication()
        if following:
            st.write(show.plain(counted_from(following)))
    else:
        since = holding["agreed_at"].iloc[0]
        show.sentence("Your log is counted together with those of others.")
        show.note(f"Agreed on {day(since)} ({holding['agreement'].iloc[0]}).")

    if not session.may_write():
        show.note("Only the person whose log it is decides this.")
    elif holding.empty and st.button("I agree", type="primary"):
        with session.writing() as writer:
            agree(writer, recorded_by=sign_in.name())
        st.rerun()
    elif not holding.empty and st.button("Withdraw"):
        with session.writing() as writer:
            withdraw(writer)
        st.rerun()

    with st.expander("How you are kept out of sight"):
        for paragraph in OUT_OF_SIGHT:
            st.write(show.plain(paragraph))
        st.write("Your journal is never part of this.")
