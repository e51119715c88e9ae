"""Where does each application stand? A list, cut where it is counted; each opens its timeline."""

from __future__ import annotations

import streamlit as st

from analytics.wording.applications import Counts
from pages.frame import day_off, head, session, show
from pages.parts import application_entry, application_list, application_timeline, log_question

viewer = session.viewer()
head.draw("applications", head.today())
application_entry.message()
chosen = application_list.chosen()
if chosen is not None:
    application_timeline.draw(chosen)
    st.stop()

counts = Counts.of_rows(day_off.without_rejections(application_list.counted()))
if not counts.all:
    show.empty(
        "Here you will see every application: where it stands, and what is next.",
        "Bring the log you keep, or add one by hand.",
        page="pages/import_log.py",
        label="Bring my log",
    )
    application_entry.buttons()
    st.stop()

log_question.draw(log_question.clock(session.today()))
show.sentence(counts.in_words())
day_off.note()
looked_for = application_list.counted(application_list.looked_for())
found = Counts.of_rows(day_off.without_rejections(looked_for))
application_list.controls(found)
application_list.rows(found)
if session.may_write():
    application_entry.undated()
