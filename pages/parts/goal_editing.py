"""What its owner does with a goal: adds, ticks, changes, looks back. Each form writes what it says and nothing else."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from analytics.statistics.goal_progress import BY_HAND, Goal, GoalProgress
from analytics.store.goals import (
    add_entry,
    add_milestone,
    add_review,
    adjust,
    reach_milestone,
    remove_entry,
    remove_goal,
    remove_milestone,
)
from analytics.taxonomy import GoalStatus, Standing
from analytics.wording.goal_progress import amount
from analytics.wording.numbers import day
from analytics.wording.records import records
from pages.frame import session, show

DAY_FIRST = "DD/MM/YYYY"


def of_goal(rows: pd.DataFrame, goal: Goal) -> pd.DataFrame:
    """The rows of one goal."""
    return rows[rows["goal_id"] == goal.goal_id]


# --- entries -----------------------------------------------------------------------------------------------------


def add(progress: GoalProgress, today: date) -> None:
    """What was done on a day, and the way to take it back; nothing where the log is counted."""
    goal = progress.goal
    if goal.metric not in BY_HAND:
        st.write("This is counted from your log. Import it again, or add what is missing there.")
        return
    with st.form(f"add-{goal.goal_id}", clear_on_submit=True):
        left, right = st.columns(2)
        when = left.date_input("When", today, format=DAY_FIRST)
        label = "Where I stand, in %" if goal.is_share else "How much (less than 0 takes back)"
        much = right.number_input(label, value=progress.reached if goal.is_share else 1.0, step=1.0)
        note = st.text_input("Note")
        if st.form_submit_button("Add", type="primary"):
            with session.writing() as writer:
                add_entry(writer, goal.goal_id, when, much, note=note or None)
            st.rerun()
    entries = records(of_goal(session.load("goal_entries"), goal))
    if entries:
        _entries(goal, entries)


def _entries(goal: Goal, entries: list[dict[str, object]]) -> None:
    """What was added, the newest at hand, each to be taken away."""
    with st.expander("What I added"):
        for entry in entries:
            text, button = st.columns([4, 1], vertical_alignment="center")
            done = f"{amount(goal, float(str(entry['amount'])))} on {day(entry['happened_on'])}"  # type: ignore[arg-type]
            text.markdown(show.plain(" · ".join(filter(None, (done, str(entry["note"] or ""))))))
            button.button(
                "Take away", key=f"entry-out-{entry['entry_id']}", on_click=_take_away, args=(entry["entry_id"],)
            )


def _take_away(entry_id: int) -> None:
    with session.writing() as writer:
        remove_entry(writer, entry_id)


# --- milestones --------------------------------------------------------------------------------------------------


def milestones(goal: Goal, steps: pd.DataFrame, today: date) -> None:
    """The steps on the way to tick, and a new one."""
    for step in records(steps):
        number, reached = step["milestone_id"], step["reached_on"] is not None
        left, right = st.columns([5, 1])
        due = f", by {day(step['due_on'])}" if step["due_on"] else ""
        ticked = left.checkbox(show.plain(f"{step['name']}{due}"), reached, key=f"milestone-{number}-{reached}")
        if ticked != reached:
            with session.writing() as writer:
                reach_milestone(writer, number, today if ticked else None)
            st.rerun()
        right.button("Remove", key=f"remove-milestone-{number}", on_click=_remove_milestone, args=(number,))
    _new_milestone(goal)


def _new_milestone(goal: Goal) -> None:
    with st.form(f"milestone-{goal.goal_id}", clear_on_submit=True):
        name = st.text_input("A new milestone")
        left, right = st.columns(2)
        due_on = left.date_input("By", None, key=f"milestone-due-{goal.goal_id}", format=DAY_FIRST)
        at = right.number_input("At", value=None, step=1.0)
        if st.form_submit_button("Add the milestone"):
            with session.writing() as writer:
                add_milestone(writer, goal.goal_id, name, target=at, due_on=due_on)
            st.rerun()


def _remove_milestone(milestone_id: int) -> None:
    with session.writing() as writer:
        remove_milestone(writer, milestone_id)


# --- terms -------------------------------------------------------------------------------------------------------


def change(progress: GoalProgress) -> None:
    """New terms, a new state, or the end of a goal set by mistake; and what it said before."""
    _new_terms(progress.goal)
    _new_state(progress)
    history(progress.goal)


def _new_terms(goal: Goal) -> None:
    [facts] = records(of_goal(session.load("goals"), goal))
    # The form is made anew with every wording, so that it shows what holds.
    with st.form(f"change-{goal.goal_id}-{facts['version']}"):
        title = st.text_input("What", goal.title)
        left, right = st.columns(2)
        target = left.number_input("Target", value=goal.target, step=1.0)
        due_on = right.date_input("To be done by", goal.due_on, format=DAY_FIRST)
        resources = st.text_area("What helps: a course, a link, what it costs", facts["resources"] or "")
        note = st.text_input("Why the change?")
        if st.form_submit_button("Save the change", type="primary"):
            _adjust(goal, note, title=title, target=target, due_on=due_on, resources=resources.strip() or None)


def _new_state(progress: GoalProgress) -> None:
    goal = progress.goal
    with st.container(horizontal=True):
        if goal.status != GoalStatus.ACTIVE:
            if st.button("Take it up again"):
                _adjust(goal, None, status=GoalStatus.ACTIVE.value)
        else:
            if st.button("I reached it", type="primary" if progress.standing is Standing.DONE else "secondary"):
                _adjust(goal, None, status=GoalStatus.DONE.value)
            if st.button("Pause"):
                _adjust(goal, None, status=GoalStatus.PAUSED.value)
            if st.button("Let it go"):
                _adjust(goal, None, status=GoalStatus.RETIRED.value)
        with st.popover("Delete"):
            st.write("Only for a goal set by mistake. Letting it go keeps what you did.")
            if st.button("Delete it"):
                with session.writing() as writer:
                    remove_goal(writer, goal.goal_id)
                st.rerun()


def _adjust(goal: Goal, note: str | None, **changes: object) -> None:
    with session.writing() as writer:
        adjust(writer, goal.goal_id, note=note or None, **changes)
    st.session_state["goal-saved"] = "Saved. What it was before stays in its history."
    st.rerun()


def history(goal: Goal) -> None:
    """What the goal said before, wording by wording."""
    wordings = of_goal(session.load("goal_history"), goal)
    if len(wordings) > 1:
        st.markdown("**How it came to be**")
    st.dataframe(
        wordings[["changed_on", "status", "title", "target", "due_on", "change_note"]],
        hide_index=True,
        key=f"goal-history-{goal.goal_id}",
        column_config={
            "changed_on": st.column_config.DateColumn("From", format="D MMM YYYY"),
            "status": "Status",
            "title": "What",
            "target": "Target",
            "due_on": st.column_config.DateColumn("To be done by", format="D MMM YYYY"),
            "change_note": "Why",
        },
    )


# --- looking back ------------------------------------------------------------------------------------------------


def look_back(goal: Goal, today: date) -> None:
    """A look back to keep, and those of before."""
    with st.form(f"review-{goal.goal_id}", clear_on_submit=True):
        note = st.text_area("What went well, what would I change?")
        if st.form_submit_button("Keep it") and note.strip():
            with session.writing() as writer:
                add_review(writer, goal.goal_id, today, note.strip())
            st.rerun()
    for review in records(of_goal(session.load("goal_reviews"), goal)):
        st.markdown(f"**{day(review['reviewed_on'])}**")
        st.write(show.plain(review["note"]))
