"""How long do employers take, and how many never answer?"""

from __future__ import annotations

import streamlit as st

from analytics.charts.response_times import group_differences_chart, response_times_chart
from analytics.statistics.group_differences import group_differences
from analytics.statistics.response_times import response_times
from analytics.wording.response_times import by_day, by_group, differences_in_words, in_words
from pages.frame import day_off, head, session, show
from pages.parts import log_question, response_details

viewer = session.viewer()
as_of = session.as_of()
head.draw("response_times")
day_off.respects()

together = session.answer(response_times, "response_times", as_of=as_of)
if not together:
    show.empty(
        "Here you will see how long employers take to answer, and how many never do.",
        "It needs applications with the day they were sent and what came of them.",
        page="pages/import_log.py",
        label="Bring my log",
    )
    response_details.left_out(as_of)
    st.stop()

log_question.draw(log_question.clock(as_of or session.today()))
curve = together[0]
show.sentence(in_words(curve))
if curve.enough and not curve.timed:
    show.numbers(by_day(curve), "response-times")
elif curve.enough:
    response_details.key_numbers(curve, as_of)
    show.figure(
        response_times_chart(curve),
        by_day(curve),
        "response-times",
        alt="Stacked shares of applications invited, turned down, withdrawn and silent by day; see the table.",
    )
response_details.what_it_rests_on(curve)
response_details.left_out(as_of)

st.subheader("Who answers sooner?", anchor=False)
by = response_details.grouping()
groups = session.answer(response_times, "response_times", by=by, as_of=as_of)
differences = session.answer(group_differences, "response_times", by=by, as_of=as_of)
if differences is None:
    show.note(response_details.why_not_compared(groups))
else:
    st.write(differences_in_words(differences))
    show.figure(group_differences_chart(differences), by_group(groups, differences), "response-times-by-group")
    response_details.how_compared(differences)

st.subheader("And after an interview?", anchor=False)
response_details.after_interviews(as_of)

st.subheader("How far do applications come?", anchor=False)
response_details.how_far(by, as_of)

st.subheader("What others have found", anchor=False)
response_details.published(as_of)
