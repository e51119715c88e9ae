"""Where do I stand: strengths, weaknesses, opportunities and threats, from the evidence and from my own hand?"""

from __future__ import annotations

import streamlit as st

from analytics.charts.self_assessment import theme_views_chart
from analytics.statistics.self_assessment import theme_views
from analytics.wording.self_assessment import assessment_lines, in_words, lines_table, themes_table
from pages.frame import session, show
from pages.parts import assessment_forms


def draw() -> None:
    """The four parts, and how I see myself beside how others do."""
    found = assessment_lines(session.load)
    show.sentence(in_words(found))
    left, right = st.columns(2)
    with left:
        assessment_forms.quadrant(found, "strength")
        assessment_forms.quadrant(found, "opportunity")
    with right:
        assessment_forms.quadrant(found, "weakness")
        assessment_forms.quadrant(found, "threat")
    assessment_forms.own_line()
    assessment_forms.struck(found)
    lines = lines_table(found)
    if not lines.empty:
        with st.expander("As a table to take along"):
            show.numbers(lines, "self-assessment")

    st.subheader("How I see myself, and how others do", anchor=False)
    views = theme_views(session.load("ratings"), session.load("self_assessment"))
    rated, viewed = st.columns(2)
    with rated, st.expander("Rate myself", icon=":material/tune:"):
        assessment_forms.own_ratings(views)
    with viewed, st.expander("Note what somebody said", icon=":material/record_voice_over:"):
        assessment_forms.view_of_another()
    if any(view.own or view.others or view.praised or view.missed for view in views):
        show.figure(
            theme_views_chart(views),
            themes_table(views),
            "themes",
            alt="Own and others' scores for each theme, beside how many texts of employers praised or missed it.",
        )
    else:
        show.empty(
            "Here you will see your own scores beside those of others and what employers said.",
            "Rate yourself on the themes, or note what a mentor or friend said.",
        )
    assessment_forms.noted_views()
