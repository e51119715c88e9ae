"""What can I show, and what do I work on? Strengths, self-assessment and debrief; and what of mine is kept here."""

from __future__ import annotations

import streamlit as st

from pages.frame import day_off, head, session, show, sign_in
from pages.parts import consent, debriefing, my_data, self_assessment, strengths, takeaways

viewer = session.viewer()
head.draw("about_me")
if not session.may_write():
    show.empty("This page belongs to one person.", "Choose one student to see theirs.")
    st.stop()

STRENGTHS, ASSESSMENT, TEN = "Strengths", "Self-assessment", "Takeaways"
DEBRIEF, DATA, COHORTS = "Debrief", "My data", "Cohorts"
view = head.view(STRENGTHS, ASSESSMENT, TEN, DEBRIEF, DATA, *([COHORTS] if sign_in.is_set_up() else []))
if view in (ASSESSMENT, DEBRIEF):
    day_off.respects()

VIEWS = {
    STRENGTHS: strengths.draw,
    ASSESSMENT: self_assessment.draw,
    TEN: takeaways.draw,
    DEBRIEF: debriefing.draw,
    DATA: my_data.draw,
    COHORTS: consent.draw,
}
VIEWS[view]()
