"""Where do I stand: strengths, weaknesses, opportunities and threats, from the evidence and from my own hand?"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analytics.charts.self_assessment import theme_views_chart
from analytics.reports.debrief.evidence import assessment
from analytics.statistics.self_assessment import theme_views
from pages.frame import day_off, session, show
from pages.parts import assessment_forms

viewer = session.viewer()
st.title("Where do I stand?", anchor=False)
if not session.may_write():
    show.empty("A self-assessment belongs to one person.", "Choose one student in the sidebar to see theirs.")
    st.stop()
day_off.respects()

found = assessment(session.reader())
show.sentence(assessment_forms.in_words(found))
left, right = st.columns(2)
with left:
    assessment_forms.quadrant(found, "strength")
    assessment_forms.quadrant(found, "opportunity")
with right:
    assessment_forms.quadrant(found, "weakness")
    assessment_forms.quadrant(found, "threat")
assessment_forms.own_line()
assessment_forms.struck(found)
lines = pd.DataFrame(
    [(line.quadrant, line.words, line.evidence) for line in found.lines if not line.hidden],
    columns=["Part", "Line", "Where it comes from"],
)
if not lines.empty:
    with st.expander("As a table to take along"):
        show.numbers(lines, "self-assessment")

st.header("How I see myself, and how others do", anchor=False)
views = theme_views(session.load("ratings"), session.load("self_assessment"))
rated, viewed = st.columns(2)
with rated, st.expander("Rate myself", icon=":material/tune:"):
    assessment_forms.own_ratings(views)
with viewed, st.expander("Note what somebody said", icon=":material/record_voice_over:"):
    assessment_forms.view_of_another()
if any(view.own or view.others or view.praised or view.missed for view in views):
    show.figure(
        theme_views_chart(views),
        pd.DataFrame(
            [(it.theme.label, it.own, it.others, it.n_others, it.praised, it.missed) for it in views],
            columns=["Theme", "Me", "Others (mean)", "Others (n)", "Praised by employers", "Found missing"],
        ),
        "themes",
        alt="Own and others' scores for each theme, beside how many texts of employers praised or missed it.",
    )
else:
    show.empty(
        "Here you will see your own scores beside those of others and what employers said.",
        "Rate yourself on the themes, or note what a mentor or friend said.",
    )
assessment_forms.noted_views()
