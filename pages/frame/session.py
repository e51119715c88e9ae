"""Who is looking at which store. A page's first line is `viewer = session.viewer()`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import pandas as pd
import streamlit as st

from analytics.errors import NotAllowed, SteppingStoneError
from analytics.publication.calendar import PublicationDay
from analytics.publishing import EnrolmentAsked, enrolment_asked, next_day, publish_due, strength_in_force
from analytics.publishing import next_publication as next_publication_of
from analytics.store import Reader, Role, Snapshot, Store, Viewer, Writer, default_folder, engine
from analytics.store.access import Access, access
from analytics.store.publications import Publication
from pages.frame import entrance, sample, sign_in

if TYPE_CHECKING:
    from analytics.store.spark import Lake

Result = TypeVar("Result")


def viewer() -> Viewer:
    """The viewer of this session."""
    entrance.require_the_app()
    if engine.address():
        return sign_in.viewer_of_a_lake(default_folder())
    who = sign_in.viewer(_store(str(default_folder())))
    if sample.looking():
        return Viewer.analyst() if sample.everybody() else Viewer.applicant(sample.student())
    return who


def store() -> Store:
    """The store this session works on: the person's own, or the sample while they look around.

    Raises Refused where Spark answers.
    """
    engine.refuse_writing()
    if sample.looking():
        return sample.store(default_folder(), today())
    return _store(str(default_folder()))


def notice() -> SteppingStoneError | None:
    """What whoever reads here should know of the store, or of the lake."""
    return _lake().notice if engine.address() else store().notice


def reader() -> Reader:
    """A reader on the newest snapshot, or on the lake, for this session's viewer."""
    who = viewer()
    return _reader(_newest(who)[0], who)


def load(query: str, **values: Any) -> pd.DataFrame:
    """Rows of a fixed query, read once for each viewer, their values and what was stored of theirs."""
    who = viewer()
    path, stored = _newest(who)
    return _load(path, stored, who.role, who.applicant_id, query, values)


def answer(estimate: Callable[..., Result], query: str, *arguments: Any, **values: Any) -> Result:
    """`estimate(load(query, **values), *arguments)`, computed once for each viewer, values and what was stored."""
    who = viewer()
    path, stored = _newest(who)
    return cast(
        Result, _answer(estimate, _name(estimate), path, stored, who.role, who.applicant_id, query, values, arguments)
    )


def once(work: Callable[..., Result], *what: Any) -> Result:
    """`work(*what)`, done once for each viewer, what it is given and what was stored of theirs.

    The work reads through this module and asks neither for the day nor for what is chosen on the page.
    """
    who = viewer()
    return cast(Result, _once(work, _name(work), _newest(who)[1], who.role, who.applicant_id, what))


def publication() -> tuple[Publication | None, date | None]:
    """The newest published numbers of the cohort and the day of the next; what is due is published first.

    Raises NotAllowed for an applicant.
    """
    current, who = store(), viewer()
    if who.role is Role.APPLICANT:
        raise NotAllowed("Cohorts are for staff.", "What you sent and what came of it is on the other pages.")
    if not sample.looking():
        _publish_due(str(current.folder), today())
    return reader().publication(), next_publication()


def settings() -> Access:
    """The settings of the store: of its publications, and who may see what."""
    return access(store().folder)


def next_publication() -> date | None:
    """The day of the next publication, None before staff said how many are enrolled."""
    return next_day(store(), today())


def next_counted(withdrawn: date | None) -> PublicationDay | None:
    """The next publication that counts somebody, who may have withdrawn; None before staff said who is enrolled."""
    return next_publication_of(store(), today(), withdrawn)


def asked_for_enrolment() -> EnrolmentAsked | None:
    """What staff have to say before the first publication of an academic year, None once it was said."""
    return enrolment_asked(store(), today())


def strength() -> float:
    """How strongly published numbers may differ with one fact of a student, as students are told."""
    return strength_in_force(store())


@contextmanager
def writing() -> Iterator[Writer]:
    """A transaction for this session's applicant, recorded under this moment."""
    who = viewer()
    if who.applicant_id is None:
        raise NotAllowed("Only applicants change their log.", "Leave the whole cohort, or sign in as an applicant.")
    with store().writing(who, now()) as writer:
        yield writer


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
    """The day that counts go up to, as `count_up_to` on the page or the address (`?to=`) has it.

    None, as it is unless somebody chooses, means the last date in each log.
    """
    chosen = st.session_state.get("to", st.query_params.get("to"))
    if isinstance(chosen, date):
        return chosen
    try:
        return date.fromisoformat(chosen) if chosen else None
    except ValueError:
        return None


def known_until() -> date | None:
    """The last day that the log could have known of an answer, or the earlier one chosen; None without a log."""
    last = load("known_until")["known_until"].iloc[0]
    if pd.isna(last):
        return None
    end, chosen = pd.Timestamp(last).date(), as_of()
    return end if chosen is None else min(chosen, end)


def count_up_to() -> None:
    """The way to choose that day, beside what says how a page is counted."""
    st.date_input(
        "Counted to",
        value=None,
        key="to",
        bind="query-params",
        format="DD/MM/YYYY",
        help="Empty: to the last date in the log.",
        width=240,
    )


def forget() -> None:
    """Drops what was read before: after sealing a journal, no plain word of it stays in memory or in an open file."""
    for cache in (_load, _answer, _once):
        cache.clear()
    _snapshot.clear()


def look_at_sample() -> None:
    """Shows made-up people from a store of their own."""
    sample.look(default_folder(), today())


# --- caches, keyed by the newest commit of whose data is read ------------------------------

# Fifty people with what each of them reads; a page that nobody looked at for an hour is read anew.
CACHED: dict[str, Any] = {"max_entries": 5_000, "ttl": timedelta(hours=1)}


@st.cache_resource(max_entries=4, show_spinner=False)
def _store(folder: str) -> Store:
    return Store(folder)


@st.cache_resource(max_entries=1, show_spinner="Spark is starting …", on_release=lambda lake: lake.close())
def _lake_at(address: str, place: str) -> Lake:
    found = engine.lake(address, place)
    assert found is not None
    return found


def _lake() -> Lake:
    """The lake of this dashboard. Raises Refused where it can't be read."""
    return _lake_at(engine.address() or engine.DUCKDB, engine.place())


@st.cache_resource(max_entries=4, show_spinner="Publishing …")
def _publish_due(folder: str, day: date) -> int:
    """Publishes what is due, once a day and server; how many publications that were."""
    return len(publish_due(_store(folder), day, now()))


@st.cache_resource(max_entries=4, show_spinner=False, on_release=lambda snapshot: snapshot.close())
def _snapshot(path: str) -> Snapshot:
    return Snapshot(Path(path))


def _reader(place: str, who: Viewer) -> Reader:
    return (_lake() if engine.address() else _snapshot(place)).reader(who)


def _newest(who: Viewer) -> tuple[str, str]:
    """The newest snapshot, and what names the state of it that one viewer reads: others' commits don't change it.

    Of a lake where its tables are; it has no commits, and what was read of it holds for as long as the caches do.
    """
    if where := engine.address():
        return engine.place(), where
    newest = store().to_read()
    return str(newest), f"{newest.parent}#{_snapshot(str(newest)).newest_commit(who.applicant_id)}"


@st.cache_data(**CACHED, show_spinner=False)
def _load(
    _path: str, stored: str, role: Role, applicant: int | None, query: str, values: dict[str, Any]
) -> pd.DataFrame:
    return _reader(_path, Viewer(role, applicant)).load(query, **values)


@st.cache_data(**CACHED, show_spinner="Counting …")
def _answer(
    _estimate: Callable[..., Any],
    name: str,
    _path: str,
    stored: str,
    role: Role,
    applicant: int | None,
    query: str,
    values: dict[str, Any],
    arguments: tuple[Any, ...],
) -> Any:
    return _estimate(_load(_path, stored, role, applicant, query, values), *arguments)


@st.cache_data(**CACHED, show_spinner=False)
def _once(
    _work: Callable[..., Any], name: str, stored: str, role: Role, applicant: int | None, what: tuple[Any, ...]
) -> Any:
    return _work(*what)


def _name(work: Callable[..., Any]) -> str:
    return f"{work.__module__}.{work.__qualname__}"
