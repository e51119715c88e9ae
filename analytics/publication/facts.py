"""What is counted of a student: facts that, once true, stay true in an academic year.

Each belongs to a question, and is a part of another fact: whoever had an interview had an answer. The fact that a
question's parts are parts of is its base.
"""

from __future__ import annotations

from dataclasses import dataclass

from analytics.taxonomy import Reason


@dataclass(frozen=True)
class Fact:
    """Something that is or isn't true of a student. `within` names the fact it is a part of; None for the first."""

    name: str
    within: str | None
    question: str


ANSWER_DAYS = (7, 14, 30, 60, 90)
"""Days by which an application may have been answered; it is followed for the last of them."""

SENT = (5, 10, 20, 40)
"""Numbers of applications that a student may have reached."""

STUDENTS = Fact("students", None, "students")

FACTS: tuple[Fact, ...] = (
    STUDENTS,
    *(
        Fact(f"sent_{many}", f"sent_{fewer}" if fewer else "students", "applications")
        for fewer, many in zip((None, *SENT), SENT, strict=False)
    ),
    Fact("answered", "students", "outcomes"),
    Fact("interviewed", "answered", "outcomes"),
    Fact("offered", "answered", "outcomes"),
    Fact("given_a_reason", "students", "reasons"),
    *(Fact(f"reason_{reason.value}", "given_a_reason", "reasons") for reason in Reason),
    Fact("turned_down", "students", "feedback_requests"),
    Fact("asked", "turned_down", "feedback_requests"),
    Fact("replied", "asked", "feedback_requests"),
    Fact("goal", "students", "goals"),
    Fact("goal_reached", "goal", "goals"),
    Fact("followed", "students", "answers"),
)
"""In such an order that what a fact is within comes before it."""

BANDS: tuple[str, ...] = (*(f"answered_by_{day}" for day in ANSWER_DAYS), "not_answered", "day_unknown")
"""Exactly one of these is true of each student who is `followed`: of one application of theirs, drawn by lot."""

BY_NAME = {fact.name: fact for fact in FACTS}
