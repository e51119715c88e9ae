"""How are my goals doing, what could I work on next, and did it help?"""

from __future__ import annotations

import streamlit as st

from analytics.statistics.goal_progress import all_progress, goals_of
from analytics.wording.goal_progress import in_order, in_words, key_numbers
from pages.frame import head, session, show
from pages.parts import dates, goal_dates, goal_details, goal_effect, goal_setting
from pages.parts.goal_setting import HELPED, MINE, NEW

viewer = session.viewer()
today = session.as_of() or session.today()
head.draw("goal_progress", head.today())

goals = goals_of(session.load("goals"), session.load("goal_history"))
view = goal_setting.view(MINE, NEW, HELPED) if session.may_write() else goal_setting.view(MINE, HELPED)
progresses = in_order(session.answer(all_progress, "goal_progress", tuple(goals), today))

if view == NEW:
    goal_setting.draw(today)
elif view == HELPED:
    goal_effect.draw(progresses, today)
elif not goals:
    show.empty(
        "Here you will see how far each goal is, and whether its date is within reach.",
        "Set one from what the feedback named, or from a ready plan; it takes a minute.",
    )
    if session.may_write():
        st.button("Set a goal", type="primary", on_click=goal_setting.open_form)
elif not session.may_write():
    show.sentence(in_words(progresses))
    goal_details.listed(progresses)
    goal_details.one_goal(progresses, today)
else:
    soon = goal_dates.due(today + goal_dates.SOON)
    show.sentence(in_words(progresses))
    show.key_numbers([show.Key(*key) for key in key_numbers(progresses, len(soon))])
    goal_details.one_goal(progresses, today)
    goal_dates.draw(soon)
    if len(progresses) > 1:
        st.subheader("All my goals", anchor=False)
        goal_details.cards(progresses)
    dates.calendar_button()
