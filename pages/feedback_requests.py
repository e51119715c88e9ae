"""Whom to ask for feedback, when and how, and what came of asking."""

from __future__ import annotations

import streamlit as st

from analytics.feedback_requests.queue import asks, in_words
from pages.frame import day_off, head, session, show
from pages.parts import asking

viewer = session.viewer()
as_of = session.as_of()

if not session.may_write():
    head.draw("feedback_requests")
    asking.what_works(as_of)
    st.stop()

head.draw("feedback_requests")
day_off.respects()
queue = asks(session.load("request_queue"), session.load("request_contacts"), session.today())
if not queue:
    show.empty(
        "Here will be whom to ask for feedback after a no, when, and with which words.",
        "It needs a rejection in your log.",
        page="pages/import_log.py",
        label="Bring my log",
    )
    st.stop()

show.sentence(in_words(queue))
owner = session.load("applicant")["name"].dropna()
name = None if owner.empty else str(owner.iloc[0])
to_ask, replies, results = st.tabs(["Ask", "Replies that do not help", "What works"])

with to_ask:
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

with replies:
    unhelpful = session.load("request_replies").query("kind in ('generic', 'unconstructive', 'unclear')")
    if unhelpful.empty:
        show.note("No reply was vague or hurtful so far.")
    asking.unhelpful(unhelpful, name)

with results:
    asking.what_works(as_of)
