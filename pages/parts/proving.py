"""What was sent in a period, for an agency that asks: a page to print and a table. On About me, beside the debrief."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from analytics.formula_guard import inert_table
from analytics.reports.proof import proof
from analytics.wording import proof as wording
from pages.frame import session, show
from pages.parts import messages

A_MONTH = timedelta(days=30)


def draw() -> None:
    """The period, how many that are, and the two files."""
    with st.container(border=True):
        st.subheader("Proof for an agency", anchor=False)
        today = session.today()
        days = st.date_input(
            "Sent between", (today - A_MONTH, today), max_value=today, format="DD/MM/YYYY", key="proof-days", width=320
        )
        if len(days) != 2:
            show.note("Choose a first and a last day.")
            return
        first, last = days
        sent = session.load("applications_sent", first=first, last=last)
        st.write(show.plain(wording.in_words(sent, first, last)))
        if sent.empty:
            return
        made = proof(sent, first, last, name=messages.my_name(), made_on=today)
        table = inert_table(wording.table(sent)).to_csv(index=False).encode("utf-8-sig")
        with st.container(horizontal=True):
            st.download_button("To print (HTML)", made, "applications.html", "text/html", on_click="ignore")
            st.download_button("Table (CSV)", table, "applications.csv", "text/csv", on_click="ignore", key="proof-csv")
