"""The pages in the order of the advice, and what stands beside them."""

from __future__ import annotations

import streamlit as st

from analytics.errors import SteppingStoneError
from analytics.store import Role, default_folder
from pages.frame import day_off, session, sign_in


def pages() -> dict[str, list[st.Page]]:
    """Every page that is meant for whoever is looking. A page that is not named here can't be reached."""
    role = _role()
    if role is None:
        return {"": [st.Page("pages/overview.py", title="Sign in", icon=":material/login:", default=True)]}
    if role is Role.STAFF:
        return {
            "": [
                st.Page("pages/cohort.py", title="Cohort", icon=":material/groups:", default=True),
                st.Page("pages/cohort_import.py", title="Import a cohort", icon=":material/upload_file:"),
            ]
        }
    return _everyday_pages() | _pages_about_others(role)


def _everyday_pages() -> dict[str, list[st.Page]]:
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
        "Reflect": [
            st.Page("pages/journal.py", title="Journal", icon=":material/menu_book:"),
            st.Page("pages/strengths.py", title="Strengths", icon=":material/star:"),
            st.Page("pages/self_assessment.py", title="Self-assessment", icon=":material/balance:"),
            st.Page("pages/debrief_report.py", title="Debrief", icon=":material/description:"),
        ],
    }


def _pages_about_others(role: Role) -> dict[str, list[st.Page]]:
    """A cohort for the analyst; one's own part in cohorts where people sign in."""
    if role is Role.ANALYST:
        return {"With others": [st.Page("pages/cohort.py", title="Cohort", icon=":material/groups:")]}
    if sign_in.is_set_up():
        return {
            "With others": [st.Page("pages/cohort_consent.py", title="My part in cohorts", icon=":material/handshake:")]
        }
    return {}


def draw() -> None:
    """A day off, and the way out of the sample while one looks around in it."""
    sign_in.draw()
    if session.viewer().role is not Role.STAFF:
        day_off.draw()
    if session.looking_at_sample():
        with st.sidebar:
            _sample()


def _role() -> Role | None:
    """The role that decides what is listed; in the sample, that of whom one looks at it as."""
    try:
        role = sign_in.role(default_folder())
    except SteppingStoneError:  # The page says what is wrong.
        return None
    if role is not None and session.looking_at_sample():
        return Role.ANALYST if st.session_state.get("sample_cohort") else Role.APPLICANT
    return role


def _sample() -> None:
    with st.container(border=True):
        st.markdown("**You are looking at made-up people.**")
        st.toggle("The whole cohort instead of one student", key="sample_cohort")
        if not st.session_state.get("sample_cohort"):
            session.sample_student()
            st.number_input("Student", 1, 60, key="sample_student")
        st.button("Leave the sample", on_click=session.leave_sample, width="stretch")
