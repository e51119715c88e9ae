"""Goals as they are shown: one with its picture and what can be done with it, the others as a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pandas as pd
import streamlit as st

from analytics.charts.goal_progress import Milestone, goal_progress_chart, goal_progress_table
from analytics.goals.reminders import partner_message
from analytics.mail_link import mail_link
from analytics.statistics.goal_progress import GoalProgress, earlier_fans, goal_progress
from analytics.taxonomy import Reason, Theme
from analytics.wording.goal_progress import earlier_fans_in_words, foot, goal_in_words, paused_in_words, point
from analytics.wording.records import records
from pages.frame import head, session, show
from pages.parts import goal_dates, goal_editing


def listed(progresses: Sequence[GoalProgress]) -> None:
    """The goals of many people, a row each."""
    rows = [(p.goal.title, p.standing.label, p.reached, p.goal.target, p.goal.due_on) for p in progresses]
    show.numbers(pd.DataFrame(rows, columns=["Goal", "Standing", "Reached", "Target", "To be done by"]), "goals")


def cards(progresses: Sequence[GoalProgress]) -> None:
    """Each goal with its sentence and a way to look at it."""
    for progress in progresses:
        goal = progress.goal
        with st.container(border=True):
            st.button(
                f"**{show.plain(goal.title)}** · {progress.standing.label}",
                key=f"look-at-{goal.goal_id}",
                type="tertiary",
                on_click=_look_at,
                args=(goal.goal_id,),
            )
            st.progress(progress.done_share)
            show.note(goal_in_words(progress))


def one_goal(progresses: Sequence[GoalProgress], today: date) -> None:
    """The chosen goal, at first the one that asks for work first, with its picture and what can be done with it."""
    by_id = {progress.goal.goal_id: progress for progress in progresses}
    first = next(iter(by_id))
    if st.session_state.get("goal-shown") not in by_id:
        asked = st.query_params.get("goal", "")
        st.session_state["goal-shown"] = int(asked) if asked.isdecimal() and int(asked) in by_id else first
    chosen = st.selectbox(
        "Which goal?",
        list(by_id),
        key="goal-shown",
        format_func=lambda goal_id: by_id[goal_id].goal.title,
        on_change=head.keep,
        args=("goal", "goal-shown", first),
    )
    progress = by_id[chosen]
    steps = goal_editing.of_goal(session.load("goal_milestones"), progress.goal)
    st.write(show.plain(goal_in_words(progress)))
    if progress.chance is not None:
        paused = session.answer(goal_progress, "goal_progress", progress.goal, today, 1.0)
        show.note(paused_in_words(progress, paused))
        if checked := earlier_fans_in_words(session.answer(earlier_fans, "goal_progress", progress.goal, today)):
            show.note(checked)
    show.picture(
        goal_progress_chart(progress, _milestones(steps)),
        goal_progress_table(progress),
        "goal-progress",
        title=point(progress),
        counted="What is reached by day, beside an even pace; dotted is where it may go from here",
        foot=foot(progress),
        alt="What is reached by day, an even pace, and where it may go from here; see the table.",
    )
    _terms(progress)
    if not session.may_write():
        goal_editing.history(progress.goal)
        return
    moves: dict[str, Callable[[], None]] = {
        "Add": lambda: goal_editing.add(progress, today),
        "Milestones": lambda: goal_editing.milestones(progress.goal, steps, today),
        "Change": lambda: goal_editing.change(progress),
        "Look back": lambda: goal_editing.look_back(progress.goal, today),
        "Tell somebody": lambda: _tell(progress),
    }
    for tab, draw in zip(st.tabs(list(moves), key="goal-tabs", on_change="rerun"), moves.values(), strict=True):
        if tab.open:
            with tab:
                draw()


def _look_at(goal_id: int) -> None:
    st.session_state["goal-shown"] = goal_id


def _terms(progress: GoalProgress) -> None:
    """What the goal says beside its numbers: its first steps, what it answers, what helps to reach it."""
    [facts] = records(goal_editing.of_goal(session.load("goals"), progress.goal))
    answers = [Reason.labels().get(facts["reason"] or ""), Theme.labels().get(facts["theme"] or "")]
    told = {
        "First steps": facts["specific"],
        "Answers": ", ".join(filter(None, answers)),
        "Why it matters to me": facts["relevant"],
        "What helps": facts["resources"],
    }
    if any(told.values()):
        with st.expander("What this goal says"):
            for label, text in told.items():
                if text:
                    st.markdown(f"**{label}**")
                    st.text(text)


def _tell(progress: GoalProgress) -> None:
    [facts] = records(goal_editing.of_goal(session.load("goals"), progress.goal))
    ahead = [one for one in goal_dates.of_progresses([progress], progress.goal.due_on) if one.holds]
    subject, body = partner_message(progress, facts["partner_name"], ahead)
    st.write("Nothing is sent by itself. Copy the text, or open it in your mail program.")
    st.code(body, language=None, wrap_lines=True)
    st.link_button("Open in my mail program", mail_link(facts["partner_email"], subject, body), icon=":material/mail:")


def _milestones(steps: pd.DataFrame) -> list[Milestone]:
    return [Milestone(*(step[name] for name in ("name", "target", "due_on", "reached_on"))) for step in records(steps)]
