"""How are my goals doing, what could I work on next, and did it help?"""

from __future__ import annotations

import streamlit as st

from analytics.statistics.goal_progress import all_progress, goals_of
from analytics.taxonomy import Standing
from analytics.wording.goal_progress import in_order, in_words
from pages.frame import head, session, show
from pages.parts import goal_details, goal_effect, goal_setting

viewer = session.viewer()
today = session.as_of() or session.today()
head.draw("goal_progress")

goal_setting.arrive()
goals = goals_of(session.load("goals"), session.load("goal_history"))
MINE, NEW, HELPED = "My goals", "Set a goal", "Did it help?"
views = [MINE, NEW, HELPED] if session.may_write() else [MINE, HELPED]
view = st.segmented_control("What to look at", views, key="goals_view", label_visibility="collapsed", required=True)

progresses = in_order(session.answer(all_progress, "goal_progress", tuple(goals), today))

if view == NEW:
    goal_setting.draw(today)
elif view == HELPED:
    goal_effect.draw(progresses)
elif not goals:
    show.empty(
        "Here you will see how far each goal is, and whether its date is within reach.",
        "Set one from what the feedback named, or from a ready plan; it takes a minute.",
    )
    if session.may_write():
        st.button("Set a goal", type="primary", on_click=goal_setting.open_form)
else:
    show.sentence(in_words(progresses))
    if session.may_write():
        goal_details.due_soon(today)
        goal_details.cards([progress for progress in progresses if progress.standing is not Standing.RETIRED])
    else:
        goal_details.listed(progresses)
    goal_details.one_goal(progresses, today)
