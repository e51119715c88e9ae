"""What happened in this time, on paper: a debrief for oneself or one's coach. A view of About me."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analytics.reports.debrief import BY_DEFAULT, PRIVATE, Period, Section, debrief, gather
from pages.frame import session, show
from pages.parts import diary, proving


def draw() -> None:
    """What goes in, and the file."""
    totals = session.load("debrief").iloc[0]
    if totals["applications"] == 0:
        show.empty(
            "Here you can make one file of what happened, to print or to take to your coach.",
            "It needs a log with applications.",
            page="pages/import_log.py",
            label="Bring my log",
        )
        return

    show.sentence("One file that opens anywhere, prints well and holds only what you choose.")
    start = totals["log_start"].date() if pd.notna(totals["log_start"]) else session.today()
    days = st.date_input(
        "From and to", (start, session.today()), max_value=session.today(), format="DD/MM/YYYY", width=320
    )
    title = st.text_input("Heading", "My debrief", width=320)
    st.markdown("**What goes in**")
    chosen = {
        section
        for section in Section
        if st.checkbox(section.label, value=section in BY_DEFAULT, help=section.description, key=f"section-{section}")
    }
    if chosen & set(PRIVATE):
        diary.open_form()
        show.note("What you put in from the journal can be read by whoever gets the file.")
    if len(days) == 2 and chosen:
        entries = diary.read().entries if chosen & set(PRIVATE) else ()
        made = debrief(gather(session.reader(), Period(*days), chosen, entries), title=title, made_on=session.today())
        st.download_button("Download the debrief", made, "debrief.html", "text/html", type="primary", on_click="ignore")
        show.note("To print it or keep it as PDF, open it in a browser and print.")
    else:
        show.note("Choose a first and a last day, and at least one part.")
    proving.draw()
