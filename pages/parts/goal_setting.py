"""The guided way from a theme to a goal: what, measured by what, from where to where, why, by when."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from analytics.goals.action_plans import Plan, plans, plans_for
from analytics.statistics.goal_progress import Goal, plan_outlook
from analytics.store.goals import GoalTerms, add_milestone, set_goal
from analytics.taxonomy import Metric, Reason, Theme
from analytics.wording.goal_progress import outlook_in_words
from pages.frame import session, show

OWN = "Something of my own"


def open_form(theme: str | None = None) -> None:
    """What a button elsewhere calls before it goes to the page: the form, with a theme chosen."""
    st.session_state["goals_view"] = "Set a goal"
    if theme is not None:
        st.session_state["goal-theme"] = theme


def arrive() -> None:
    """Goes to the view that a saved change asked for, and says what was saved."""
    st.session_state["goals_view"] = st.session_state.pop(
        "goals_view_next", st.session_state.get("goals_view", "My goals")
    )
    if "goal-saved" in st.session_state:
        st.toast(show.plain(st.session_state.pop("goal-saved")), icon=":material/check:")


def draw(today: date) -> None:
    """The form, with the pace that it asks for shown as it is filled in."""
    theme, reason = _theme()
    plan = _plan(theme, reason)
    # A new theme or plan begins with fields of its own; what was typed into another stays there.
    key = f"goal-{theme}-{plan.title if plan else OWN}"
    if plan:
        show.note(plan.why)
    wording = _what(plan, key)
    metric, unit, start, target = _measured(plan, key)
    starts_on, due_on = _when(plan, key, today)
    answers = _relevant(plan, reason, key)
    with st.expander("Milestones, reviews and a partner"):
        milestones = st.text_area(
            "Milestones, one a line", "\n".join(plan.milestones if plan else ()), key=f"{key}-milestones"
        ).splitlines()
        review = st.selectbox(
            "Look back", [None, 7, 14, 30], index=1, key=f"{key}-review", format_func=lambda days: REVIEWS[days]
        )
        partner = st.text_input("Somebody who asks me how it goes", key=f"{key}-partner")
        address = st.text_input("Their e-mail address", key=f"{key}-address")
        show.note("Nothing is sent by itself: you get a message to send, and a calendar file.")
    goal = Goal(0, wording[0], metric, start, target, starts_on, max(due_on, starts_on), unit=unit or None)
    st.info(show.plain(outlook_in_words(goal, session.answer(plan_outlook, "goal_pace", goal, today))))
    if st.button("Set this goal", type="primary"):
        new = GoalTerms(
            title=wording[0].strip(),
            specific=wording[1] or None,
            metric=metric,
            unit=unit or None,
            start_value=start,
            target=target,
            starts_on=starts_on,
            due_on=due_on,
            reason=answers[0],
            theme=theme,
            relevant=answers[1] or None,
            partner_name=partner or None,
            partner_email=address or None,
            review_every_days=review,
        )
        _save(new, [name.strip() for name in milestones if name.strip()])


REVIEWS = {None: "Never", 7: "Every week", 14: "Every two weeks", 30: "Every month"}


def _theme() -> tuple[str | None, str | None]:
    """The theme to work on, those that feedback named first, and the reason named with it most often."""
    named = session.load("goal_themes")
    texts = named.groupby("theme")["texts"].sum().sort_values(ascending=False, kind="stable")
    counted = {str(theme): int(n) for theme, n in texts.items()}
    labels = {theme: f"{Theme(theme).label} ({n})" for theme, n in counted.items()}
    others = {theme: label for theme, label in Theme.labels().items() if theme not in labels}
    if labels:
        st.write("What employers named as something to work on, with how many texts did:")
    else:
        st.write("No feedback has named a theme yet. Choose what you would like to work on:")
    theme = st.pills("Theme", [*labels, *others], format_func=lambda value: (labels | others)[value], key="goal-theme")
    reasons = named.loc[named["theme"] == theme, "reason"].dropna()
    return theme, None if reasons.empty else str(reasons.iloc[0])


def _plan(theme: str | None, reason: str | None) -> Plan | None:
    fitting = {plan.title: plan for plan in (plans_for(theme, reason) if theme else plans())}
    title = st.selectbox(
        "A ready goal, to adjust",
        [*fitting, OWN],
        key=f"goal-plan-{theme}",
        format_func=lambda title: f"{fitting[title].track.label}: {title}" if title in fitting else title,
    )
    return fitting.get(title)


def _what(plan: Plan | None, key: str) -> tuple[str, str]:
    title = st.text_input("What will I do?", plan.title if plan else "", key=f"{key}-title")
    return title, st.text_area("The first steps", plan.specific if plan else "", key=f"{key}-specific")


def _measured(plan: Plan | None, key: str) -> tuple[str, str, float, float]:
    left, middle, right, last = st.columns(4)
    metric = left.selectbox(
        "Measured by",
        list(Metric.labels()),
        index=list(Metric.labels()).index(plan.metric if plan else Metric.CUSTOM),
        key=f"{key}-metric",
        format_func=lambda value: Metric(value).label,
        help="Applications, requests, replies and interviews are counted from your log.",
    )
    unit = middle.text_input("Counted in", plan.unit if plan else "", key=f"{key}-unit")
    start = right.number_input("From", value=0.0, step=1.0, key=f"{key}-start")
    target = last.number_input("To", value=plan.target if plan else 10.0, step=1.0, key=f"{key}-target")
    return metric, unit, start, target


def _when(plan: Plan | None, key: str, today: date) -> tuple[date, date]:
    left, right = st.columns(2)
    starts_on = left.date_input("Starts on", today, key=f"{key}-starts")
    due = plan.due_on(today) if plan else today + timedelta(weeks=8)
    return starts_on, right.date_input("To be done by", due, key=f"{key}-due")


def _relevant(plan: Plan | None, reason: str | None, key: str) -> tuple[str | None, str]:
    suggested = reason or (plan.reasons[0].value if plan else None)
    left, right = st.columns(2)
    answered = left.selectbox(
        "Which reason does it answer?",
        [None, *Reason.labels()],
        index=1 + list(Reason.labels()).index(suggested) if suggested else 0,
        key=f"{key}-reason",
        format_func=lambda value: Reason(value).label if value else "None in particular",
    )
    return answered, right.text_input("Why it matters to me", key=f"{key}-relevant")


def _save(terms: GoalTerms, milestones: list[str]) -> None:
    with session.writing() as writer:
        goal = set_goal(writer, terms)
        days = (terms.due_on - terms.starts_on).days
        for number, name in enumerate(milestones, start=1):
            day = terms.starts_on + timedelta(days=round(days * number / (len(milestones) + 1)))
            add_milestone(writer, goal, name, due_on=day)
    st.session_state["goal-saved"] = f"Set: {terms.title}"
    st.session_state["goal-shown"] = goal
    st.session_state["goals_view_next"] = "My goals"
    st.rerun()
