"""Who is looking at which store. A page's first line is `viewer = session.viewer()`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar, cast

import duckdb
import pandas as pd
import streamlit as st

from analytics.errors import NotAllowed
from analytics.store import Reader, Role, Snapshot, Store, Viewer, default_folder
from analytics.store.release import Released
from pages.frame import entrance, sign_in

Result = TypeVar("Result")


def viewer() -> Viewer:
    """The viewer of this session."""
    entrance.ask_in()
    who = sign_in.viewer(_store(str(default_folder())))
    if looking_at_sample():
        return Viewer.analyst() if st.session_state.get("sample_cohort") else Viewer.applicant(sample_student())
    return who


def store() -> Store:
    """The store this session works on: the person's own, or the sample while they look around."""
    if looking_at_sample():
        return _sample(str(default_folder()))
    return _store(str(default_folder()))


def reader() -> Reader:
    """A reader on the newest snapshot for this session's viewer."""
    current = store()
    newest = current.newest()
    assert newest is not None
    return _snapshot(str(newest)).reader(viewer())


def load(query: str, **values: Any) -> pd.DataFrame:
    """Rows of a fixed query, read once for each snapshot, viewer and values."""
    who = viewer()
    return _load(str(store().newest()), who.role, who.applicant_id, query, values)


def answer(estimate: Callable[..., Result], query: str, *arguments: Any, **values: Any) -> Result:
    """`estimate(load(query, **values), *arguments)`, computed once for each snapshot, viewer and values."""
    who = viewer()
    name = f"{estimate.__module__}.{estimate.__qualname__}"
    return cast(
        Result, _answer(estimate, name, str(store().newest()), who.role, who.applicant_id, query, values, arguments)
    )


def released(query: str, **values: Any) -> pd.DataFrame:
    """Released counts of a cohort: the same numbers for staff and for an analyst who shows them around."""
    cohort_reader()
    return _load(str(store().newest()), Role.STAFF, None, query, values)


def cohort_reader() -> Released:
    """The reader of released counts; for staff, and for an analyst who shows them around."""
    if viewer().role is Role.APPLICANT:
        raise NotAllowed("Cohorts are for staff.", "What you sent and what came of it is on the other pages.")
    reader = _snapshot(str(store().newest())).reader(Viewer.staff())
    assert isinstance(reader, Released)
    return reader


@contextmanager
def writing() -> Iterator[tuple[duckdb.DuckDBPyConnection, int]]:
    """A transaction for this session's applicant: the connection and the applicant's id."""
    who = viewer()
    if who.applicant_id is None:
        raise NotAllowed("Only applicants change their log.", "Leave the whole cohort, or sign in as an applicant.")
    with store().writing(who) as connection:
        yield connection, who.applicant_id


def may_write() -> bool:
    """Whether this session's viewer has rows of their own to change."""
    return viewer().role is Role.APPLICANT


def today() -> date:
    """The day it is here; the only place in the dashboard that asks."""
    return date.today()


def now() -> datetime:
    """The moment a change is recorded under."""
    return datetime.now()


def as_of() -> date | None:
    """The day that counts go up to, asked for in the sidebar of the pages where it matters.

    None, as it is unless somebody chooses, means the last date in each log.
    """
    chosen = st.sidebar.date_input(
        "Count up to", value=None, key="as_of", help="Empty: up to the last date in the log."
    )
    return chosen if isinstance(chosen, date) else None


def forget() -> None:
    """Drops what was read before: after sealing a journal, no plain word of it stays in memory or in an open file."""
    _load.clear()
    _answer.clear()
    _snapshot.clear()


# --- sample data ------------------------------------------------------------------------------------------


def looking_at_sample() -> bool:
    return bool(st.session_state.get("looking_at_sample"))


def look_at_sample() -> None:
    """Shows made-up people from a store of their own; nothing of it reaches the person's store."""
    _sample(str(default_folder()))
    st.session_state["looking_at_sample"] = True


def leave_sample() -> None:
    for key in ("looking_at_sample", "sample_cohort"):
        st.session_state.pop(key, None)


def sample_student() -> int:
    """Whom of the sample one looks at: the student chosen in the sidebar, at first one with much feedback."""
    if "sample_student" not in st.session_state:
        st.session_state["sample_student"] = _somebody(str(default_folder()))
    return int(st.session_state["sample_student"])


# --- caches, keyed by the snapshot's file, whose number grows with every commit ------------------------------


@st.cache_resource(max_entries=4, show_spinner=False)
def _store(folder: str) -> Store:
    return Store(folder)


@st.cache_resource(max_entries=2, show_spinner="Making up some people …")
def _sample(folder: str) -> Store:
    from analytics.sample import sample_store

    return sample_store(Path(folder) / "sample", as_of=today())


@st.cache_data(max_entries=2, show_spinner=False)
def _somebody(folder: str) -> int:
    from analytics.sample import somebody

    return somebody(_sample(folder))


@st.cache_resource(max_entries=4, show_spinner=False, on_release=lambda snapshot: snapshot.close())
def _snapshot(path: str) -> Snapshot:
    return Snapshot(Path(path))


@st.cache_data(max_entries=500, show_spinner=False)
def _load(path: str, role: Role, applicant: int | None, query: str, values: dict[str, Any]) -> pd.DataFrame:
    return _snapshot(path).reader(Viewer(role, applicant)).load(query, **values)


@st.cache_data(max_entries=500, show_spinner="Counting …")
def _answer(
    _estimate: Callable[..., Any],
    name: str,
    path: str,
    role: Role,
    applicant: int | None,
    query: str,
    values: dict[str, Any],
    arguments: tuple[Any, ...],
) -> Any:
    return _estimate(_load(path, role, applicant, query, values), *arguments)
