"""One application: what happened to it, day by day, what is next, its facts; added to, corrected, taken back here."""

from __future__ import annotations

import streamlit as st

from analytics.wording import applications as wording
from analytics.wording.applications import Point
from pages.frame import day_off, quoting, session, show
from pages.parts import application_entry, to_ask


def draw(number: int) -> None:
    """The timeline, with what can be done beside it."""
    st.button("All applications", icon=":material/arrow_back:", type="tertiary", key="back-to-list", on_click=_close)
    found = wording.rows(session.load("application", application_id=number))
    if not found or (day_off.hidden() and found[0]["outcome"] == "rejected"):
        show.empty("This application is not in your log.", "It may have been taken out, or belong to somebody else.")
        return
    row = found[0]
    show.sentence(wording.name(row["employer"], row["role"]))
    with st.container(horizontal=True):
        state = "planned" if row["submission"] != "sent" else row["outcome"] or "silent"
        st.badge(wording.STATES.get({"open": "silent"}.get(state, state), "Silent"), color="gray")
        st.badge(show.plain(wording.sent_in_words(row)), color="gray")
        if row["channel"]:
            st.badge(show.plain(row["channel"]), color="gray")
    left, right = st.columns([5, 3], gap="medium")
    with left:
        for point in wording.timeline(
            row["applied_on"],
            session.load("application_history", application_id=number),
            session.load("application_feedback", application_id=number),
            session.load("application_requests", application_id=number),
            session.today(),
        ):
            _point(point)
        _to_come(number)
        if session.may_write():
            application_entry.history(number)
    with right:
        _beside(number, row)


def _point(point: Point) -> None:
    with st.container(horizontal=True, gap="small"):
        st.caption(show.plain(point.when), width=90, text_alignment="right")
        colour = "orange" if point.rejection else "gray"
        st.markdown(f":{colour}[●]", width="content")
        with st.container(gap="xsmall"):
            st.markdown(f"**{show.plain(point.what)}**")
            if point.more:
                show.note(point.more)
            if point.quote:
                quoting.draw_marked(point.quote)


def _to_come(number: int) -> None:
    """What is still ahead: the days to ask in, or when a reply is likely."""
    ask = to_ask.about(number)
    if ask is not None:
        with st.container(horizontal=True, gap="small"):
            st.caption("ahead", width=90, text_alignment="right")
            st.markdown(":gray[○]", width="content")
            with st.container(gap="xsmall"):
                st.markdown("**Ask for feedback**")
                show.note(ask.said)


def _beside(number: int, row: dict[str, object]) -> None:
    ask = to_ask.about(number)
    if ask is not None:
        with show.to_do(f"Next: ask, {ask.window.in_words}"):
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
