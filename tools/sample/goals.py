"""The sample cohort's goals with their versions, entries, steps and reviews."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from analytics.taxonomy import GoalStatus, Metric, Reason, Theme

Tables = defaultdict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Plan:
    """A kind of goal: what it counts, how far it goes, how fast it is walked, and what it is good for."""

    title: str
    metric: Metric
    unit: str
    target: int
    weekly: float
    weeks: int
    reason: Reason | None
    theme: Theme
    steps: tuple[str, ...]


PLANS = (
    Plan("Finish an online course in what the postings ask for", Metric.COURSE_UNITS, "lessons", 36, 3.2, 12,
         Reason.EXPERIENCE, Theme.TECHNICAL, ("First third", "Second third", "Small project")),
    Plan("Practise interviews out loud", Metric.MOCK_INTERVIEWS, "practice interviews", 12, 1.1, 12,
         Reason.INTERVIEW, Theme.INTERVIEW, ("With a friend", "With career services", "Recorded")),
    Plan("Send applications that fit the posting", Metric.TAILORED, "applications", 15, 1.2, 12,
         Reason.DOCUMENTS, Theme.DOCUMENTS, ("New résumé", "First five", "Ten")),
    Plan("Talk to people who do the work", Metric.CONTACTS, "conversations", 10, 0.9, 12,
         Reason.CULTURE, Theme.COMPANY_FIT, ("Alumni list", "First three")),
    Plan("Keep applying every week", Metric.APPLICATIONS, "applications", 30, 2.4, 12,
         None, Theme.DOCUMENTS, ("Ten", "Twenty")),
)  # fmt: skip
AT_FIRST, LATER = (0, 30), (70, 112)
"""Days after the log began on which goals are set: with the first applications, or once answers have come."""
BY_HAND = {Metric.COURSE_UNITS, Metric.MOCK_INTERVIEWS, Metric.CONTACTS}
REVIEWS = (
    "Slower than planned; moved the lessons to the morning.",
    "On track. The second third is harder.",
    "A good week. Told my partner about it.",
)


def add_goals(
    tables: Tables, student: int, starts_on: date, log_ends_on: date, as_of: date, pen: random.Random
) -> None:
    """None to three goals of one student, walked at a pace of their own; the first always has some."""
    many = pen.choices((0, 1, 2, 3), (4, 4, 3, 1))[0]
    begins = AT_FIRST if student == 1 or pen.random() < 0.4 else LATER
    for plan in pen.sample(PLANS, max(many, 2) if student == 1 else many):
        goal_id = len(tables["goals"]) + 1
        began = min(starts_on + timedelta(days=pen.randrange(*begins)), log_ends_on)
        due = began + timedelta(weeks=plan.weeks)
        target = round(plan.target * pen.uniform(0.8, 1.2))
        tables["goals"].append({"goal_id": goal_id, "applicant_id": student, "recorded_at": _noon(began)})
        reached_on = _walk(tables, goal_id, plan, target, began, min(due, log_ends_on), pen)
        _word(tables, goal_id, plan, target, (began, due), (reached_on, log_ends_on, as_of), pen)
        _steps(tables, goal_id, plan, target, began)
        if began + timedelta(days=14) <= log_ends_on and pen.random() < 0.5:
            tables["goal_reviews"].append(
                {
                    "review_id": len(tables["goal_reviews"]) + 1,
                    "goal_id": goal_id,
                    "reviewed_on": began + timedelta(days=14),
                    "note": pen.choice(REVIEWS),
                    "recorded_at": _noon(began + timedelta(days=14)),
                }
            )


def _walk(
    tables: Tables, goal_id: int, plan: Plan, target: int, began: date, until: date, pen: random.Random
) -> date | None:
    """Writes the amounts of goals kept by hand, with good and bad weeks; the day the target was reached."""
    if plan.metric not in BY_HAND:
        return None
    own_pace = plan.weekly * pen.uniform(0.6, 1.5)
    reached = 0
    monday = began
    while monday <= until and reached < target:
        # A gamma-mixed Poisson: weeks differ more than chance alone would make them.
        amount = _poisson(pen, pen.gammavariate(2.0, own_pace / 2.0))
        happened_on = min(monday + timedelta(days=pen.randrange(0, 7)), until)
        if amount:
            reached += amount
            tables["goal_entries"].append(
                {
                    "entry_id": len(tables["goal_entries"]) + 1,
                    "goal_id": goal_id,
                    "happened_on": happened_on,
                    "amount": float(amount),
                    "recorded_at": _noon(happened_on),
                }
            )
        if reached >= target:
            return happened_on
        monday += timedelta(weeks=1)
    return None


def _word(
    tables: Tables,
    goal_id: int,
    plan: Plan,
    target: int,
    span: tuple[date, date],
    so_far: tuple[date | None, date, date],
    pen: random.Random,
) -> None:
    """The goal's first wording, and what was changed later."""
    (began, due), (reached_on, log_ends_on, as_of) = span, so_far
    first = {
        "goal_id": goal_id,
        "version": 1,
        "changed_at": _noon(began),
        "status": GoalStatus.ACTIVE,
        "title": plan.title,
        "specific": f"{target} {plan.unit} in {plan.weeks} weeks",
        "metric": plan.metric,
        "unit": plan.unit,
        "start_value": 0.0,
        "target": float(target),
        "starts_on": began,
        "due_on": due,
        "reason": plan.reason,
        "theme": plan.theme,
        "review_every_days": 14,
        "change_note": None,
    }
    versions = [first]
    middle = began + (due - began) // 2
    if middle < log_ends_on and reached_on is None and pen.random() < 0.25:
        later = {"due_on": due + timedelta(weeks=4), "change_note": "Four more weeks; exams came in between."}
        versions.append(first | later | {"version": 2, "changed_at": _noon(middle)})
    last = versions[-1] | {"version": len(versions) + 1}
    if reached_on is not None:
        versions.append(last | {"status": GoalStatus.DONE, "changed_at": _noon(reached_on), "change_note": None})
    elif log_ends_on < as_of and plan.metric in BY_HAND:
        note = "The term is over; this one goes no further."
        ended = {"status": GoalStatus.RETIRED, "changed_at": _noon(log_ends_on), "change_note": note}
        versions.append(last | ended)
    tables["goal_versions"].extend(versions)


def _steps(tables: Tables, goal_id: int, plan: Plan, target: int, began: date) -> None:
    for number, name in enumerate(plan.steps, start=1):
        share = number / (len(plan.steps) + 1)
        tables["milestones"].append(
            {
                "milestone_id": len(tables["milestones"]) + 1,
                "goal_id": goal_id,
                "name": name,
                "target": float(round(target * share)),
                "due_on": began + timedelta(weeks=round(plan.weeks * share)),
            }
        )


def _poisson(pen: random.Random, mean: float) -> int:
    """Counts unit-rate waits that fit into `mean`."""
    total, count = pen.expovariate(1.0), 0
    while total < mean:
        total += pen.expovariate(1.0)
        count += 1
    return count


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12))
