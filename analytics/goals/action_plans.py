"""Ready goals for each theme and reason, from data/action_plans.toml. Used by the form that sets a goal."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TypeVar

from analytics import DATA
from analytics.taxonomy import Metric, Reason, Term, Theme

Kind = TypeVar("Kind", bound=Term)


class Track(Term):
    """The kinds of things one can do about a reason."""

    SKILLS = "skills", "Skills", "Learn or practise what the work needs."
    DOCUMENTS = "documents", "Résumé and letter", "Show what is already there."
    INTERVIEW = "interview", "Interview practice", "Stories, mock interviews, preparation."
    NETWORKING = "networking", "People and openings", "Conversations, feedback, a steady stream."
    LONG_TERM = "long_term", "Long-term", "Learning and being known for something."


@dataclass(frozen=True)
class Plan:
    """A ready goal: what to count, how many in how many weeks, and the first steps."""

    track: Track
    title: str
    why: str
    themes: tuple[Theme, ...]
    reasons: tuple[Reason, ...]
    metric: Metric
    unit: str
    target: float
    weeks: int
    steps: tuple[str, ...]
    milestones: tuple[str, ...]

    @property
    def specific(self) -> str:
        """The first steps as a text to go on writing."""
        return "\n".join(f"{number}. {step}" for number, step in enumerate(self.steps, start=1))

    def due_on(self, starts_on: date) -> date:
        return starts_on + timedelta(weeks=self.weeks)

    def milestone_days(self, starts_on: date, due_on: date) -> list[tuple[str, date]]:
        """The milestones, evenly on the way."""
        days = (due_on - starts_on).days
        parts = len(self.milestones) + 1
        return [
            (name, starts_on + timedelta(days=round(days * number / parts)))
            for number, name in enumerate(self.milestones, start=1)
        ]


@cache
def plans() -> tuple[Plan, ...]:
    """All ready goals."""
    written = tomllib.loads((DATA / "action_plans.toml").read_text(encoding="utf-8"))["plan"]
    return tuple(
        Plan(
            track=_term(Track, plan["track"]),
            title=plan["title"],
            why=plan["why"],
            themes=tuple(_term(Theme, theme) for theme in plan["themes"]),
            reasons=tuple(_term(Reason, reason) for reason in plan["reasons"]),
            metric=_term(Metric, plan["metric"]),
            unit=plan["unit"],
            target=float(plan["target"]),
            weeks=plan["weeks"],
            steps=tuple(plan["steps"]),
            milestones=tuple(plan["milestones"]),
        )
        for plan in written
    )


def plans_for(theme: str | None = None, reason: str | None = None) -> tuple[Plan, ...]:
    """The ready goals that answer a theme or a reason; those that answer both come first."""
    fits = [((theme in plan.themes) + (reason in plan.reasons), plan) for plan in plans()]
    return tuple(plan for fit, plan in sorted(fits, key=lambda pair: -pair[0]) if fit)


def _term(kind: type[Kind], value: str) -> Kind:
    return {term.value: term for term in kind}[value]
