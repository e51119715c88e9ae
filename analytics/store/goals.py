"""What a person writes about their goals: each change adds its terms anew, nothing is overwritten.

Used by the goals page and the sample inside `store.writing(viewer)`.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from datetime import date, timedelta
from math import isfinite
from typing import Any

from analytics.errors import InvalidEntry
from analytics.store.tables import TABLES
from analytics.store.writer import Writer, check_word
from analytics.taxonomy import GoalStatus, Metric

LARGEST = 1_000_000
LONGEST = timedelta(days=3653)


@dataclass(frozen=True)
class GoalTerms:
    """What a goal says: what, measured by what, from where to where, why and by when."""

    title: str
    metric: str
    target: float
    starts_on: date
    due_on: date
    start_value: float = 0.0
    specific: str | None = None
    unit: str | None = None
    reason: str | None = None
    theme: str | None = None
    relevant: str | None = None
    partner_name: str | None = None
    partner_email: str | None = None
    review_every_days: int | None = None
    resources: str | None = None
    per_week: float | None = None
    """So much a week makes a week count; the target is then a number of weeks."""
    status: str = GoalStatus.ACTIVE.value


def check(terms: GoalTerms) -> None:
    """Raises InvalidEntry for terms that nobody could work towards."""
    if not terms.title.strip():
        raise InvalidEntry("The goal has no name.", "Say in a few words what you want to do.")
    for column, vocabulary in TABLES["goal_versions"].words.items():
        check_word(column, getattr(terms, column), tuple(vocabulary))
    if terms.due_on < terms.starts_on:
        raise InvalidEntry(
            f"The goal ends on {terms.due_on}, before it starts on {terms.starts_on}.",
            "Choose a later date to be done by.",
        )
    if terms.due_on - terms.starts_on > LONGEST:
        raise InvalidEntry(f"The goal would last until {terms.due_on}.", "Choose a date within ten years of its start.")
    for name, value in (("start", terms.start_value), ("target", terms.target)):
        _check_amount(f"The {name} of", value, terms.metric)
    if terms.per_week is not None and not (isfinite(terms.per_week) and 0 < terms.per_week <= LARGEST):
        raise InvalidEntry(f"{terms.per_week:g} a week is no rhythm.", "Say how many a week, from 1 on.")
    if terms.per_week is not None and terms.metric == Metric.PERCENT:
        raise InvalidEntry("A percentage has no rhythm.", "Choose something that is counted.")
    if terms.review_every_days is not None and not 1 <= terms.review_every_days <= 366:
        raise InvalidEntry(f"A review every {terms.review_every_days} days is no rhythm.", "Choose 1 to 366.")


# --- setting and adjusting -------------------------------------------------------------------------------


def set_goal(writer: Writer, terms: GoalTerms) -> int:
    """A new goal with its first terms. Returns its id."""
    check(terms)
    goal_id = writer.add("goals")
    _add_terms(writer, goal_id, 1, terms, None)
    return goal_id


def adjust(writer: Writer, goal_id: int, *, note: str | None = None, **changes: Any) -> int:
    """New terms with these changes; pause, resume, reach and retire are changes of `status`.

    Returns the number of the terms that hold; the old one where nothing changes.
    """
    version, before = _newest(writer, goal_id)
    after = replace(before, **changes)
    check(after)
    if after == before and not note:
        return version
    _add_terms(writer, goal_id, version + 1, after, note)
    return version + 1


def remove_goal(writer: Writer, goal_id: int) -> None:
    """Takes away a goal set by mistake; retiring one keeps it in sight."""
    writer.own("goals", goal_id)
    writer.remove("goals", goal_id)


# --- entries, milestones, reviews ------------------------------------------------------------------------


def add_entry(writer: Writer, goal_id: int, happened_on: date, amount: float, *, note: str | None = None) -> int:
    """What was done on a day; a negative amount takes back. For a percentage, where it stood that day."""
    _, terms = _newest(writer, goal_id)
    _check_amount("The amount of", amount, terms.metric)
    return writer.add("goal_entries", goal_id=goal_id, happened_on=happened_on, amount=amount, note=note)


def remove_entry(writer: Writer, entry_id: int) -> None:
    writer.remove("goal_entries", entry_id)


def add_milestone(
    writer: Writer, goal_id: int, name: str, *, target: float | None = None, due_on: date | None = None
) -> int:
    """A step on the way, with an amount, a date, or both. Raises InvalidEntry where it has no name."""
    if not name.strip():
        raise InvalidEntry("The milestone has no name.", "Say what will be done by then.")
    return writer.add("milestones", goal_id=goal_id, name=name, target=target, due_on=due_on)


def reach_milestone(writer: Writer, milestone_id: int, reached_on: date | None) -> None:
    """Marks a milestone as reached on a day, or as open again with None."""
    writer.change("milestones", milestone_id, reached_on=reached_on)


def remove_milestone(writer: Writer, milestone_id: int) -> None:
    writer.remove("milestones", milestone_id)


def add_review(writer: Writer, goal_id: int, reviewed_on: date, note: str) -> int:
    """A look back: what went well, what to change."""
    return writer.add("goal_reviews", goal_id=goal_id, reviewed_on=reviewed_on, note=note)


# --- rows ------------------------------------------------------------------------------------------------


def _check_amount(which: str, amount: float, metric: str) -> None:
    if not isfinite(amount) or abs(amount) > LARGEST:
        raise InvalidEntry(f"{which} {amount} is too large.", f"Stay below {LARGEST:,}.")
    if metric == Metric.PERCENT and not 0 <= amount <= 100:
        raise InvalidEntry(f"{which} {amount:g} is no share.", "Choose a number from 0 to 100.")


def _newest(writer: Writer, goal_id: int) -> tuple[int, GoalTerms]:
    writer.own("goals", goal_id)
    [row] = writer.records(
        "select * from goal_versions where goal_id = $goal order by version desc limit 1", goal=goal_id
    )
    return row["version"], GoalTerms(**{field.name: row[field.name] for field in fields(GoalTerms)})


def _add_terms(writer: Writer, goal_id: int, version: int, terms: GoalTerms, note: str | None) -> None:
    writer.add("goal_versions", **asdict(terms), goal_id=goal_id, version=version, change_note=note)
