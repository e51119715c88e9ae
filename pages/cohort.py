"""How our students are doing: published numbers alone, in which no student could be recognised."""

from __future__ import annotations

import streamlit as st

from analytics.reports.cohort import cohort_briefing
from analytics.wording.cohort import nothing_yet
from pages.frame import head, session
from pages.parts import cohort_numbers

viewer = session.viewer()
publication, following = session.publication()

head.draw("cohort")
if publication is None:
    cohort_numbers.nothing(nothing_yet(following))
    cohort_numbers.in_between(None, following)
    st.stop()
assert following is not None

by = cohort_numbers.chosen_table(publication)
briefing = cohort_briefing(publication, following, by)
cohort_numbers.in_short(briefing)
cohort_numbers.pictures(briefing, publication)
cohort_numbers.take_along(briefing)
cohort_numbers.in_between(publication.day, following)
cohort_numbers.for_analysts(briefing, publication)
cohort_numbers.how_it_is_made(publication)
