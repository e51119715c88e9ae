"""A new way tried against the usual one, in turns; what it could find is said before it begins."""

from __future__ import annotations

from datetime import date

import streamlit as st

from analytics.goals.turns import begin, give_up
from analytics.statistics.turns import FEWEST_PAIRS, MOST_PAIRS, Plan, power, turns
from analytics.wording.turns import plan_in_words, power_in_words, turn_in_words
from pages.frame import session, show


def draw(today: date) -> None:
    """The trial that is on, or a new one."""
    st.subheader("Try a new way in turns", anchor=False)
    plan = Plan.kept(session.load("settings"))
    if plan is None:
        _planner()
        return
    st.write(show.plain(plan_in_words(plan)))
    st.write(show.plain(turn_in_words(turns(plan, session.load("turns", since=plan.since, today=today)))))
    if st.button("End this trial"):
        with session.writing() as writer:
            give_up(writer)
        st.rerun()


def _planner() -> None:
    st.write(
        "Whether a new résumé or letter brings more invitations can be tried: for each pair of applications a coin says"
        " which goes the new way. Before and after can't tell; such a trial can, if it is long enough."
    )
    left, middle, right = st.columns(3)
    usual = left.number_input("Invited the usual way, in %", 1, 99, 10, key="turns-usual")
    hoped = middle.number_input("Hoped for the new way, in %", 1, 99, 20, key="turns-hoped")
    pairs = right.number_input("Pairs of applications", FEWEST_PAIRS, MOST_PAIRS, 60, key="turns-pairs")
    found = power(usual / 100, hoped / 100, int(pairs))
    show.note(power_in_words(usual / 100, hoped / 100, int(pairs), found))
    what = st.text_input("What do I do the new way?", key="turns-what")
    if st.button("Begin, and draw the coins"):
        with session.writing() as writer:
            begin(writer, what, int(pairs))
        st.rerun()
