"""What is due soon for one's goals: milestones, reviews, last days. Shown on the overview and put into one .ics."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid5

import icalendar
import pandas as pd

from analytics.statistics.goal_progress import GoalProgress, Standing
from analytics.wording.goal_progress import goal_in_words

# The namespace of the identifiers of goals' reminders; never to be changed.
NAMESPACE = UUID("b0a3f2c4-7f55-5d0e-8a1b-2f9d6b1c7e40")
OPEN = (Standing.ON_TRACK, Standing.AT_RISK, Standing.EARLY, Standing.AHEAD, Standing.OVERDUE)
MISSED = timedelta(days=14)
BEGAN = date(2026, 1, 1)
REMIND_AT = timedelta(hours=9)


@dataclass(frozen=True)
class Reminder:
    """One thing to do on a day."""

    day: date
    what: str
    goal_id: int
    kind: str
    number: int = 0


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
    rhythm = {row["goal_id"]: row["review_every_days"] for row in facts.to_dict("records")}
    reviewed = reviews.groupby("goal_id")["reviewed_on"].max().to_dict() if len(reviews) else {}
    found: list[Reminder] = []
    for progress in progresses:
        goal = progress.goal
        if progress.standing not in OPEN:
            continue
        found.append(Reminder(goal.due_on, f"Last day: {goal.title}", goal.goal_id, "due"))
        if goal.starts_on > as_of:
            found.append(Reminder(goal.starts_on, f"Starts: {goal.title}", goal.goal_id, "start"))
        every = rhythm.get(goal.goal_id)
        if every and not pd.isna(every):
            last = max(goal.starts_on, _day(reviewed.get(goal.goal_id, goal.starts_on)))
            next_review = max(as_of, last + timedelta(days=int(every)))
            found.append(Reminder(next_review, f"Look back: {goal.title}", goal.goal_id, "review"))
        for step in milestones[milestones["goal_id"] == goal.goal_id].to_dict("records"):
            if pd.isna(step["reached_on"]) and not pd.isna(step["due_on"]):
                found.append(
                    Reminder(
                        _day(step["due_on"]),
                        f"{step['name']}: {goal.title}",
                        goal.goal_id,
                        "milestone",
                        int(step["milestone_id"]),
                    )
                )
    return sorted(
        (one for one in found if as_of - MISSED <= one.day <= until),
        key=lambda one: (one.day, one.goal_id, one.kind),
    )


def calendar(found: Iterable[Reminder], owner: int, *, now: datetime) -> bytes:
    """The reminders as whole days of a calendar file; importing it again updates what is there."""
    file = icalendar.Calendar()
    file.add("prodid", "-//Stepping Stone//Goals//EN")
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    for one in found:
        file.add_component(_event(one, owner, now.astimezone(UTC)))
    return bytes(file.to_ical())


def _event(one: Reminder, owner: int, now: datetime) -> icalendar.Event:
    event = icalendar.Event()
    name = f"{one.kind}/{owner}/{one.goal_id}/{one.number}"
    event.add("uid", f"{uuid5(NAMESPACE, name)}@steppingstone.invalid")
    event.add("dtstamp", now)
    event.add("sequence", max(0, (now.date() - BEGAN).days))
    event.add("summary", one.what)
    event.add("dtstart", one.day)
    event.add("dtend", one.day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", one.what)
    alarm.add("trigger", REMIND_AT)
    event.add_component(alarm)
    return event


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
        lines += ["", "Next:", *(f"- {one.day.isoformat()} {one.what}" for one in next_up[:3])]
    lines += ["", "Ask me about it when we next speak."]
    return f"How it goes: {progress.goal.title}", "\n".join(lines)


def mail_link(address: str | None, subject: str, body: str) -> str:
    """A link that opens the message in one's own mail program. Nothing is sent by itself."""
    recipient = quote(address or "", safe="@")
    text = quote(body.replace("\n", "\r\n"), safe="")
    return f"mailto:{recipient}?subject={quote(' '.join(subject.split()), safe='')}&body={text}"


def _day(value: Any) -> date:
    return value if type(value) is date else pd.Timestamp(value).date()
