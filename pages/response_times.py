"""How long do employers take, and how many never answer?"""

from __future__ import annotations

import streamlit as st

from analytics.charts.response_times import response_times_chart
from analytics.statistics.response_times import response_times
from analytics.wording.response_times import by_day, counted, foot, in_words, key_numbers, point
from pages.frame import day_off, head, session, show
from pages.parts import log_question, response_details, silences

viewer = session.viewer()
head.draw("response_times", head.counted_to())
day_off.respects()

as_of = session.as_of()
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
now = silences.counts(session.today()) if as_of is None and session.may_write() else None
today, past = (now.of.get("silent", 0), silences.past(now, session.today())) if now else (None, "")
show.key_numbers([show.Key(*key) for key in key_numbers(curve, today=today, past=past)])
if curve.enough and not curve.timed:
    show.numbers(by_day(curve), "response-times")
elif curve.enough:
    show.picture(
        response_times_chart(curve),
        by_day(curve),
        "response-times",
        title=point(curve),
        counted=counted(curve),
        foot=foot(curve, head.until()),
    )
silences.what_to_do(as_of)
response_details.who_answers_sooner(as_of)
response_details.by_name(as_of)
show.folded("After an interview", response_details.after_interviews, as_of)
show.folded("How far applications come", response_details.how_far, as_of)
show.folded("What a silence still holds", silences.prospects, as_of)
show.folded("What others have found", response_details.published, as_of)
with st.expander("How this is counted", type="compact"):
    response_details.what_it_rests_on(curve, as_of)
    response_details.left_out(as_of)
    session.count_up_to()
