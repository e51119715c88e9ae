"""What came of asking: how many replied and how fast, compared by what could make a difference."""

from __future__ import annotations

import streamlit as st

from analytics.charts.feedback_requests import reply_rates_chart, reply_times_chart
from analytics.statistics.feedback_requests import feedback_requests
from analytics.taxonomy import Dimension
from analytics.wording.feedback_requests import foot, in_words, key_numbers, point, table
from pages.frame import head, session, show


def draw() -> None:
    """The sentence, the numbers, the picture; a grouping in the address (`?by=`)."""
    as_of = session.as_of()
    together = session.answer(feedback_requests, "feedback_requests", as_of=as_of)
    if not together:
        show.empty(
            "Here you will see how many of those you asked replied, and how fast.",
            "Nothing was asked yet. Once a request is logged, its reply is counted here.",
        )
        return
    show.sentence(in_words(together))
    show.key_numbers([show.Key(*key) for key in key_numbers(together[0])])
    offered = {"All together": None} | {
        it.label: it.value for it in Dimension.of_each("request", session.viewer().role)
    }
    by = offered[st.selectbox("Compare by", list(offered), key="by", bind="query-params", width=320)]
    results = session.answer(feedback_requests, "feedback_requests", by=by, as_of=as_of) if by else together
    if any(result.reply_rate.enough for result in results):
        show.picture(
            reply_rates_chart(results) if by else reply_times_chart(results[0]),
            table(results),
            "feedback-requests",
            title=point(results),
            counted="Requests that were sent, by the days until a reply"
            if not by
            else "Replies among requests whose wait is over",
            foot=foot(results, head.until()),
        )
    else:
        show.numbers(table(results), "feedback-requests")
