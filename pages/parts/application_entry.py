"""One application at a time: found, added, corrected, its history told, and every change taken back."""
# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from analytics.errors import SteppingStoneError
from analytics.store import applications as entries
from analytics.taxonomy import EventKind, Outcome, Precision, Submission
from analytics.wording.numbers import at_start, count, day_as_known, how_many, number
from pages.frame import session, show

LISTED = 5_000  # a browser takes long over more rows


def search(applications: pd.DataFrame) -> pd.DataFrame:
    """The applications whose employer, role, place or notes hold the words that are looked for."""
    words = st.text_input("Find", placeholder="employer, role, place or note", key="find_application").strip().lower()
    if not words:
        return applications
    text = applications[["employer", "role", "location", "notes"]].fillna("").agg(" ".join, axis=1).str.lower()
    return applications[text.str.contains(words, regex=False)]


def in_words(applications: pd.DataFrame, found: pd.DataFrame) -> str:
    sent = int((found["submission"] == Submission.SENT.value).sum())
    entries = count(len(found), "entry", "entries")
    if len(found) < len(applications):
        entries = f"{number(len(found))} of {count(len(applications), 'entry', 'entries')}"
    return f"{at_start(entries)}, {how_many(sent)} of them sent."


def table(found: pd.DataFrame) -> pd.Series | None:
    """The list; returns the row that was picked."""
    if len(found) > LISTED:
        show.note(f"The newest {number(LISTED)} are listed. Find others by employer, role, place or note.")
        found = found.head(LISTED)
    listed = pd.DataFrame(
        {
            "Employer": found["employer"],
            "Role": found["role"],
            "Applied on": found["applied_on"],
            "Where it stands": [_stands(row) for row in found[["submission", "outcome"]].itertuples(index=False)],
            "Place": found["location"],
            "Notes": found["notes"],
        }
    )
    picked = st.dataframe(
        listed, hide_index=True, on_select="rerun", selection_mode="single-row", key="applications-list",
        column_config={"Applied on": st.column_config.DateColumn(format="D MMM YYYY")}, height=360,
    )  # fmt: skip
    rows = picked["selection"]["rows"]
    if not rows or rows[0] >= len(found):
        show.note("Pick a row to see its history and to correct it.")
        return None
    return found.iloc[rows[0]]


def _stands(row: Any) -> str:
    if row.submission != Submission.SENT.value:
        return Submission.labels().get(row.submission, "")
    return Outcome.labels().get(row.outcome, "") if isinstance(row.outcome, str) else ""


def details(chosen: pd.Series, may_write: bool) -> None:
    """The history beside what can be corrected."""
    application_id = int(chosen["application_id"])
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown(
            f"**{show.plain(' · '.join(str(chosen[name]) for name in ('employer', 'role') if pd.notna(chosen[name])))}**"
        )
        if pd.notna(chosen["status_words"]):
            show.note(f"The log says: {chosen['status_words']}")
        if pd.notna(chosen["line"]):
            show.note(f"From line {int(chosen['line'])} of import {int(chosen['import_id'])}.")
        _history(application_id, may_write)
    if may_write:
        with right:
            _correct(application_id, chosen)


def _history(application_id: int, may_write: bool) -> None:
    events = session.load("application_history", application_id=application_id)
    if events.empty:
        show.note("Nothing has happened yet that was noted.")
    for event in _rows(events):
        removed = pd.notna(event.removed_at)
        text, button = st.columns([3, 1.4], vertical_alignment="center")
        text.markdown(f"~~{show.plain(_told(event))}~~" if removed else show.plain(_told(event)))
        if may_write:
            label, move = ("Bring back", entries.bring_back_event) if removed else ("Take out", entries.remove_event)
            button.button(label, key=f"event-{event.event_id}", on_click=_change, args=(move, int(event.event_id)))
    if may_write:
        _add_event(application_id)


def _rows(table: pd.DataFrame) -> list[Any]:
    """A table's rows by field name."""
    return list(table.itertuples())


def _told(event: Any) -> str:
    kind = EventKind(event.kind).label
    if pd.isna(event.happened_on):
        return f"{kind}, day not known"
    when = day_as_known(event.happened_on, event.precision)
    return f"{kind}, by {when}" if event.precision == Precision.SEEN.value else f"{kind}, {when}"


def _add_event(application_id: int) -> None:
    with st.popover("Something happened", icon=":material/add:"), st.form(f"event-{application_id}", border=False):
        kind = st.selectbox("What", list(EventKind.labels()), format_func=lambda value: EventKind(value).label)
        day = st.date_input("On", value=session.today())
        note = st.text_input("Note")
        if st.form_submit_button("Add"):
            _change(entries.add_event, application_id, EventKind(kind), day, note)
            st.rerun()


def _correct(application_id: int, chosen: pd.Series) -> None:
    with st.form(f"correct-{application_id}"):
        fields = _fields({name: None if pd.isna(chosen[name]) else chosen[name] for name in entries.FIELDS})
        if st.form_submit_button("Save", type="primary"):
            _change(entries.correct, application_id, fields)
            st.rerun()
    for edit in _rows(session.load("application_edits", application_id=application_id)):
        text, button = st.columns([3, 1.4], vertical_alignment="center")
        text.caption(show.plain(f"{edit.field.replace('_', ' ')}: {edit.before or 'empty'} → {edit.after or 'empty'}"))
        button.button(
            "Undo", key=f"edit-{edit.edit_id}", on_click=_change, args=(entries.undo_correction, int(edit.edit_id))
        )
    st.button("Take this entry out", key=f"remove-{application_id}", on_click=_take_out, args=(application_id,))


def _fields(now: dict[str, Any]) -> dict[str, Any]:
    """The inputs of one entry, filled in with what there is."""
    day = now["applied_on"]
    states: list[str] = list(Submission.labels())
    return {
        "employer": st.text_input("Employer", now["employer"] or ""),
        "role": st.text_input("Role", now["role"] or ""),
        "applied_on": st.date_input("Applied on", value=pd.Timestamp(day).date() if day is not None else None),
        "submission": st.selectbox(
            "State",
            states,
            index=states.index(str(now["submission"] or Submission.SENT.value)),
            format_func=lambda state: Submission.labels()[state],
        ),
        "location": st.text_input("Place", now["location"] or ""),
        "channel": st.text_input("Channel", now["channel"] or ""),
        "link": st.text_input("Link", now["link"] or ""),
        "notes": st.text_area("Notes", now["notes"] or ""),
    }


def new() -> None:
    """The form for an entry of one's own."""
    with st.form("new-application", border=False, clear_on_submit=True):
        fields = _fields(dict.fromkeys(entries.FIELDS))
        if st.form_submit_button("Add", type="primary"):
            _change(entries.add_application, fields)
            st.rerun()


# --- changes ----------------------------------------------------------------------------------------------


def _change(move: Callable[..., Any], *what: Any) -> None:
    """One write; what a person has to correct is kept to be shown above the list."""
    try:
        with session.writing() as writer:
            move(writer, *what)
    except SteppingStoneError as error:
        st.session_state["application_problem"] = error


def _take_out(application_id: int) -> None:
    _change(entries.remove_application, application_id)
    st.session_state["taken_out"] = application_id


def _bring_back(application_id: int) -> None:
    _change(entries.bring_back_application, application_id)
    st.session_state.pop("taken_out", None)


def message() -> None:
    """What went wrong with the last change, or the way back from taking an entry out."""
    problem = st.session_state.pop("application_problem", None)
    if problem is not None:
        show.problem(problem)
    taken_out = st.session_state.get("taken_out")
    if taken_out is not None:
        text, button = st.columns([3, 1.4], vertical_alignment="center")
        text.write("The entry is taken out; importing the same log again does not bring it back.")
        button.button("Bring it back", key="bring-back", on_click=_bring_back, args=(taken_out,))
