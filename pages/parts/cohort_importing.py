"""The steps of importing a cohort on its page: its export, the agreement, taking it back; how many are enrolled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from analytics.errors import InvalidEntry, SteppingStoneError
from analytics.ingest import cohort
from analytics.ingest.cohort import CohortReceipt
from analytics.ingest.enrolments import COLUMNS, enter_enrolments, import_enrolments
from analytics.ingest.importing import uploaded
from analytics.ingest.reading import Answers
from analytics.publication.calendar import named
from analytics.wording.cohort import enrolment_said, enrolment_wanted
from analytics.wording.numbers import count, moment
from pages.frame import session, show, sign_in
from pages.parts import import_review, importing

FORMS = ["csv", "tsv", "txt", "xlsx", "xls", "ods", "zip"]


def chosen_file() -> importing.File | None:
    """The export that was uploaded."""
    upload = st.file_uploader("The export", type=FORMS, key=f"cohort-file-{st.session_state.get('import_round', 0)}")
    return importing.File.of(upload.name, upload.getvalue()) if upload else None


def reviewed(file: importing.File, answers: Answers) -> list[CohortReceipt]:
    """The export as understood."""
    return importing.read_once(file, answers, cohort.review_cohort)


def agreement() -> str:
    """The agreement under which it comes in, empty until it has a name."""
    named = st.text_input("Under which agreement?", placeholder="Careers service form 2026", key="agreement")
    show.note("An export under the same agreement takes the place of the one before. Whoever withdrew stays out.")
    return named.strip()


def what_comes_in(reviewed: list[CohortReceipt]) -> str:
    """The words on the button that stores it."""
    applications = sum(receipt.reading.applications + receipt.reading.planned for receipt in reviewed)
    return f"Import {count(applications, 'application')} of {_students(reviewed)}"


def store(file: importing.File, answers: Answers, agreement: str) -> None:
    """Imports the export and starts the page anew with the receipt."""
    with st.spinner(f"Importing {file.name} …"), uploaded(file.name, file.content) as source:
        done = cohort.import_cohort(
            session.store(), session.viewer(), source, agreement, answers, session.now(), sign_in.name()
        )
    st.session_state["cohort_receipts"] = done
    importing.start_anew()


def receipts() -> None:
    """What the last import brought, with what was left out of it and the way on."""
    for place, receipt in enumerate(st.session_state.get("cohort_receipts", [])):
        reading = receipt.reading
        with st.container(border=True):
            st.markdown(f"**{show.plain(reading.name)} is in.**")
            st.write(f"{count(reading.applications + reading.planned, 'application')} of {_students([receipt])}.")
            import_review.left_out(reading, f"stored-{place}")
            st.page_link("pages/cohort.py", label="See how they are doing", icon=":material/arrow_forward:")


def earlier() -> None:
    """Exports that can still be taken back."""
    exports = session.load("exports")
    if exports.empty:
        return
    with st.expander(f"Earlier exports ({len(exports)})"):
        show.note("Taking one back brings back the one whose place it took.")
        rows: Any = exports.itertuples()
        for row in rows:
            left, right = st.columns([7, 2], vertical_alignment="center")
            left.write(
                show.plain(f"{row.file_name}, {count(row.rows, 'row')}, {row.agreement}, {moment(row.imported_at)}")
            )
            if right.button("Undo", key=f"undo-{row.import_id}"):
                _undo(int(row.import_id))


def enrolled() -> None:
    """How many students are enrolled, of whom those who keep a log are a share: entered here or uploaded."""
    asked, said = session.asked_for_enrolment(), session.load("enrolments")
    with st.expander("How many students are enrolled", expanded=asked is not None):
        if asked is not None:
            st.write(show.plain(enrolment_wanted(named(asked.due.year), asked.due.day, asked.said_on)))
        show.note(enrolment_said(said))
        entered = st.data_editor(
            said[list(COLUMNS)].astype({"students": "Int64"}).reset_index(drop=True),
            num_rows="dynamic",
            hide_index=True,
            key="enrolled-entered",
            column_config={"students": st.column_config.NumberColumn("Students", min_value=0, step=1)}
            | {name: st.column_config.TextColumn(name.capitalize()) for name in COLUMNS if name != "students"},
        )
        if st.button("Store what stands here", disabled=entered.empty):
            _say_enrolled(enter_enrolments, [_as_text(row) for row in entered.to_dict("records")])
        file = st.file_uploader(
            "Or a CSV file with the columns programme, level, term and students", type=["csv"], key="enrolled"
        )
        if st.button("Store the numbers of the file", disabled=file is None) and file is not None:
            _say_enrolled(import_enrolments, file.getvalue())


def _say_enrolled(how: Callable[..., int], what: Any) -> None:
    """Stores the numbers, under who says so, and starts the page anew with them."""
    try:
        given = _text(what) if isinstance(what, bytes) else what
        groups = how(session.store(), session.viewer(), given, now=session.now(), recorded_by=sign_in.name())
    except SteppingStoneError as error:
        show.problem(error)
    else:
        st.toast(f"{count(groups, 'group')} stored.")
        st.rerun()


def _as_text(row: dict[Any, Any]) -> dict[str, str]:
    return {name: "" if pd.isna(row[name]) else str(row[name]).strip() for name in COLUMNS}


def _undo(import_id: int) -> None:
    gone = cohort.undo_cohort(session.store(), session.viewer(), import_id, session.now())
    st.session_state.pop("cohort_receipts", None)
    st.toast(f"Taken back: {count(gone, 'application')}.")
    importing.start_anew()


def _students(receipts: list[CohortReceipt]) -> str:
    students = max(receipt.students for receipt in receipts)
    return count(students, "student")


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidEntry("The file is not UTF-8 text.", "Save it as CSV in UTF-8.") from error
