"""The pages in the order of the advice, and what stands beside them."""

from __future__ import annotations

import streamlit as st

from pages.frame import session


def pages() -> dict[str, list[st.Page]]:
    """Every page of the dashboard. A page that is not named here can't be reached."""
    return {
        "": [
            st.Page("pages/overview.py", title="Overview", icon=":material/home:", default=True),
            st.Page("pages/import_log.py", title="Import my log", icon=":material/upload_file:"),
            st.Page("pages/applications.py", title="Applications", icon=":material/list_alt:"),
        ],
        "Understand": [
            st.Page("pages/rejection_reasons.py", title="Why", icon=":material/help:"),
            st.Page("pages/read_feedback.py", title="Read feedback", icon=":material/chat:"),
            st.Page("pages/response_times.py", title="How long", icon=":material/schedule:"),
            st.Page("pages/waiting_list.py", title="Still waiting", icon=":material/hourglass_empty:"),
        ],
        "Act": [
            st.Page("pages/feedback_requests.py", title="Ask for feedback", icon=":material/mail:"),
            st.Page("pages/goal_progress.py", title="Goals", icon=":material/flag:"),
        ],
    }


def draw() -> None:
    """The way out of the sample, while one looks around in it."""
    if session.looking_at_sample():
        with st.sidebar:
            _sample()


def _sample() -> None:
    with st.container(border=True):
        st.markdown("**You are looking at made-up people.**")
        st.toggle("The whole cohort instead of one student", key="sample_cohort")
        if not st.session_state.get("sample_cohort"):
            st.number_input("Student", 1, 60, key="sample_student")
        st.button("Leave the sample", on_click=session.leave_sample, width="stretch")
