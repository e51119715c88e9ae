"""The report of a cohort, to download: made when it is asked for, of the newest release."""

from __future__ import annotations

import streamlit as st

from analytics.reports.cohort import cohort_report
from analytics.reports.cohort.html import as_html
from analytics.reports.cohort.xlsx import as_xlsx
from analytics.store import Role
from analytics.taxonomy import Dimension
from pages.frame import session

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draw() -> None:
    with st.expander("Download a report"):
        offered = [it.value for it in Dimension.of_each("application", Role.STAFF)]
        by = st.selectbox("Report by", offered, format_func=lambda it: Dimension(it).label, key="report-by")
        if not st.button("Make the report"):
            return
        report = cohort_report(session.cohort_reader(), by)
        left, right = st.columns(2)
        left.download_button("HTML", as_html(report), "cohort-report.html", "text/html", on_click="ignore")
        right.download_button("Excel", as_xlsx(report), "cohort-report.xlsx", XLSX, on_click="ignore")
