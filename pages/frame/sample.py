"""Looking around among made-up people: whether one does, and at whom. Their store is apart from anybody's own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import streamlit as st

from analytics.sample import FIRST_STUDENT, about, sample_store
from analytics.store import Store

EVERYBODY = 0
"""In place of a student's number."""


def looking() -> bool:
    return bool(st.session_state.get("looking_at_sample"))


def everybody() -> bool:
    """Whether all made-up students are looked at together."""
    return st.session_state.get("sample_of") == EVERYBODY


def student() -> int:
    """Whom one looks at: the student chosen in the page's head, at first one with something on each page."""
    return int(st.session_state.setdefault("sample_of", FIRST_STUDENT))


def look(folder: Path, today: date) -> None:
    """Shows made-up people; nothing of it reaches the person's store."""
    store(folder, today)
    st.session_state["looking_at_sample"] = True


def leave() -> None:
    for key in ("looking_at_sample", "sample_of"):
        st.session_state.pop(key, None)


def store(folder: Path, today: date) -> Store:
    return _store(str(folder), today)


def line() -> None:
    """The slim line above the title of every page while one looks around."""
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="sample-line"):
        st.markdown("You are looking at made-up people.", width="stretch")
        # A page's own widgets are forgotten with the page; whom one looks at is not.
        st.session_state["whose_log"] = st.session_state["sample_of"]
        st.selectbox(
            "Whose log",
            [EVERYBODY, *range(1, about()["students"] + 1)],
            format_func=lambda number: f"Student {number}" if number else "Everybody",
            key="whose_log",
            on_change=_choose,
            label_visibility="collapsed",
            width=160,
        )
        st.button("Leave", key="leave-sample", on_click=leave)


def _choose() -> None:
    st.session_state["sample_of"] = st.session_state["whose_log"]


@st.cache_resource(max_entries=2, show_spinner="Opening the sample …")
def _store(folder: str, today: date) -> Store:
    return sample_store(Path(folder) / "sample", today)
