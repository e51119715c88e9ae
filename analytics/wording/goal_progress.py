"""What a goal's progress says, in one calm sentence. Read on the page, in the notebook and in messages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from analytics.statistics.did_it_help import SPELL, BeforeAfter, Comparison
from analytics.statistics.goal_progress import Goal, GoalProgress, PlanOutlook, Standing
from analytics.taxonomy import Metric


def goals_in_words(progresses: Sequence[GoalProgress]) -> str:
    """How all goals stand together."""
    if not progresses:
        return "No goal is set yet."
    by_standing = Counter(progress.standing for progress in progresses)
    parts = [f"{by_standing[standing]} {standing.label.lower()}" for standing in ORDER if by_standing[standing]]
    number = len(progresses)
    return f"{number} {'goal' if number == 1 else 'goals'}: {', '.join(parts)}."


def in_order(progresses: Sequence[GoalProgress]) -> list[GoalProgress]:
    """What asks for a decision or work first, what is settled last."""
    return sorted(progresses, key=lambda progress: (ORDER.index(progress.standing), progress.goal.due_on))


ORDER = (
    Standing.ON_TRACK,
    Standing.AT_RISK,
    Standing.OVERDUE,
    Standing.EARLY,
    Standing.AHEAD,
    Standing.PAUSED,
    Standing.DONE,
    Standing.RETIRED,
)


def goal_in_words(progress: GoalProgress) -> str:
    """Where one goal stands and what the rest needs."""
    goal = progress.goal
    so_far = f"{amount(goal, progress.reached)} of {amount(goal, goal.target)} {noun(goal)}".rstrip()
    match progress.standing:
        case Standing.DONE if progress.remaining > 0:
            return f"You closed this goal at {so_far}."
        case Standing.DONE if goal.target == goal.start_value:
            return "The target is where it started, so nothing is left to do. Change the target if you meant more."
        case Standing.DONE:
            on = f" on {day(progress.reached_on)}" if progress.reached_on else ""
            return f"Reached{on}: {so_far}."
        case Standing.RETIRED:
            return f"You let this goal go at {so_far}. What you did for it stays."
        case Standing.PAUSED:
            return f"Paused at {so_far}. Take it up again whenever it suits you."
        case Standing.AHEAD:
            return f"It starts on {day(goal.starts_on)}; nothing needs to be done before."
        case Standing.OVERDUE:
            return (
                f"{so_far}; its date, {day(goal.due_on)}, has passed. "
                "Give it a new date, make it smaller, or let it go: all three are fine."
            )
    rest = _rest(progress)
    if progress.chance is None:
        return f"{so_far} so far. {rest} It is too early to say more."
    return f"{so_far} so far, {_pace(progress)} {rest} {chance_in_words(progress.chance, goal.due_on)}"


def chance_in_words(chance: float, due_on: date) -> str:
    """The chance as a count of cases, never as certainty."""
    cases = round(100 * chance)
    if cases >= 97:
        return f"At this pace it will very likely be done by {day(due_on)}."
    if cases <= 3:
        return f"At this pace {day(due_on)} comes too soon; a later date or a smaller target would help."
    return f"At this pace it is done by {day(due_on)} in about {cases} of 100 cases."


def outlook_in_words(goal: Goal, outlook: PlanOutlook) -> str:
    """Whether a goal still to be set is within reach."""
    needed = f"It asks for {per_week(goal, outlook.needed_per_week)}."
    if outlook.pace_per_week is None:
        return f"{needed} There is no pace so far to compare with; two weeks of entries will show one."
    so_far = f"In the last {outlook.weeks:.0f} weeks you did {per_week(goal, outlook.pace_per_week)}."
    if outlook.chance is None:
        return f"{needed} {so_far}"
    return f"{needed} {so_far} {chance_in_words(outlook.chance, goal.due_on)}"


def per_week(goal: Goal, pace: float) -> str:
    """A pace, with what it counts."""
    number = f"{round(pace, 1):g}"
    return f"{number} points a week" if goal.is_share else f"{number} {noun(goal)} a week".replace("  ", " ")


def amount(goal: Goal, value: float) -> str:
    """A number of what the goal counts."""
    number = f"{round(value, 1):g}" if abs(value) < 1e5 else f"{value:,.0f}"
    return f"{number} %" if goal.is_share else number


def noun(goal: Goal) -> str:
    """What the goal counts, in the plural; nothing for a percentage."""
    if goal.is_share:
        return ""
    return goal.unit or ("" if goal.metric == Metric.CUSTOM else goal.metric.replace("_", " "))


def day(value: date) -> str:
    """A day as people write it."""
    return f"{value.day} {value:%B %Y}"


def _rest(progress: GoalProgress) -> str:
    if progress.needed_per_week is None:
        return "Today is its last day."
    return f"The rest needs {per_week(progress.goal, progress.needed_per_week)} until {day(progress.goal.due_on)}."


def _pace(progress: GoalProgress) -> str:
    if progress.pace_per_week is None:
        return ""
    return f"{per_week(progress.goal, progress.pace_per_week)} on average."


def comparison_in_words(comparison: Comparison, what: str) -> str:
    """What the matched comparison says, as an association."""
    numbers = (
        f"Of {comparison.people} people who reached such a goal, {what} was {_share(comparison.before)} before and "
        f"{_share(comparison.after)} after; in comparable spells of people without one it went from "
        f"{_share(comparison.comparable_before)} to {_share(comparison.comparable_after)}."
    )
    if comparison.p >= SURE:
        return f"{numbers} A difference of that size is also seen where nothing has changed."
    direction = "higher" if comparison.difference > 0 else "lower"
    return f"{numbers} That is {direction} by {_share(abs(comparison.difference))}: an association, not a proof."


def cases_in_words(case: BeforeAfter) -> str:
    """One person's own cases before and after a goal."""
    return (
        f"In the {SPELL} weeks before, {case.invited_before.hits} of {case.invited_before.n} applications led to an "
        f"invitation; in the {SPELL} weeks after it was reached, {case.invited_after.hits} of {case.invited_after.n}. "
        f"Of the rejections with a stated reason, {case.named_before.hits} of {case.named_before.n} named this one "
        f"before and {case.named_after.hits} of {case.named_after.n} after."
    )


SURE = 0.05


def _share(value: float) -> str:
    return f"{100 * value:.0f} %"
