"""Where groups of students differ, one question at a time: published numbers alone."""

from __future__ import annotations

import streamlit as st

from analytics.reports.cohort import cohort_briefing
from analytics.wording.cohort import nothing_yet
from pages.frame import head, session
from pages.parts import cohort_numbers

viewer = session.viewer()
publication, following = session.publication()

head.draw("cohort_compare")
if publication is None:
    cohort_numbers.nothing(nothing_yet(following))
    st.stop()
assert following is not None

question = st.container()
briefing = cohort_briefing(publication, following, cohort_numbers.chosen_table(publication))
with question:
    name = cohort_numbers.chosen_question(briefing)
cohort_numbers.compare(name, briefing, publication)
