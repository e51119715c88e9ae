"""Entries of one's own: added, corrected, dated, taken out and brought back; every change can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from analytics.errors import SteppingStoneError
from analytics.statistics.proportions import ENOUGH
from analytics.store import applications as entries
from analytics.taxonomy import EventKind, Precision, Submission
from analytics.wording import applications as wording
from analytics.wording.numbers import day_as_known
from pages.frame import session, show

DATED_AT_ONCE, SIDE_BY_SIDE = 12, 3
"""Date fields of one form, and of one row of it."""


def buttons() -> None:
    """Adding one, and bringing many."""
    if not session.may_write():
        return
    with st.container(horizontal=True, width="content"):
        with st.popover("Add one", icon=":material/add:"):
            _new()
        if st.button("Bring a log or mailbox", type="primary", icon=":material/upload_file:"):
            st.switch_page("pages/import_log.py")


def history(number: int) -> None:
    """Adding what happened; and what was noted, to take out or bring back."""
    with st.popover("Add what happened", icon=":material/add:"), st.form(f"event-{number}", border=False):
        kind = st.selectbox("What", list(EventKind.labels()), format_func=lambda value: EventKind(value).label)
        day = st.date_input("On", value=session.today(), format="DD/MM/YYYY")
        known_on = st.date_input("The news of it came on, if that was another day", value=None, format="DD/MM/YYYY")
        note = st.text_input("Note")
        if st.form_submit_button("Add"):
            _change(entries.add_event, number, EventKind(kind), day, note, known_on)
            st.rerun()
    events = session.load("application_history", application_id=number)
    if events.empty:
        return
    with st.expander("What was noted, to take out or bring back"):
        for event in _rows(events):
            removed = pd.notna(event.removed_at)
            text, button = st.columns([3, 1.4], vertical_alignment="center")
            text.markdown(f"~~{show.plain(_told(event))}~~" if removed else show.plain(_told(event)))
            label, move = ("Bring back", entries.bring_back_event) if removed else ("Take out", entries.remove_event)
            button.button(label, key=f"event-{event.event_id}", on_click=_change, args=(move, int(event.event_id)))


def _told(event: Any) -> str:
    kind = EventKind(event.kind).label
    if pd.isna(event.happened_on):
        return f"{kind}, day not known"
    when = day_as_known(event.happened_on, event.precision)
    return f"{kind}, by {when}" if event.precision == Precision.SEEN.value else f"{kind}, {when}"


def correct(number: int, row: Mapping[str, Any]) -> None:
    """The entry's fields, what was changed before, and the way to take it out."""
    with st.expander("Correct", icon=":material/edit:"):
        with st.form(f"correct-{number}", border=False):
            fields = _fields({name: row.get(name) for name in entries.FIELDS})
            if st.form_submit_button("Save"):
                _change(entries.correct, number, fields)
                st.rerun()
        for edit in _rows(session.load("application_edits", application_id=number)):
            changed = f"{edit.field.replace('_', ' ')}: {edit.before or 'empty'} → {edit.after or 'empty'}"
            text, button = st.columns([3, 1.4], vertical_alignment="center")
            text.caption(show.plain(changed))
            button.button(
                "Undo", key=f"edit-{edit.edit_id}", on_click=_change, args=(entries.undo_correction, int(edit.edit_id))
            )
        st.button("Take this entry out", key=f"remove-{number}", on_click=_take_out, args=(number,))


def undated() -> None:
    """Answers without a day, with date fields side by side that are saved together."""
    events = session.load("undated_events")
    answers = events[[EventKind(kind).answer is not None for kind in events["kind"]]]
    if answers.empty:
        return
    curve = session.load("response_times_coverage").iloc[0]
    missing = max(0, ENOUGH - int(curve["dated_answers"]))
    said = wording.undated_in_words(len(answers), missing)
    with st.expander(said, icon=":material/edit_calendar:"), st.form("undated", border=False):
        days: dict[int, date] = {}
        with st.grid(SIDE_BY_SIDE, min_column_width=240):
            for row in wording.rows(answers.head(DATED_AT_ONCE)):
                number = int(row["event_id"])
                day = st.date_input(
                    show.plain(wording.asked_for_its_day(row)),
                    value=None,
                    max_value=session.today(),
                    key=f"dated-{number}",
                    format="DD/MM/YYYY",
                )
                if isinstance(day, date):
                    days[number] = day
        if st.form_submit_button("Keep these days") and days:
            _change(entries.date_events, days)
            st.rerun()


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


# --- forms ------------------------------------------------------------------------------------------------


def _new() -> None:
    with st.form("new-application", border=False, clear_on_submit=True):
        fields = _fields(dict.fromkeys(entries.FIELDS))
        if st.form_submit_button("Add"):
            _change(entries.add_application, fields)
            st.rerun()


def _fields(now: dict[str, Any]) -> dict[str, Any]:
    """The inputs of one entry, filled in with what there is."""
    states: list[str] = list(Submission.labels())
    return {
        "employer": st.text_input("Employer", now["employer"] or ""),
        "role": st.text_input("Role", now["role"] or ""),
        "applied_on": st.date_input("Sent on", value=now["applied_on"], format="DD/MM/YYYY"),
        "submission": st.selectbox(
            "State",
            states,
            index=states.index(str(now["submission"] or Submission.SENT.value)),
            format_func=lambda state: Submission.labels()[state],
        ),
        "location": st.text_input("Place", now["location"] or ""),
        "channel": st.text_input("Channel", now["channel"] or ""),
        "resume_version": st.text_input("Which of my résumés", now["resume_version"] or ""),
        "link": st.text_input("Link", now["link"] or ""),
        "notes": st.text_area("Notes", now["notes"] or ""),
    }


# --- changes ----------------------------------------------------------------------------------------------


def _rows(table: pd.DataFrame) -> list[Any]:
    """A table's rows by field name."""
    return list(table.itertuples())


def _change(move: Callable[..., Any], *what: Any) -> None:
    """One write; what a person has to correct is kept to be shown above the list."""
    try:
        with session.writing() as writer:
            move(writer, *what)
    except SteppingStoneError as error:
        st.session_state["application_problem"] = error


def _take_out(application_id: int) -> None:
    _change(entries.remove_application, application_id)
    st.query_params.pop("id", None)
    st.session_state["taken_out"] = application_id


def _bring_back(application_id: int) -> None:
    _change(entries.bring_back_application, application_id)
    st.session_state.pop("taken_out", None)
