"""What happened to my applications, and the one thing to do next."""

from __future__ import annotations

import streamlit as st

from analytics.charts.application_paths import application_paths_chart
from analytics.statistics.application_paths import application_paths
from analytics.statistics.next_step import next_step
from analytics.wording.application_paths import in_words, table
from analytics.wording.next_step import advice
from pages.frame import day_off, head, session, show, welcome
from pages.frame.navigation import FORMER, PLACES
from pages.parts import goal_details

viewer = session.viewer()
head.draw("overview")
paths = application_paths(day_off.without_rejections(session.load("application_paths")))

if paths.n == 0 and session.load("submissions").empty:
    welcome.draw()
    st.stop()

show.sentence(in_words(paths))
day_off.note()
if paths.unrecorded:
    show.note(
        f"For {paths.unrecorded} of {paths.n} applications the log has no place for an answer. Nothing follows from"
        " their silence."
    )

step = advice(next_step(day_off.without_rejections(session.load("next_step", today=session.today()))))
with st.container(border=True):
    st.markdown(f"**The one thing to do next: {show.plain(step.title)}**")
    st.write(show.plain(step.why))
    page, what = FORMER.get(step.page, (step.page, {}))
    st.page_link(PLACES[page].file, label="Go there", icon=":material/arrow_forward:", query_params=what)
goal_details.due_this_week()

show.figure(
    application_paths_chart(paths),
    table(paths),
    "what-happened",
    alt="Flows from sent applications to where they stand; the numbers are in the table below.",
)
kept_apart = session.load("submissions").query("submission != 'sent'")
if not kept_apart.empty:
    show.note(
        "Kept apart, as nothing was sent or no vacancy was answered: "
        + ", ".join(f"{row.n} {row.submission}" for row in kept_apart.itertuples())
        + "."
    )
