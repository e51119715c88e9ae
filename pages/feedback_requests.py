"""Whom to ask for feedback, when and how; the people one knows; and what came of asking."""

from __future__ import annotations

import streamlit as st

from pages.frame import day_off, head, session
from pages.parts import asking, asking_results, people, unhelpful_replies

viewer = session.viewer()
head.draw("feedback_requests", head.today() if session.may_write() else head.counted_to())
if not session.may_write():
    asking_results.draw()
    st.stop()

ASK, PEOPLE, UNHELPFUL, WORKS = "Ask", "People", "Unhelpful words", "What works"
view = head.view(ASK, PEOPLE, UNHELPFUL, WORKS)
if view != PEOPLE:
    day_off.respects()

VIEWS = {ASK: asking.draw, PEOPLE: people.draw, UNHELPFUL: unhelpful_replies.draw, WORKS: asking_results.draw}
VIEWS[view]()
