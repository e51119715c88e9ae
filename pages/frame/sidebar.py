"""The pages in the order of the advice, and what stands beside them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

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
        return {"": [st.Page("pages/cohort.py", title="Cohort", icon=":material/groups:", default=True)]}
    listed: dict[str, list[Any]] = {
        "": [
            (("pages/overview.py",), dict(title="Overview", icon=":material/home:", default=True)),
            (("pages/import_log.py",), dict(title="Import my log", icon=":material/upload_file:")),
            (("pages/applications.py",), dict(title="Applications", icon=":material/list_alt:")),
        ],
        "Understand": [
            (("pages/rejection_reasons.py",), dict(title="Why", icon=":material/help:")),
            (("pages/read_feedback.py",), dict(title="Read feedback", icon=":material/chat:")),
            (("pages/response_times.py",), dict(title="How long", icon=":material/schedule:")),
            (("pages/waiting_list.py",), dict(title="Still waiting", icon=":material/hourglass_empty:")),
        ],
        "Act": [
            (("pages/feedback_requests.py",), dict(title="Ask for feedback", icon=":material/mail:")),
            (("pages/goal_progress.py",), dict(title="Goals", icon=":material/flag:")),
        ],
        "Reflect": [
            (("pages/journal.py",), dict(title="Journal", icon=":material/menu_book:")),
            (("pages/strengths.py",), dict(title="Strengths", icon=":material/star:")),
            (("pages/self_assessment.py",), dict(title="Self-assessment", icon=":material/balance:")),
            (("pages/debrief_report.py",), dict(title="Debrief", icon=":material/description:")),
        ],
        "With others": [
            (("pages/cohort.py",), dict(title="Cohort", icon=":material/groups:")),
            (("pages/cohort_consent.py",), dict(title="My part in cohorts", icon=":material/handshake:")),
        ],
    }
    listed["With others"] = listed["With others"][:1] if role is Role.ANALYST else listed["With others"][1:]
    if role is Role.APPLICANT and not sign_in.is_set_up():
        listed.pop("With others")
    here = Path(__file__).parents[2]
    return {
        section: found for section, group in listed.items()
        if (found := [st.Page(*p[0], **p[1]) for p in group if (here / p[0][0]).exists()])
    }


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
            st.number_input("Student", 1, 60, key="sample_student")
        st.button("Leave the sample", on_click=session.leave_sample, width="stretch")
