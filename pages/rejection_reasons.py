"""Why was I turned down, as far as anybody said so?"""

from __future__ import annotations

import streamlit as st

from analytics.charts.rejection_reasons import rejection_reasons_chart
from analytics.statistics.rejection_reasons import overall
from analytics.wording.rejection_reasons import by_reason, in_words
from pages.frame import day_off, head, session, show
from pages.parts import feedback_reading, mails, reason_details

viewer = session.viewer()
as_of = session.as_of()
head.draw("rejection_reasons")
day_off.respects()
feedback_reading.keep_up()

if head.view("Reasons", "Mails") == "Mails":
    mails.draw()
    st.stop()

speaker = reason_details.speaker()
result = session.answer(overall, "rejection_reasons", speaker=speaker, as_of=as_of)
if not result.rejections:
    show.empty(
        "Here you will see which reasons employers gave, and how many gave none.",
        "It needs a rejection in your log, or a rejection e-mail to paste.",
        page="pages/overview.py",
        label="Paste a mail",
    )
    st.stop()

show.sentence(in_words(result))
if result.enough:
    show.figure(
        rejection_reasons_chart(result),
        by_reason(result),
        "rejection-reasons",
        alt="Bars: how many rejections with a reason named each one; the numbers are in the table below.",
    )
reason_details.what_it_rests_on(result)

if result.stated:
    st.subheader("What can I do about it?", anchor=False)
    reason_details.what_to_do(result, speaker, as_of)

st.subheader("What do several employers say?", anchor=False)
reason_details.patterns()

if result.enough:
    st.subheader("Does it depend on something?", anchor=False)
    reason_details.by_group(speaker, as_of)
