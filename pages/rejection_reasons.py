"""Why was I turned down, as far as anybody said so?"""

from __future__ import annotations

import streamlit as st

from analytics.charts.rejection_reasons import rejection_reasons_chart
from analytics.statistics.rejection_reasons import overall
from analytics.wording.rejection_reasons import by_reason, foot, in_words, most_in_words
from pages.frame import day_off, head, session, show
from pages.parts import feedback_reading, mails, reason_details

viewer = session.viewer()
head.draw("rejection_reasons", head.counted_to())
day_off.respects()
feedback_reading.keep_up()

first = st.container()
switches = st.container(horizontal=True, vertical_alignment="bottom", gap="medium")
with switches:
    view = head.view("Reasons", "Mails")
if view == "Mails":
    mails.draw(first)
    st.stop()

as_of = session.as_of()
with switches:
    speaker = reason_details.speaker()
result = session.answer(overall, "rejection_reasons", speaker=speaker, as_of=as_of)
if not result.rejections + result.not_read:
    show.empty(
        "Here you will see which reasons employers gave, and how many gave none.",
        "It needs a rejection in your log, or a mail to paste.",
        page="pages/overview.py",
        label="Paste a mail",
    )
    st.stop()

with first:
    show.sentence(in_words(result))
beside = bool(result.unstated) and result.stated > 1
left, right = st.columns([5, 3], gap="medium") if beside else (st.container(), st.container())
if result.stated > 1:
    with left:
        show.picture(
            rejection_reasons_chart(result),
            by_reason(result),
            "rejection-reasons",
            title=most_in_words(result),
            counted="One rejection can name several reasons",
            foot=foot(result, head.until()),
        )
if result.unstated:
    with right:
        reason_details.without_reason(result)
if result.stated:
    reason_details.what_to_do(result, speaker, as_of)
    reason_details.by_group(speaker, as_of)
reason_details.patterns()
with st.expander("How this is counted", type="compact"):
    reason_details.what_it_rests_on()
    session.count_up_to()
