"""Whom to ask for feedback, when and how, and what came of asking."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analytics.asking.queue import asks, headline
from analytics.charts.feedback_requests import reply_rates_chart, reply_times_chart
from analytics.statistics.feedback_requests import feedback_requests, reading, results_table
from pages.frame import asking, session, show

viewer = session.viewer()
as_of = session.as_of()
st.title("Whom do I ask for feedback, and how?", anchor=False)

queue = asks(session.load("request_queue"), session.load("request_contacts"), session.today())
if not queue:
    show.empty(
        "Here will be whom to ask for feedback after a no, when, and with which words.",
        "It needs a rejection in your log.",
        page="pages/import_log.py",
        label="Import my log",
    )
    st.stop()

show.sentence(headline(queue))
BY = {
    "All together": None,
    "Whom I asked": "contact",
    "The way": "channel",
    "Days after the no": "days_waited",
    "How far it had come": "stage",
    "Kind of message": "template",
}
ask_tab, replies_tab, results_tab = st.tabs(["Ask", "Replies that do not help", "What works"])

with ask_tab:
    if session.may_write():
        owner = session.load("applicant")["name"].dropna()
        name = None if owner.empty else str(owner.iloc[0])
        ask = asking.choose(queue)
        if ask is not None:
            asking.case(ask)
            if ask.asked:
                asking.answered(ask)
            else:
                asking.signature(name)
                template, written = asking.message(ask, name)
                asking.record(ask, template, written)
                asking.own_days(ask)
                asking.people(ask)
        asking.ways()
        asking.calendar(queue)
    else:
        show.note("Messages are for one applicant; here you look at many.")

with replies_tab:
    unhelpful = session.load("request_replies").query("kind in ('generic', 'unconstructive', 'unclear')")
    if unhelpful.empty:
        show.note("No reply was vague or hurtful so far.")
    elif session.may_write():
        asking.unhelpful(unhelpful, name)

with results_tab:
    by = st.selectbox("Compare by", list(BY))
    results = session.answer(feedback_requests, "feedback_requests", by=BY[by], as_of=as_of)
    if not results:
        show.note("Nothing was asked yet. Once you log a request, its reply is counted here.")
    else:
        st.write(show.plain(reading(results)))
        table = pd.DataFrame(results_table(results))
        if any(result.reply_rate.enough for result in results):
            chart = reply_rates_chart(results) if BY[by] else reply_times_chart(results[0])
            show.figure(chart, table, "feedback-requests", alt=reading(results))
        else:
            show.numbers(table, "feedback-requests")
