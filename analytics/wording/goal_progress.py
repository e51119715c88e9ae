"""What a goal's progress says, in one calm sentence. Read on the page, in the notebook and in messages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from analytics.statistics.goal_progress import LIKELY, UNLIKELY, Goal, GoalProgress, PlanOutlook
from analytics.taxonomy import Metric, Standing
from analytics.wording.numbers import (
    at_start,
    cases,
    count,
    day,
    entered_percent,
    joined,
    number,
    plural,
    short_day,
    singular,
)

ORDER = (
    Standing.ON_TRACK,
    Standing.UNDECIDED,
    Standing.AT_RISK,
    Standing.OVERDUE,
    Standing.EARLY,
    Standing.AHEAD,
    Standing.PAUSED,
    Standing.DONE,
    Standing.RETIRED,
)
"""What asks for a decision or work first, what is settled last."""


def in_words(progresses: Sequence[GoalProgress]) -> str:
    """How all goals stand together."""
    if not progresses:
        return "No goal is set yet."
    if len(progresses) == 1:
        return _only(progresses[0])
    by_standing = Counter(progress.standing for progress in progresses)
    n = len(progresses)
    if len(by_standing) == 1:
        return at_start(f"{count(n, 'goal')}, {'both' if n == 2 else 'all'} {_stand(progresses[0].standing, n)}.")
    parts = [f"{number(by_standing[it])} {_stand(it, by_standing[it])}" for it in ORDER if by_standing[it]]
    return at_start(f"{count(n, 'goal')}: {joined(parts)}.")


def _stand(standing: Standing, n: int) -> str:
    return standing.label.lower() if n == 1 else standing.label.lower().replace(" its ", " their ")


def _only(progress: GoalProgress) -> str:
    if progress.standing is not Standing.EARLY:
        return f"Your goal is {progress.standing.label.lower()}."
    if progress.judged_on is None and progress.weeks_counted < 4 and progress.days_counted:
        return "Your goal ends before it can be judged."
    if progress.judged_on is None:
        return "Your goal can't be judged yet, as nothing was entered."
    return f"Your goal is too young to judge; look again on {day(progress.judged_on)}."


def in_order(progresses: Sequence[GoalProgress]) -> list[GoalProgress]:
    """The goals in the order of ORDER, those that are due first within it."""
    return sorted(progresses, key=lambda progress: (ORDER.index(progress.standing), progress.goal.due_on))


def so_far(progress: GoalProgress) -> str:
    """What is reached of the target: 4 of 24 lessons."""
    goal = progress.goal
    return f"{amount(goal, progress.reached)} of {amount(goal, goal.target)} {noun(goal, goal.target)}".rstrip()


def goal_in_words(progress: GoalProgress) -> str:
    """Where one goal stands and what the rest needs."""
    goal, reached = progress.goal, so_far(progress)
    match progress.standing:
        case Standing.DONE if progress.remaining > 0:
            return f"You closed this goal at {reached}."
        case Standing.DONE if goal.target == goal.start_value:
            return "The target is where it started, so nothing is left to do. Change the target if you meant more."
        case Standing.DONE:
            on = f" on {day(progress.reached_on)}" if progress.reached_on else ""
            return f"Reached{on}: {reached}."
        case Standing.RETIRED:
            return f"You let this goal go at {reached}. What you did for it stays."
        case Standing.PAUSED:
            return f"Paused at {reached}. Take it up again whenever it suits you."
        case Standing.AHEAD:
            return f"It starts on {day(goal.starts_on)}; nothing needs to be done before."
        case Standing.OVERDUE:
            return (
                f"{reached}; its date, {day(goal.due_on)}, has passed. "
                "Give it a new date, make it smaller, or let it go: all three are fine."
            )
    reached = f"{reached} so far, on {day(progress.as_of)}"
    if progress.chance is None:
        return f"{reached}. {_rest(progress)}{_too_early(progress)}"
    return f"{reached}. {_pace(progress)}{_rest(progress)} {chance_in_words(progress.chance, goal.due_on)}"


def _rest(progress: GoalProgress) -> str:
    if progress.needed_per_week is None:
        return "Today is its last day."
    return f"The rest needs {per_week(progress.goal, progress.needed_per_week)} until {day(progress.goal.due_on)}."


def _pace(progress: GoalProgress) -> str:
    if progress.pace_per_week is None:
        return ""
    return f"{at_start(per_week(progress.goal, progress.pace_per_week))} on average. "


def _too_early(progress: GoalProgress) -> str:
    return f" It can be judged from {day(progress.judged_on)} on." if progress.judged_on else ""


def chance_in_words(chance: float, due_on: date) -> str:
    """The chance in one of three words: it is not known more closely than that."""
    so_far, done = "With weeks like those so far", f"done by {day(due_on)}"
    match _word(chance):
        case "unlikely":
            return f"{so_far}, without a spurt at the end, it is unlikely to be {done}. A later date would help."
        case "likely":
            return f"{so_far} it is likely to be {done}."
        case _:
            return f"{so_far} it is open whether it will be {done}."


def paused_in_words(progress: GoalProgress, paused: GoalProgress) -> str:
    """What a week without it would change; nothing where there is no outlook."""
    if progress.chance is None or paused.chance is None:
        return ""
    now, then = _word(progress.chance), _word(paused.chance)
    return f"If you pause for a week it is {'still ' if now == then else ''}{then}."


def earlier_fans_in_words(fans: tuple[int, int] | None) -> str:
    """How well earlier bands held; nothing where there are too few."""
    return "" if fans is None else f"Of {number(fans[1])} earlier bands {number(fans[0])} held (8 in 10 expected)."


def _word(chance: float) -> str:
    return "unlikely" if chance < UNLIKELY else "likely" if chance > LIKELY else "open"


def outlook_in_words(goal: Goal, outlook: PlanOutlook) -> str:
    """Whether a goal still to be set is within reach."""
    needed = f"It asks for {per_week(goal, outlook.needed_per_week)}."
    if outlook.pace_per_week is None:
        return f"{needed} There is no pace so far to compare with; four weeks of entries will show one."
    weeks = count(round(outlook.weeks), "week")
    so_far = f"In the last {weeks} you did {per_week(goal, outlook.pace_per_week)}."
    if outlook.chance is None:
        return f"{needed} {so_far}"
    return f"{needed} {so_far} {chance_in_words(outlook.chance, goal.due_on)}"


def rhythm_in_words(goal: Goal) -> str:
    """What a rhythm still to be set asks for."""
    assert goal.per_week is not None
    much = f"{number(goal.per_week, 1)} {_counted(goal, goal.per_week)}".rstrip()
    weeks = count(goal.target, "week")
    return f"It asks for {much} a week, in {weeks}. A week that was missed costs no more than itself."


def per_week(goal: Goal, pace: float) -> str:
    """A pace, with what it counts."""
    what = plural(round(pace, 1), "point") if goal.is_share else noun(goal, round(pace, 1))
    return " ".join(part for part in (number(pace, 1), what, "a week") if part)


def amount(goal: Goal, value: float) -> str:
    """A number of what the goal counts."""
    return entered_percent(value) if goal.is_share else number(value, 1)


def noun(goal: Goal, n: float) -> str:
    """What the goal counts, in the form that goes with a number; nothing for a percentage."""
    if goal.is_share:
        return ""
    if goal.per_week is not None:
        return f"{plural(n, 'week')} with {number(goal.per_week, 1)} {_counted(goal, goal.per_week)}".rstrip()
    return _counted(goal, n)


def _counted(goal: Goal, n: float) -> str:
    """What is counted: the unit as somebody named it, else the metric."""
    if goal.unit or goal.metric == Metric.CUSTOM:
        return plural(n, singular(goal.unit or ""), goal.unit or "")
    many = goal.metric.replace("_", " ")
    one = "reply" if goal.metric == Metric.REPLIES else many.removesuffix("s")
    return plural(n, one, many)


def key_numbers(progresses: Sequence[GoalProgress], due: int) -> list[tuple[str, str, str]]:
    """What the page leads with: each number's label, the number, and what it is of or up to when."""
    n = Counter(progress.standing for progress in progresses)
    kept = [progress for progress in progresses if progress.standing is not Standing.RETIRED]
    until = f"on {short_day(progresses[0].as_of, progresses[0].as_of)}" if progresses else ""
    return [
        ("Goals", number(len(kept)), until),
        ("On track", cases(n[Standing.ON_TRACK], len(kept)), until) if kept else ("On track", number(0), until),
        ("Reached", number(n[Standing.DONE]), until),
        ("Due this week", number(due), "dates of goals"),
    ]


def point(progress: GoalProgress) -> str:
    """The title of a goal's picture: how far it is, and by when it is to be done."""
    goal = progress.goal
    return f"{goal.title}: {so_far(progress)}, to be done by {day(goal.due_on)}"


def foot(progress: GoalProgress) -> str:
    """What stands under the picture: to which day it counts, and what the band is."""
    counted = f"Counted to {day(progress.as_of)}."
    if not progress.fan:
        return counted
    weeks = count(round(progress.weeks_counted), "week")
    return f"{counted} The band holds 8 of 10 cases, judged by {weeks} and how much they differed."
