"""Looking around among made-up people: whether one does, and at whom. Their store is apart from anybody's own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import streamlit as st

from analytics.store import Store

STUDENTS = 60
EVERYBODY = 0
"""In place of a student's number."""


def looking() -> bool:
    return bool(st.session_state.get("looking_at_sample"))


def everybody() -> bool:
    """Whether all made-up students are looked at together."""
    return st.session_state.get("whose_log") == EVERYBODY


def student(folder: Path, today: date) -> int:
    """Whom one looks at: the student chosen in the page's head, at first one with much feedback."""
    if "whose_log" not in st.session_state:
        st.session_state["whose_log"] = _somebody(str(folder), today)
    return int(st.session_state["whose_log"])


def look(folder: Path, today: date) -> None:
    """Shows made-up people; nothing of it reaches the person's store."""
    store(folder, today)
    st.session_state["looking_at_sample"] = True


def leave() -> None:
    for key in ("looking_at_sample", "whose_log"):
        st.session_state.pop(key, None)


def store(folder: Path, today: date) -> Store:
    return _store(str(folder), today)


def line() -> None:
    """The slim line above the title of every page while one looks around."""
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="sample-line"):
        st.markdown("You are looking at made-up people.", width="stretch")
        st.selectbox(
            "Whose log",
            [EVERYBODY, *range(1, STUDENTS + 1)],
            format_func=lambda number: f"Student {number}" if number else "Everybody",
            key="whose_log",
            label_visibility="collapsed",
            width=160,
        )
        st.button("Leave", key="leave-sample", on_click=leave)


@st.cache_resource(max_entries=2, show_spinner="Making up some people …")
def _store(folder: str, today: date) -> Store:
    from analytics.sample import sample_store

    return sample_store(Path(folder) / "sample", as_of=today)


@st.cache_data(max_entries=2, show_spinner=False)
def _somebody(folder: str, today: date) -> int:
    from analytics.sample import somebody

    return somebody(_store(folder, today))
