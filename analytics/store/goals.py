"""What a person writes about their goals: each change adds a wording, nothing is overwritten.

Used by the goals page and the sample generator inside `store.writing(viewer)`.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime
from math import isfinite
from typing import Any

import duckdb

from analytics.errors import InvalidEntry, NotAllowed
from analytics.store.numbers import next_id
from analytics.taxonomy import GoalStatus, Metric, Reason, Theme

LARGEST = 1_000_000


@dataclass(frozen=True)
class Wording:
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
    status: str = GoalStatus.ACTIVE.value


def check(wording: Wording) -> None:
    """Raises InvalidEntry for a wording that nobody could work towards."""
    if not wording.title.strip():
        raise InvalidEntry("The goal has no name.", "Say in a few words what you want to do.")
    if wording.metric not in list(Metric):
        raise InvalidEntry(f"{wording.metric} can't be measured.", f"Choose one of {', '.join(Metric)}.")
    if wording.due_on < wording.starts_on:
        raise InvalidEntry(
            f"The goal ends on {wording.due_on}, before it starts on {wording.starts_on}.",
            "Choose a later date to be done by.",
        )
    for name, value in (("start", wording.start_value), ("target", wording.target)):
        if not isfinite(value) or abs(value) > LARGEST:
            raise InvalidEntry(f"The {name} of {value} is too large.", f"Stay below {LARGEST:,}.")
        if wording.metric == Metric.PERCENT and not 0 <= value <= 100:
            raise InvalidEntry(f"The {name} of {value:g} is no share.", "Choose a number from 0 to 100.")
    if wording.review_every_days is not None and not 1 <= wording.review_every_days <= 366:
        raise InvalidEntry(f"A review every {wording.review_every_days} days is no rhythm.", "Choose 1 to 366.")
    if wording.reason is not None and wording.reason not in list(Reason):
        raise InvalidEntry(f"{wording.reason} is no reason.", f"Choose one of {', '.join(Reason)}.")
    if wording.theme is not None and wording.theme not in list(Theme):
        raise InvalidEntry(f"{wording.theme} is no theme.", f"Choose one of {', '.join(Theme)}.")


# --- setting and adjusting -------------------------------------------------------------------------------


def set_goal(connection: duckdb.DuckDBPyConnection, applicant_id: int, wording: Wording, *, now: datetime) -> int:
    """A new goal with its first wording. Returns its id."""
    check(wording)
    goal_id = next_id(connection, "goals", "goal_id")
    connection.execute(
        "insert into goals (goal_id, applicant_id, recorded_at) values ($goal, $applicant, $now)",
        {"goal": goal_id, "applicant": applicant_id, "now": now},
    )
    _add_wording(connection, goal_id, 1, wording, None, now)
    return goal_id


def adjust(
    connection: duckdb.DuckDBPyConnection,
    applicant_id: int,
    goal_id: int,
    *,
    now: datetime,
    note: str | None = None,
    **changes: Any,
) -> int:
    """A new wording with these changes; pause, resume, reach and retire are changes of `status`.

    Returns the number of the wording that holds; the old one where nothing changes.
    """
    version, before = _newest(connection, applicant_id, goal_id)
    after = replace(before, **changes)
    check(after)
    if after == before and not note:
        return version
    _add_wording(connection, goal_id, version + 1, after, note, now)
    return version + 1


def remove_goal(connection: duckdb.DuckDBPyConnection, applicant_id: int, goal_id: int, *, now: datetime) -> None:
    """Takes away a goal set by mistake; retiring one keeps it in sight."""
    _own(connection, applicant_id, goal_id)
    connection.execute(
        "update goals set removed_at = $now where goal_id = $goal and applicant_id = $applicant",
        {"goal": goal_id, "applicant": applicant_id, "now": now},
    )


# --- entries, milestones, reviews ------------------------------------------------------------------------


def add_entry(
    connection: duckdb.DuckDBPyConnection,
    applicant_id: int,
    goal_id: int,
    happened_on: date,
    amount: float,
    *,
    now: datetime,
    note: str | None = None,
) -> int:
    """What was done on a day; a negative amount takes back. For a percentage, where it stood that day."""
    _, wording = _newest(connection, applicant_id, goal_id)
    if not isfinite(amount) or abs(amount) > LARGEST:
        raise InvalidEntry(f"The amount of {amount} is too large.", f"Stay below {LARGEST:,}.")
    if wording.metric == Metric.PERCENT and not 0 <= amount <= 100:
        raise InvalidEntry(f"{amount:g} is no share.", "Enter where you stand, from 0 to 100.")
    entry_id = next_id(connection, "goal_entries", "entry_id")
    connection.execute(
        "insert into goal_entries (entry_id, goal_id, happened_on, amount, note, recorded_at)"
        " values ($entry, $goal, $day, $amount, $note, $now)",
        {"entry": entry_id, "goal": goal_id, "day": happened_on, "amount": amount, "note": note, "now": now},
    )
    return entry_id


def remove_entry(connection: duckdb.DuckDBPyConnection, applicant_id: int, entry_id: int, *, now: datetime) -> None:
    connection.execute(
        "update goal_entries set removed_at = $now where entry_id = $entry and goal_id in"
        " (select goal_id from goals where applicant_id = $applicant)",
        {"entry": entry_id, "applicant": applicant_id, "now": now},
    )


def add_milestone(
    connection: duckdb.DuckDBPyConnection,
    applicant_id: int,
    goal_id: int,
    name: str,
    *,
    target: float | None = None,
    due_on: date | None = None,
) -> int:
    """A step on the way, with an amount, a date, or both."""
    _own(connection, applicant_id, goal_id)
    if not name.strip():
        raise InvalidEntry("The milestone has no name.", "Say what will be done by then.")
    milestone_id = next_id(connection, "milestones", "milestone_id")
    connection.execute(
        "insert into milestones (milestone_id, goal_id, name, target, due_on)"
        " values ($milestone, $goal, $name, $target, $due)",
        {"milestone": milestone_id, "goal": goal_id, "name": name, "target": target, "due": due_on},
    )
    return milestone_id


def reach_milestone(
    connection: duckdb.DuckDBPyConnection, applicant_id: int, milestone_id: int, reached_on: date | None
) -> None:
    """Marks a milestone as reached on a day, or as open again with None."""
    connection.execute(
        "update milestones set reached_on = $day where milestone_id = $milestone and goal_id in"
        " (select goal_id from goals where applicant_id = $applicant)",
        {"day": reached_on, "milestone": milestone_id, "applicant": applicant_id},
    )


def remove_milestone(
    connection: duckdb.DuckDBPyConnection, applicant_id: int, milestone_id: int, *, now: datetime
) -> None:
    connection.execute(
        "update milestones set removed_at = $now where milestone_id = $milestone and goal_id in"
        " (select goal_id from goals where applicant_id = $applicant)",
        {"now": now, "milestone": milestone_id, "applicant": applicant_id},
    )


def add_review(
    connection: duckdb.DuckDBPyConnection,
    applicant_id: int,
    goal_id: int,
    reviewed_on: date,
    note: str,
    *,
    now: datetime,
) -> int:
    """A look back: what went well, what to change."""
    _own(connection, applicant_id, goal_id)
    review_id = next_id(connection, "goal_reviews", "review_id")
    connection.execute(
        "insert into goal_reviews (review_id, goal_id, reviewed_on, note, recorded_at)"
        " values ($review, $goal, $day, $note, $now)",
        {"review": review_id, "goal": goal_id, "day": reviewed_on, "note": note, "now": now},
    )
    return review_id


# --- rows ------------------------------------------------------------------------------------------------


def _own(connection: duckdb.DuckDBPyConnection, applicant_id: int, goal_id: int) -> None:
    found = connection.execute(
        "select 1 from goals where goal_id = $goal and applicant_id = $applicant and removed_at is null",
        {"goal": goal_id, "applicant": applicant_id},
    ).fetchone()
    if found is None:
        raise NotAllowed(f"There is no goal {goal_id} of yours.", "Open the list of goals again.")


def _newest(connection: duckdb.DuckDBPyConnection, applicant_id: int, goal_id: int) -> tuple[int, Wording]:
    _own(connection, applicant_id, goal_id)
    cursor = connection.execute(
        "select * from goal_versions where goal_id = $goal order by version desc limit 1", {"goal": goal_id}
    )
    names = [column[0] for column in cursor.description or []]
    row = dict(zip(names, cursor.fetchone() or (), strict=True))
    return row["version"], Wording(**{field.name: row[field.name] for field in fields(Wording)})


def _add_wording(
    connection: duckdb.DuckDBPyConnection,
    goal_id: int,
    version: int,
    wording: Wording,
    note: str | None,
    now: datetime,
) -> None:
    connection.execute(
        """
        insert into goal_versions (
            goal_id, version, changed_at, status, title, specific, metric, unit, start_value, target,
            starts_on, due_on, reason, theme, relevant, partner_name, partner_email, review_every_days,
            change_note
        ) values (
            $goal_id, $version, $now, $status, $title, $specific, $metric, $unit, $start_value, $target,
            $starts_on, $due_on, $reason, $theme, $relevant, $partner_name, $partner_email, $review_every_days,
            $note
        )
        """,
        {**asdict(wording), "goal_id": goal_id, "version": version, "now": now, "note": note},
    )
