"""Whether goals helped: one's own cases before and after, or the matched comparison of a cohort; and paths."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from analytics.statistics.did_it_help import before_and_after, looks, reached_goals, reasons_counted
from analytics.statistics.goal_progress import GoalProgress
from analytics.statistics.stepping_stones import SteppingStones, stepping_stones
from analytics.taxonomy import Reason
from analytics.wording.did_it_help import WHO_IS_COUNTED, cases_in_words, controls_in_words, in_words, plain_in_words
from analytics.wording.numbers import day
from analytics.wording.stepping_stones import NO_CAUSE, heading, steps
from pages.frame import day_off, session, show
from pages.parts import turns


def draw(progresses: Sequence[GoalProgress], today: date) -> None:
    """One's own trial of turns and cases, or a comparison for a cohort."""
    day_off.respects()
    if session.may_write():
        turns.draw(today)
    reached = {progress.goal.goal_id: progress.reached_on for progress in progresses if progress.reached_on is not None}
    if not reached:
        show.empty(
            "Here you will see what came after a goal was reached.",
            "It needs a goal that was reached, and applications before and after it.",
        )
        return
    if session.may_write():
        _own_cases(progresses, reached)
    else:
        _comparison(reached)
    _paths(stepping_stones(session.load("stepping_stones"), reached))


def _own_cases(progresses: Sequence[GoalProgress], reached: dict[int, date]) -> None:
    for progress in progresses:
        goal = progress.goal
        if goal.goal_id not in reached:
            continue
        weeks = session.load("did_it_help", reason=goal.reason)
        own = reached_goals(session.load("goals"), {goal.goal_id: reached[goal.goal_id]})
        for case in before_and_after(weeks, own):
            with st.container(border=True):
                st.markdown(f"**{show.plain(goal.title)}** · reached on {day(reached[goal.goal_id])}")
                st.write(show.plain(cases_in_words(case)))
    show.note(
        "These are cases, not a measurement: after a bad spell things often get better by themselves. Only "
        "comparing many people can tell, and that needs a cohort."
    )


def _comparison(reached: dict[int, date]) -> None:
    answered = {"any reason": None} | {label: name for name, label in Reason.labels().items()}
    reason = answered[st.selectbox("Goals that answer", list(answered), key="reason", bind="query-params")]
    goals = session.load("goals")
    weeks = {name: session.load("did_it_help", reason=name) for name in reasons_counted(goals)}
    found = [look for look in looks(weeks, goals, reached) if look.reason == reason]
    if not found:
        show.note("Too few people to compare: it takes five who were active well before such a goal and after it.")
    for look in found:
        show.sentence(in_words(look))
        show.note(plain_in_words(look.comparison))
        if said := controls_in_words(look):
            show.note(said)
    show.note(WHO_IS_COUNTED)


def _paths(paths: list[SteppingStones]) -> None:
    st.subheader("Stepping stones", anchor=False)
    if not paths:
        show.note("When you apply again to an employer or for a kind of role after closing a gap, the path shows here.")
        return
    for path in paths:
        with st.container(border=True):
            st.markdown(f"**{show.plain(heading(path))}**")
            show.points(steps(path))
    show.note(NO_CAUSE)
