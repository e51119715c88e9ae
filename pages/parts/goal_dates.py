"""What one's goals have coming up. For Goals, Today and the calendar file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import streamlit as st

from analytics.goals.reminders import Reminder, all_reminders
from analytics.statistics.goal_progress import GoalProgress, all_progress, goals_of
from analytics.wording.numbers import due_day
from pages.frame import session, show

SOON = timedelta(days=7)


def due(until: date) -> list[Reminder]:
    """What one's goals have coming up to a day."""
    return [one for one in known(until) if one.holds]


def known(until: date) -> list[Reminder]:
    """The same, with what no longer holds, which a calendar has to be told."""
    goals = goals_of(session.load("goals"), session.load("goal_history"))
    if not goals or not session.may_write():
        return []
    today = session.today()
    return of_progresses(session.answer(all_progress, "goal_progress", tuple(goals), today), until)


def of_progresses(progresses: Sequence[GoalProgress], until: date) -> list[Reminder]:
    """The dates of some goals up to a day."""
    milestones, reviews = session.load("goal_milestones"), session.load("goal_reviews")
    return all_reminders(progresses, session.load("goals"), milestones, reviews, session.today(), until)


def draw(soon: Sequence[Reminder]) -> None:
    """What is due within a week."""
    if soon:
        with show.to_do("Due this week"):
            st.write("\n".join(f"- {due_day(one.day)}: {show.plain(one.what)}" for one in soon))
