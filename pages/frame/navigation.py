"""The pages: what each is called, its one question, where it stands, and where former addresses lead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st
from streamlit.navigation.page import Page

from analytics.errors import Refused, SteppingStoneError
from analytics.store import Role, default_folder, engine
from pages.frame import sample, sign_in


@dataclass(frozen=True)
class Place:
    """A page: its file's name says the question's name, its title and address what people read."""

    name: str
    title: str
    address: str
    icon: str
    question: str
    listed: bool = True

    @property
    def file(self) -> str:
        return f"pages/{self.name}.py"


PLACES = {
    place.name: place
    for place in (
        Place("overview", "Today", "today", "sunny", "What came, and what is worth doing today?"),
        Place("applications", "Applications", "applications", "list_alt", "Where does each one stand?"),
        Place("rejection_reasons", "Why", "why", "forum", "Why was I turned down, as far as anybody said so?"),
        Place(
            "response_times",
            "How long",
            "how-long",
            "schedule",
            "How long do employers take, and how many never answer?",
        ),
        Place("feedback_requests", "Ask for feedback", "ask", "mail", "Whom do I ask, when, with which words?"),
        Place("goal_progress", "Goals", "goals", "flag", "Am I getting there?"),
        Place("journal", "Journal", "journal", "edit_note", "How am I doing?"),
        Place("about_me", "About me", "about-me", "person", "What can I show, and what do I work on?"),
        Place("cohort", "Cohort", "cohort", "groups", "How are our students doing?"),
        Place("cohort_compare", "Compare", "compare", "compare", "Where do groups of students differ?"),
        Place("cohort_import", "Import a cohort", "import-cohort", "upload_file", "What does this export say?"),
        Place("import_log", "Bring a log or mailbox", "import", "upload_file", "What does my log say?", listed=False),
    )
}

OWN = (
    "overview",
    "applications",
    "rejection_reasons",
    "response_times",
    "feedback_requests",
    "goal_progress",
    "journal",
    "about_me",
    "import_log",
)
"""What an applicant sees; the first is the page that opens."""

OF_EVERYBODY = ("applications", "rejection_reasons", "response_times", "cohort")
"""What there is to see about everybody together; for an analyst."""

BESIDE_EVERYBODY = ("feedback_requests", "goal_progress", "cohort_compare")
"""What an analyst reaches from Cohort: what asking brings, whether goals helped, and one question at a time."""

OF_A_LAKE = ("response_times", "rejection_reasons", "applications", "feedback_requests", "goal_progress")
"""What there is to see of everybody where Spark answers; every other page says why it can't be there."""

OF_STAFF = ("cohort", "cohort_compare", "cohort_import")

FORMER: dict[str, tuple[str, dict[str, str]]] = {
    "overview": ("overview", {}),
    "import_log": ("import_log", {}),
    "rejection_reasons": ("rejection_reasons", {}),
    "read_feedback": ("rejection_reasons", {"view": "Mails"}),
    "response_times": ("response_times", {}),
    "waiting_list": ("applications", {"show": "Silent"}),
    "feedback_requests": ("feedback_requests", {}),
    "goal_progress": ("goal_progress", {}),
    "strengths": ("about_me", {"view": "Strengths"}),
    "self_assessment": ("about_me", {"view": "Self-assessment"}),
    "debrief_report": ("about_me", {"view": "Debrief"}),
    "cohort_consent": ("about_me", {"view": "Cohorts"}),
    "cohort_import": ("cohort_import", {}),
}
"""Addresses that pages had before, each with its page now and what to show on it."""


def pages() -> list[Page]:
    """Every page that is meant for whoever is looking. A page that is not named here can't be reached."""
    role = _role()
    if role is None:
        return [st.Page(PLACES["overview"].file, title="Sign in", icon=":material/login:", default=True)]
    if engine.address():
        here = [_page(PLACES[name], first=name == OF_A_LAKE[0], listed=True) for name in OF_A_LAKE]
        here += [
            st.Page(not_on_a_lake(place), title=place.title, url_path=place.address, visibility="hidden")
            for name, place in PLACES.items()
            if name not in OF_A_LAKE
        ]
        return here + [_former(address) for address, (name, _) in FORMER.items() if name in OF_A_LAKE]
    listed = {Role.APPLICANT: OWN, Role.ANALYST: OF_EVERYBODY, Role.STAFF: OF_STAFF}[role]
    names = (*listed, *BESIDE_EVERYBODY) if role is Role.ANALYST else listed
    here = [_page(PLACES[name], first=name == names[0], listed=name in listed) for name in names]
    return here + [_former(address) for address, (name, _) in FORMER.items() if name in names]


def _page(place: Place, first: bool, listed: bool) -> Page:
    return st.Page(
        place.file,
        title=place.title,
        icon=f":material/{place.icon}:",
        url_path=place.address,
        default=first,
        visibility="visible" if listed and place.listed else "hidden",
    )


def not_on_a_lake(place: Place) -> Callable[[], None]:
    """What stands in the place of a page where Spark answers: why it can't be there."""

    def refuse() -> None:
        raise Refused(
            f"“{place.title}” needs the store itself. This dashboard reads {engine.place()} through Spark, where "
            "nothing is written and nobody has a log of their own.",
            f"Open it on a dashboard that was started without {engine.ENGINE}.",
        )

    return refuse


def _former(address: str) -> Page:
    return st.Page(_lead_on(*FORMER[address]), title=address, url_path=address, visibility="hidden")


def _lead_on(name: str, what: dict[str, str]) -> Callable[[], None]:
    def lead_on() -> None:
        # What the address asked for beside the page is asked for still.
        st.switch_page(PLACES[name].file, query_params={**st.query_params.to_dict(), **what})

    return lead_on


def _role() -> Role | None:
    """The role that decides what is listed; in the sample, that of whom one looks at it as."""
    try:
        role = sign_in.role(default_folder())
    except SteppingStoneError:  # The page says what is wrong.
        return None
    if role is not None and sample.looking():
        return Role.ANALYST if sample.everybody() else Role.APPLICANT
    return role
