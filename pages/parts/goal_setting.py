"""The guided way from a theme to a goal: what, measured by what, from where to where, why, by when."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from analytics.goals.action_plans import Plan, plans, plans_for
from analytics.statistics.goal_progress import Goal, plan_outlook
from analytics.store.goals import GoalTerms, add_milestone, set_goal
from analytics.taxonomy import Metric, Reason, Theme
from analytics.wording.goal_progress import outlook_in_words, rhythm_in_words
from analytics.wording.numbers import day
from pages.frame import session, show

OWN = "Something of my own"
MINE, NEW, HELPED = "My goals", "Set a goal", "Did it help?"
"""The views of the page."""

ADDS_UP, RHYTHM = "A sum by a day", "A weekly rhythm"


def open_form(theme: str | None = None) -> None:
    """What a button elsewhere calls before it goes to the page: the form, with a theme chosen."""
    st.session_state["goals_view_next"] = NEW
    if theme is not None:
        st.session_state["goal-theme"] = theme


def view(*names: str) -> str:
    """The view that is chosen, by hand, by the address (`?view=`), or by a change that was just saved; and says so."""
    asked = st.session_state.pop("goals_view_next", None) or st.session_state.get("view", st.query_params.get("view"))
    st.session_state["view"] = asked if asked in names else names[0]
    if "goal-saved" in st.session_state:
        st.toast(show.plain(st.session_state.pop("goal-saved")), icon=":material/check:")
    chosen = st.segmented_control(
        "What to look at", names, key="view", label_visibility="collapsed", required=True, bind="query-params"
    )
    return chosen or names[0]


def draw(today: date) -> None:
    """The form, with the pace that it asks for shown as it is filled in."""
    theme, reason = _theme()
    plan = _plan(theme, reason)
    # A new theme or plan begins with fields of its own; what was typed into another stays there.
    key = f"goal-{theme}-{plan.title if plan else OWN}"
    if plan:
        show.note(plan.why)
    wording = _what(plan, key)
    metric, unit, start, target, per_week = _measured(plan, key)
    starts_on, due_on = _when(plan, key, today, None if per_week is None else round(target))
    answers = _relevant(plan, reason, key)
    with st.expander("Milestones, reviews, a partner, and what helps"):
        milestones = st.text_area(
            "Milestones, one a line", "\n".join(plan.milestones if plan else ()), key=f"{key}-milestones"
        ).splitlines()
        review = st.selectbox(
            "Look back", [None, 7, 14, 30], index=1, key=f"{key}-review", format_func=lambda days: REVIEWS[days]
        )
        partner = st.text_input("Somebody who asks me how it goes", key=f"{key}-partner")
        address = st.text_input("Their e-mail address", key=f"{key}-address")
        resources = st.text_area("What helps: a course, a link, what it costs", key=f"{key}-resources")
        show.note("Nothing is sent by itself: you get a message to send, and a calendar file.")
    goal = Goal(
        0, wording[0], metric, start, target, starts_on, max(due_on, starts_on), unit=unit or None, per_week=per_week
    )
    _outlook(goal, today)
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
            resources=resources.strip() or None,
            per_week=per_week,
        )
        _save(new, [name.strip() for name in milestones if name.strip()])


def _outlook(goal: Goal, today: date) -> None:
    """What the goal asks for, and how that compares with what was done so far."""
    if goal.per_week is not None:
        st.info(show.plain(rhythm_in_words(goal)))
    else:
        outlook = session.answer(plan_outlook, "goal_pace", goal, today)
        st.info(show.plain(outlook_in_words(goal, outlook)))


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


def _measured(plan: Plan | None, key: str) -> tuple[str, str, float, float, float | None]:
    """What is counted, in what, from where to where, and how much makes a week count (None where it adds up)."""
    kind = st.segmented_control(
        "What counts", [ADDS_UP, RHYTHM], default=ADDS_UP, key=f"{key}-kind", required=True,
        help="A rhythm counts the weeks in which you did so much; a week that was missed costs no more than itself.",
    )  # fmt: skip
    left, middle, right, last = st.columns(4)
    metrics = [metric for metric in Metric if kind == ADDS_UP or metric is not Metric.PERCENT]
    metric = left.selectbox(
        "Measured by",
        metrics,
        index=metrics.index(plan.metric if plan and plan.metric in metrics else Metric.CUSTOM),
        key=f"{key}-metric-{kind}",
        format_func=lambda value: Metric(value).label,
        help="Applications, requests, replies and interviews are counted from your log.",
    )
    unit = middle.text_input("Counted in", plan.unit if plan else "", key=f"{key}-unit")
    if kind == RHYTHM:
        a_week = max(1.0, round(plan.target / plan.weeks)) if plan else 1.0
        per_week = right.number_input("So many a week", min_value=1.0, value=a_week, step=1.0, key=f"{key}-per-week")
        weeks = last.number_input(
            "In so many weeks", value=float(plan.weeks if plan else 8), step=1.0, key=f"{key}-weeks"
        )
        return metric.value, unit, 0.0, weeks, per_week
    start = right.number_input("From", value=0.0, step=1.0, key=f"{key}-start")
    target = last.number_input("To", value=plan.target if plan else 10.0, step=1.0, key=f"{key}-target")
    return metric.value, unit, start, target, None


def _when(plan: Plan | None, key: str, today: date, weeks: int | None) -> tuple[date, date]:
    """From when to when; a rhythm ends with its last week."""
    left, right = st.columns(2)
    starts_on = left.date_input("Starts on", today, key=f"{key}-starts", format="DD/MM/YYYY")
    if weeks is not None:
        due_on = starts_on + timedelta(weeks=weeks, days=-1)
        right.markdown(f"Its last day is {day(due_on)}.")
        return starts_on, due_on
    due = plan.due_on(today) if plan else today + timedelta(weeks=8)
    return starts_on, right.date_input("To be done by", due, key=f"{key}-due", format="DD/MM/YYYY")


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
            due_on = terms.starts_on + timedelta(days=round(days * number / (len(milestones) + 1)))
            add_milestone(writer, goal, name, due_on=due_on)
    st.session_state["goal-saved"] = f"Set: {terms.title}"
    st.session_state["goal-shown"] = goal
    st.session_state["goals_view_next"] = MINE
    st.rerun()
