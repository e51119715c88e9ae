"""My part in cohorts: agree that what I log is counted, or withdraw, at once. A view of About me."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from analytics.publication.calendar import PublicationDay
from analytics.store.consents import agree, withdraw
from analytics.wording.cohort import (
    HOLDS_THE_FILE,
    WITHDRAWAL,
    agree_again,
    counted_again,
    counted_from,
    counted_next,
    out_of_sight,
)
from analytics.wording.numbers import day
from pages.frame import session, show, sign_in


def draw() -> None:
    """What holds now, and the way to change it."""
    agreements = session.load("consents")
    holding = agreements[agreements["withdrawn_at"].isna()]
    withdrawn = _last_withdrawal(agreements)
    next_one = session.next_counted(None)
    counted = session.next_counted(withdrawn) if withdrawn else next_one
    # Whoever withdrew in this academic year waits for the next one.
    waits = withdrawn if withdrawn is not None and counted != next_one else None
    if holding.empty:
        _not_counted(counted, waits)
    else:
        _counted(holding, counted, waits)

    if not session.may_write():
        show.note("Only the person whose log it is decides this.")
    elif holding.empty:
        label = agree_again(counted.first) if waits and counted else "I agree"
        if st.button(label, type="primary"):
            with session.writing() as writer:
                agree(writer, recorded_by=sign_in.name())
            st.rerun()
    elif st.button("Withdraw"):
        with session.writing() as writer:
            withdraw(writer)
        st.rerun()

    _told("What happens when you withdraw", WITHDRAWAL)
    _told("How you are kept out of sight", (*out_of_sight(session.strength()), HOLDS_THE_FILE))
    show.note("Your journal is never part of this.")


def _last_withdrawal(agreements: pd.DataFrame) -> date | None:
    ended = agreements["withdrawn_at"].dropna()
    return None if ended.empty else pd.Timestamp(ended.max()).date()


def _not_counted(counted: PublicationDay | None, waits: date | None) -> None:
    show.sentence("Nothing of yours is counted for staff.")
    st.write(
        "If you agree, career services see numbers that you are a part of, never you: how soon employers answer, "
        "which reasons come up, what helps. You can withdraw at any time, and it holds at once."
    )
    if waits and counted:
        st.write(show.plain(counted_again(waits, counted.first, counted.day)))
    elif counted:
        st.write(show.plain(counted_from(counted.day)))


def _counted(holding: pd.DataFrame, counted: PublicationDay | None, waits: date | None) -> None:
    if waits and counted:
        show.sentence("You agreed again. Until the next academic year nothing new of yours is counted.")
        st.write(show.plain(counted_again(waits, counted.first, counted.day)))
    else:
        show.sentence("Your log is counted together with those of others.")
        if counted:
            st.write(show.plain(counted_next(counted.day)))
    show.note(f"Agreed on {day(holding['agreed_at'].iloc[0])} ({holding['agreement'].iloc[0]}).")


def _told(title: str, paragraphs: tuple[str, ...]) -> None:
    with st.expander(title):
        for paragraph in paragraphs:
            st.write(show.plain(paragraph))
