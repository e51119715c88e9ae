"""Which applications are there, what happened to each, and what should be corrected?"""

from __future__ import annotations

import streamlit as st

from pages.frame import day_off, head, session, show
from pages.parts import application_entry

viewer = session.viewer()
head.draw("applications")

applications = day_off.without_rejections(session.load("applications"))
day_off.note()
may_write = session.may_write()
if may_write:
    application_entry.message()
    with st.popover("Add one by hand", icon=":material/add:"):
        application_entry.new()

if applications.empty:
    show.empty(
        "Here you will see every application, with its history.",
        "Import the log you keep, or add one by hand.",
        page="pages/import_log.py",
        label="Bring my log",
    )
else:
    found = application_entry.search(applications)
    show.sentence(application_entry.in_words(applications, found))
    chosen = application_entry.table(found)
    if chosen is not None:
        application_entry.details(chosen, may_write)
