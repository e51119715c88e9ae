"""What staff do with a cohort beside looking: download its report, import an export, say how many are enrolled."""

from __future__ import annotations

import streamlit as st

from analytics.cohort_report import cohort_report
from analytics.cohort_report.html import as_html
from analytics.cohort_report.xlsx import as_xlsx
from analytics.errors import InvalidEntry, SteppingStoneError
from analytics.ingest.cohort import import_cohort, import_enrolments
from analytics.ingest.importing import uploaded
from analytics.ingest.reading import Answers
from analytics.statistics.cohort import GROUPINGS
from analytics.store import Role, Viewer
from pages.frame import session, show, sign_in


def reporting() -> None:
    """The report of the newest release, made when it is asked for."""
    with st.expander("Download a report"):
        by = str(st.selectbox("Report by", list(GROUPINGS), format_func=lambda name: GROUPINGS[name], key="report-by"))
        if not st.button("Make the report"):
            return
        report = cohort_report(session.cohort_reader(), by)
        left, right = st.columns(2)
        left.download_button("HTML", as_html(report), "cohort-report.html", "text/html", on_click="ignore")
        right.download_button(
            "Excel", as_xlsx(report), "cohort-report.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", on_click="ignore",
        )  # fmt: skip


def importing(viewer: Viewer) -> None:
    """A cohort's export under an agreement, and the numbers enrolled; for staff only."""
    if viewer.role is not Role.STAFF or session.looking_at_sample():
        return
    with st.expander("Import a cohort"):
        st.write(
            "An export with a column that names the student (“student id”), and programme, level and term where you "
            "have them. Only import what the students agreed to."
        )
        file = st.file_uploader("Export", type=["csv", "tsv", "xlsx", "xls", "ods"], key="cohort-file")
        agreement = st.text_input("Under which agreement", placeholder="Careers service form 2026", key="agreement")
        st.caption("An export under the same agreement takes the place of the one before. Who withdrew stays out.")
        if st.button("Import", disabled=file is None) and file is not None:
            _import(viewer, file.name, file.getvalue(), agreement)
        enrolled = st.file_uploader("Numbers enrolled: programme, level, term, students", type=["csv"], key="enrolled")
        if st.button("Store the numbers enrolled", disabled=enrolled is None) and enrolled is not None:
            try:
                groups = import_enrolments(session.store(), viewer, _text(enrolled.getvalue()))
                st.success(f"{groups} groups stored.")
            except SteppingStoneError as error:
                show.problem(error)


def _import(viewer: Viewer, name: str, content: bytes, agreement: str) -> None:
    by = sign_in.name()
    try:
        with uploaded(name, content) as source:
            receipts = import_cohort(session.store(), viewer, source, agreement, Answers(), session.now(), by)
    except SteppingStoneError as error:
        show.problem(error)
        return
    applications = sum(receipt.applications for receipt in receipts)
    aside = sum(receipt.set_aside for receipt in receipts)
    st.success(f"{applications} applications of the export stored; {aside} rows set aside.")


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidEntry("The file is not UTF-8 text.", "Save it as CSV in UTF-8.") from error
