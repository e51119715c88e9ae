"""One goal: where it stands, and everything that can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd
import streamlit as st

from analytics.charts.goal_progress import Milestone, goal_progress_chart, goal_progress_table
from analytics.goals.reminders import Reminder, all_reminders, calendar, partner_message
from analytics.mail_link import mail_link
from analytics.statistics.goal_progress import BY_HAND, Goal, GoalProgress, all_progress, goal_progress, goals_of
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
from analytics.wording.goal_progress import amount, goal_in_words, paused_in_words
from analytics.wording.numbers import count, day, due_day
from pages.frame import session, show


def cards(progresses: Sequence[GoalProgress]) -> None:
    """Each goal with its sentence."""
    for progress in progresses:
        with st.container(border=True):
            st.markdown(f"**{show.plain(progress.goal.title)}** · {progress.standing.label}")
            st.progress(progress.done_share)
            st.write(show.plain(goal_in_words(progress)))


def listed(progresses: Sequence[GoalProgress]) -> None:
    """The goals of many people, a row each."""
    rows = [(p.goal.title, p.standing.label, p.reached, p.goal.target, p.goal.due_on) for p in progresses]
    show.numbers(pd.DataFrame(rows, columns=["Goal", "Standing", "Reached", "Target", "To be done by"]), "goals")


def due(until: date) -> list[Reminder]:
    """What one's goals have coming up to a day."""
    return [one for one in _known(until) if one.holds]


def _known(until: date) -> list[Reminder]:
    """The same, with what no longer holds, which a calendar has to be told."""
    goals = goals_of(session.load("goals"), session.load("goal_history"))
    if not goals or not session.may_write():
        return []
    today = session.today()
    progresses = session.answer(all_progress, "goal_progress", tuple(goals), today)
    return _reminders(progresses, today, until)


def calendar_file() -> None:
    """All that is to come, for one's own calendar."""
    ahead = _known(session.today() + timedelta(days=366))
    if ahead:
        st.download_button(
            "Put the dates into my calendar",
            calendar(
                ahead, session.viewer().applicant_id or 0, now=session.now().astimezone(), zone=st.context.timezone
            ),
            file_name="goals.ics",
            mime="text/calendar",
            icon=":material/event:",
            type="tertiary",
            on_click="ignore",
        )


def due_soon(today: date) -> None:
    """What is due within a week, and the calendar file."""
    soon = due(today + timedelta(days=7))
    if soon:
        with show.to_do("Due this week"):
            st.write("\n".join(f"- {due_day(one.day)}: {show.plain(one.what)}" for one in soon))
    calendar_file()


def one_goal(progresses: Sequence[GoalProgress], today: date) -> None:
    """The chosen goal with its chart and what can be done with it."""
    by_id = {progress.goal.goal_id: progress for progress in progresses}
    shown = st.session_state.get("goal-shown")
    if shown not in by_id:
        st.session_state["goal-shown"] = next(iter(by_id))
    chosen = st.selectbox(
        "Look at one goal", list(by_id), key="goal-shown", format_func=lambda goal_id: by_id[goal_id].goal.title
    )
    progress = by_id[chosen]
    st.subheader(show.plain(progress.goal.title), anchor=False)
    st.write(show.plain(goal_in_words(progress)))
    if progress.chance is not None:
        paused = session.answer(goal_progress, "goal_progress", progress.goal, session.today(), 1.0)
        st.write(show.plain(paused_in_words(progress, paused)))
    steps = _of(session.load("goal_milestones"), progress.goal)
    show.figure(
        goal_progress_chart(progress, _milestones(steps)),
        goal_progress_table(progress),
        "goal-progress",
        alt="What is reached by day, an even pace, and where it may go from here; see the table.",
    )
    if progress.fan:
        show.note(
            f"The band holds 8 of 10 cases, judged by {count(round(progress.weeks_counted), 'week')} and how much they"
            " differed."
        )
    if not session.may_write():
        _history(progress.goal)
        return
    add, along, change, back, tell = st.tabs(
        ["Add", "Milestones", "Change", "Look back", "Tell somebody"], key="goal-tabs"
    )
    with add:
        _add(progress, today)
    with along:
        _steps(progress.goal, steps, today)
    with change:
        _change(progress)
    with back:
        _look_back(progress.goal, today)
    with tell:
        _tell(progress, [one for one in _reminders([progress], today, progress.goal.due_on) if one.holds])


# --- what can be done with it ----------------------------------------------------------------------------


def _add(progress: GoalProgress, today: date) -> None:
    goal = progress.goal
    if goal.metric not in BY_HAND:
        st.write("This is counted from your log. Import it again, or add what is missing there.")
        return
    with st.form(f"add-{goal.goal_id}", clear_on_submit=True):
        left, right = st.columns(2)
        when = left.date_input("When", today)
        label = "Where I stand, in %" if goal.is_share else "How much (less than 0 takes back)"
        much = right.number_input(label, value=progress.reached if goal.is_share else 1.0, step=1.0)
        note = st.text_input("Note")
        if st.form_submit_button("Add", type="primary"):
            with session.writing() as writer:
                add_entry(writer, goal.goal_id, when, much, note=note or None)
            st.rerun()
    entries = _of(session.load("goal_entries"), goal)
    if len(entries):
        st.dataframe(
            entries[["happened_on", "amount", "note"]],
            hide_index=True,
            column_config={"happened_on": st.column_config.DateColumn("Day"), "amount": "Amount", "note": "Note"},
        )
        labels = {
            row["entry_id"]: f"{amount(goal, row['amount'])} on {day(row['happened_on'])}"
            for row in entries.to_dict("records")
        }
        wrong = st.selectbox("Take an entry away", [None, *labels], format_func=lambda entry: labels.get(entry, "–"))
        if wrong is not None and st.button("Take away"):
            with session.writing() as writer:
                remove_entry(writer, wrong)
            st.rerun()


def _steps(goal: Goal, steps: pd.DataFrame, today: date) -> None:
    for step in steps.to_dict("records"):
        number = step["milestone_id"]
        reached = not pd.isna(step["reached_on"])
        left, right = st.columns([5, 1])
        due = "" if pd.isna(step["due_on"]) else f", by {day(step['due_on'])}"
        now = left.checkbox(show.plain(f"{step['name']}{due}"), reached, key=f"milestone-{number}-{reached}")
        if now != reached:
            with session.writing() as writer:
                reach_milestone(writer, number, today if now else None)
            st.rerun()
        if right.button("Remove", key=f"remove-milestone-{number}"):
            with session.writing() as writer:
                remove_milestone(writer, number)
            st.rerun()
    with st.form(f"milestone-{goal.goal_id}", clear_on_submit=True):
        name = st.text_input("A new milestone")
        left, right = st.columns(2)
        due_on = left.date_input("By", None, key=f"milestone-due-{goal.goal_id}")
        at = right.number_input("At", value=None, step=1.0)
        if st.form_submit_button("Add the milestone"):
            with session.writing() as writer:
                add_milestone(writer, goal.goal_id, name, target=at, due_on=due_on)
            st.rerun()


def _change(progress: GoalProgress) -> None:
    goal = progress.goal
    # The form is made anew with every wording, so that it shows what holds.
    key = f"{goal.goal_id}-{goal.target}-{goal.due_on}-{goal.title}"
    with st.form(f"change-{key}"):
        title = st.text_input("What", goal.title)
        left, right = st.columns(2)
        target = left.number_input("Target", value=goal.target, step=1.0)
        due_on = right.date_input("To be done by", goal.due_on)
        note = st.text_input("Why the change?")
        if st.form_submit_button("Save the change", type="primary"):
            _adjust(goal, note, title=title, target=target, due_on=due_on)
    row = st.container(horizontal=True)
    paused = goal.status == GoalStatus.PAUSED
    closed = goal.status in (GoalStatus.DONE, GoalStatus.RETIRED)
    if paused or closed:
        if row.button("Take it up again"):
            _adjust(goal, None, status=GoalStatus.ACTIVE.value)
    else:
        if row.button("I reached it", type="primary" if progress.standing is Standing.DONE else "secondary"):
            _adjust(goal, None, status=GoalStatus.DONE.value)
        if row.button("Pause"):
            _adjust(goal, None, status=GoalStatus.PAUSED.value)
        if row.button("Let it go"):
            _adjust(goal, None, status=GoalStatus.RETIRED.value)
    with row.popover("Delete"):
        st.write("Only for a goal set by mistake. Letting it go keeps what you did.")
        if st.button("Delete it"):
            with session.writing() as writer:
                remove_goal(writer, goal.goal_id)
            st.rerun()
    _history(goal)


def _adjust(goal: Goal, note: str | None, **changes: object) -> None:
    with session.writing() as writer:
        adjust(writer, goal.goal_id, note=note or None, **changes)
    st.session_state["goal-saved"] = "Saved. What it was before stays in its history."
    st.rerun()


def _history(goal: Goal) -> None:
    wordings = _of(session.load("goal_history"), goal)
    if len(wordings) > 1:
        st.markdown("**How it came to be**")
    st.dataframe(
        wordings[["changed_on", "status", "title", "target", "due_on", "change_note"]],
        hide_index=True,
        key=f"goal-history-{goal.goal_id}",
        column_config={
            "changed_on": st.column_config.DateColumn("From"),
            "status": "Status",
            "title": "What",
            "target": "Target",
            "due_on": st.column_config.DateColumn("To be done by"),
            "change_note": "Why",
        },
    )


def _look_back(goal: Goal, today: date) -> None:
    with st.form(f"review-{goal.goal_id}", clear_on_submit=True):
        note = st.text_area("What went well, what would I change?")
        if st.form_submit_button("Keep it") and note.strip():
            with session.writing() as writer:
                add_review(writer, goal.goal_id, today, note.strip())
            st.rerun()
    for review in _of(session.load("goal_reviews"), goal).to_dict("records"):
        st.markdown(f"**{day(review['reviewed_on'])}**")
        st.write(show.plain(review["note"]))


def _tell(progress: GoalProgress, due: list[Reminder]) -> None:
    facts = _of(session.load("goals"), progress.goal).to_dict("records")[0]
    name = None if pd.isna(facts["partner_name"]) else facts["partner_name"]
    address = None if pd.isna(facts["partner_email"]) else facts["partner_email"]
    subject, body = partner_message(progress, name, due)
    st.write("Nothing is sent by itself. Copy the text, or open it in your mail program.")
    st.code(body, language=None, wrap_lines=True)
    st.link_button("Open in my mail program", mail_link(address, subject, body), icon=":material/mail:")


# --- rows ------------------------------------------------------------------------------------------------


def _reminders(progresses: Sequence[GoalProgress], today: date, until: date) -> list[Reminder]:
    return all_reminders(
        progresses, session.load("goals"), session.load("goal_milestones"), session.load("goal_reviews"), today, until
    )


def _of(rows: pd.DataFrame, goal: Goal) -> pd.DataFrame:
    return rows[rows["goal_id"] == goal.goal_id]


def _milestones(steps: pd.DataFrame) -> list[Milestone]:
    return [
        Milestone(
            step["name"],
            None if pd.isna(step["target"]) else step["target"],
            None if pd.isna(step["due_on"]) else step["due_on"].date(),
            None if pd.isna(step["reached_on"]) else step["reached_on"].date(),
        )
        for step in steps.to_dict("records")
    ]
