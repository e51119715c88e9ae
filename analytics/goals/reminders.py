"""What is due soon for one's goals: milestones, reviews, last days. Shown on the overview and put into one .ics."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

import pandas as pd

from analytics.calendar_file import CalendarEntry, calendar_file
from analytics.statistics.goal_progress import Goal, GoalProgress
from analytics.taxonomy import Standing
from analytics.wording.goal_progress import goal_in_words
from analytics.wording.numbers import due_day

# The namespace of the identifiers of goals' reminders; never to be changed.
NAMESPACE = UUID("b0a3f2c4-7f55-5d0e-8a1b-2f9d6b1c7e40")
OPEN = (Standing.ON_TRACK, Standing.UNDECIDED, Standing.AT_RISK, Standing.EARLY, Standing.AHEAD, Standing.OVERDUE)
MISSED = timedelta(days=14)


@dataclass(frozen=True)
class Reminder:
    """One thing to do on a day; it no longer `holds` where its goal rests or its milestone is reached."""

    day: date
    what: str
    goal_id: int
    kind: str
    number: int = 0
    holds: bool = True


def reminders(
    progresses: Iterable[GoalProgress],
    facts: pd.DataFrame,
    milestones: pd.DataFrame,
    reviews: pd.DataFrame,
    as_of: date,
    until: date,
) -> list[Reminder]:
    """What is due up to a day, the earliest first: what was due up to two weeks ago too, and any missed review today.

    Takes the rows of sql/goals.sql, sql/goal_milestones.sql and sql/goal_reviews.sql.
    """
    return [one for one in all_reminders(progresses, facts, milestones, reviews, as_of, until) if one.holds]


def all_reminders(
    progresses: Iterable[GoalProgress],
    facts: pd.DataFrame,
    milestones: pd.DataFrame,
    reviews: pd.DataFrame,
    as_of: date,
    until: date,
) -> list[Reminder]:
    """As `reminders`, with those that no longer hold: of goals that rest, and milestones that were reached."""
    rhythm = {row["goal_id"]: row["review_every_days"] for row in facts.to_dict("records")}
    reviewed = reviews.groupby("goal_id")["reviewed_on"].max().to_dict() if len(reviews) else {}
    found: list[Reminder] = []
    for progress in progresses:
        goal = progress.goal
        of_goal = [Reminder(goal.due_on, f"Last day: {goal.title}", goal.goal_id, "due")]
        if goal.starts_on > as_of:
            of_goal.append(Reminder(goal.starts_on, f"Starts: {goal.title}", goal.goal_id, "start"))
        every = rhythm.get(goal.goal_id)
        if every and not pd.isna(every):
            last = max(goal.starts_on, _day(reviewed.get(goal.goal_id, goal.starts_on)))
            next_review = max(as_of, last + timedelta(days=int(every)))
            of_goal.append(Reminder(next_review, f"Look back: {goal.title}", goal.goal_id, "review"))
        of_goal += _of_milestones(goal, milestones[milestones["goal_id"] == goal.goal_id])
        rests = progress.standing not in OPEN
        found += [replace(one, holds=False) if rests else one for one in of_goal]
    return sorted(
        (one for one in found if as_of - MISSED <= one.day <= until),
        key=lambda one: (one.day, one.goal_id, one.kind),
    )


def _of_milestones(goal: Goal, milestones: pd.DataFrame) -> list[Reminder]:
    return [
        Reminder(
            _day(step["due_on"]),
            f"{step['name']}: {goal.title}",
            goal.goal_id,
            "milestone",
            int(step["milestone_id"]),
            holds=bool(pd.isna(step["reached_on"])),
        )
        for step in milestones.to_dict("records")
        if not pd.isna(step["due_on"])
    ]


def calendar(found: Iterable[Reminder], owner: int, *, now: datetime, zone: str | None = None) -> bytes:
    """The calendar file of goals alone. Raises InvalidEntry for a zone that does not exist."""
    return calendar_file(entries(found, owner, now.date()), "Goals", now=now, zone=zone)


def entries(found: Iterable[Reminder], owner: int, today: date) -> list[CalendarEntry]:
    """The reminders; what no longer holds and lies ahead comes as cancelled."""
    return [_entry(one, owner) for one in found if one.holds or one.day >= today]


def _entry(one: Reminder, owner: int) -> CalendarEntry:
    name = f"{one.kind}/{owner}/{one.goal_id}/{one.number}"
    return CalendarEntry(uuid5(NAMESPACE, name), one.day, one.what, holds=one.holds)


def partner_message(progress: GoalProgress, partner_name: str | None, due: Sequence[Reminder]) -> tuple[str, str]:
    """Subject and text that tell an accountability partner how it goes."""
    lines = [
        f"Hello {partner_name}," if partner_name else "Hello,",
        "",
        f"you asked me to tell you how it goes with my goal: {progress.goal.title}.",
        goal_in_words(progress),
    ]
    next_up = [one for one in due if one.goal_id == progress.goal.goal_id]
    if next_up:
        lines += ["", "Next:", *(f"- {due_day(one.day)}: {one.what}" for one in next_up[:3])]
    lines += ["", "Ask me about it when we next speak."]
    return f"How it goes: {progress.goal.title}", "\n".join(lines)


def _day(value: Any) -> date:
    return value if type(value) is date else pd.Timestamp(value).date()
