"""Applications kept by hand: added, corrected, annotated, taken out and brought back.

Every correction is remembered with what was there before: later imports leave such a field alone, and undo
writes the old value back. Used by the applications page inside a write.
"""
# ruff: noqa: E501

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import duckdb

from analytics.errors import InvalidEntry, NotAllowed
from analytics.store.numbers import next_id
from analytics.taxonomy import EventKind, Origin, Precision, Submission

# What a person may correct, with its SQL type. Column names come from here alone, never from outside.
FIELDS = {
    "employer": "varchar", "role": "varchar", "submission": "varchar", "applied_on": "date", "location": "varchar",
    "work_mode": "varchar", "channel": "varchar", "link": "varchar", "requisition": "varchar", "tailored": "boolean",
    "notes": "varchar",
}  # fmt: skip
LONGEST = 20_000


def add_application(
    connection: duckdb.DuckDBPyConnection, applicant_id: int, fields: dict[str, Any], *, now: datetime
) -> int:
    """A new entry. Raises InvalidEntry without an employer and a role, or with a day to come."""
    entered = {name: _clean(name, fields.get(name)) for name in FIELDS}
    if not entered["employer"] and not entered["role"]:
        raise InvalidEntry("The entry names neither an employer nor a role.", "Fill in one of them.")
    _check_day(entered["applied_on"], now.date())
    application_id = next_id(connection, "applications", "application_id")
    entered["submission"] = entered["submission"] or Submission.SENT.value
    connection.execute(
        """
        insert into applications by name
        select $id as application_id, $applicant as applicant_id, $employer as employer, $role as role,
            $submission as submission, $applied_on::date as applied_on, $precision as applied_precision,
            $location as location, $work_mode as work_mode, $channel as channel, $link as link,
            $requisition as requisition, $tailored::boolean as tailored, $notes as notes, true as outcome_recorded,
            $origin as origin, $now::timestamp as recorded_at
        """,
        {
            **entered,
            "id": application_id,
            "applicant": applicant_id,
            "precision": (Precision.DAY if entered["applied_on"] else Precision.UNKNOWN).value,
            "origin": Origin.HAND.value,
            "now": now,
        },
    )
    return application_id


def correct(
    connection: duckdb.DuckDBPyConnection,
    applicant_id: int,
    application_id: int,
    fields: dict[str, Any],
    *,
    now: datetime,
) -> int:
    """Writes what differs, each field with what was there before. Returns how many fields changed."""
    changed = 0
    for name in FIELDS.keys() & fields.keys():
        after = _clean(name, fields[name])
        if name == "applied_on":
            _check_day(after, now.date())
        before = _value(connection, applicant_id, application_id, name)
        if before == after:
            continue
        _write(connection, applicant_id, application_id, name, after)
        if name == "applied_on":
            _write_precision(connection, applicant_id, application_id, Precision.DAY if after else Precision.UNKNOWN)
        connection.execute(
            "insert into edits by name select $id as edit_id, $applicant as applicant_id, $application as application_id, "
            "$field as field, $before as before, $after as after, $now::timestamp as edited_at",
            {
                "id": next_id(connection, "edits", "edit_id"),
                "applicant": applicant_id,
                "application": application_id,
                "field": name,
                "before": _text(before),
                "after": _text(after),
                "now": now,
            },
        )
        changed += 1
    return changed


def check_own(connection: duckdb.DuckDBPyConnection, applicant_id: int, application_id: int) -> None:
    """Raises NotAllowed where the application is not this person's, or was removed."""
    found = connection.execute(
        "select 1 from applications where application_id = $application and applicant_id = $applicant"
        " and removed_at is null",
        {"application": application_id, "applicant": applicant_id},
    ).fetchone()
    if found is None:
        raise NotAllowed(f"There is no application {application_id} of yours.", "Open the list again.")


def undo_correction(connection: duckdb.DuckDBPyConnection, applicant_id: int, edit_id: int, *, now: datetime) -> None:
    """Writes back what was there before one correction."""
    row = connection.execute(
        "select application_id, field, before from edits where edit_id = $edit and applicant_id = $applicant and undone_at is null",
        {"edit": edit_id, "applicant": applicant_id},
    ).fetchone()
    if row is None:
        raise InvalidEntry("That change is undone already.")
    application_id, name, before = row
    _write(connection, applicant_id, application_id, name, before)
    if name == "applied_on":
        _write_precision(connection, applicant_id, application_id, Precision.DAY if before else Precision.UNKNOWN)
    connection.execute(
        "update edits set undone_at = $now::timestamp where edit_id = $edit and applicant_id = $applicant",
        {"edit": edit_id, "applicant": applicant_id, "now": now},
    )


def add_event(
    connection: duckdb.DuckDBPyConnection,
    applicant_id: int,
    application_id: int,
    kind: EventKind,
    happened_on: date | None,
    note: str | None = None,
    *,
    now: datetime,
) -> int:
    """Something that happened to an application. Returns the event's id."""
    row = connection.execute(
        "select applied_on from applications where application_id = $id and applicant_id = $applicant",
        {"id": application_id, "applicant": applicant_id},
    ).fetchone()
    if row is None:
        raise InvalidEntry("There is no such application.")
    if happened_on is not None and row[0] is not None and happened_on < row[0]:
        raise InvalidEntry(f"{happened_on} is before the application of {row[0]}.", "Correct one of the two days.")
    event_id = next_id(connection, "events", "event_id")
    connection.execute(
        "insert into events by name select $id as event_id, $application as application_id, $applicant as applicant_id, "
        "$kind as kind, $day::date as happened_on, $precision as precision, $note as note, $origin as origin, "
        "$now::timestamp as recorded_at",
        {
            "id": event_id,
            "application": application_id,
            "applicant": applicant_id,
            "kind": kind.value,
            "day": happened_on,
            "precision": (Precision.DAY if happened_on else Precision.UNKNOWN).value,
            "note": _clean("notes", note),
            "origin": Origin.HAND.value,
            "now": now,
        },
    )
    return event_id


def remove_event(connection: duckdb.DuckDBPyConnection, applicant_id: int, event_id: int, *, now: datetime) -> None:
    """Takes an event out of the history; it can be brought back."""
    connection.execute(
        "update events set removed_at = $now::timestamp where event_id = $id and applicant_id = $applicant",
        {"id": event_id, "applicant": applicant_id, "now": now},
    )


def bring_back_event(connection: duckdb.DuckDBPyConnection, applicant_id: int, event_id: int) -> None:
    connection.execute(
        "update events set removed_at = null where event_id = $id and applicant_id = $applicant",
        {"id": event_id, "applicant": applicant_id},
    )


def remove_application(
    connection: duckdb.DuckDBPyConnection, applicant_id: int, application_id: int, *, now: datetime
) -> None:
    """Takes an application out; later imports of the same log do not bring it back, its owner can."""
    connection.execute(
        "update applications set removed_at = $now::timestamp where application_id = $id and applicant_id = $applicant",
        {"id": application_id, "applicant": applicant_id, "now": now},
    )


def bring_back_application(connection: duckdb.DuckDBPyConnection, applicant_id: int, application_id: int) -> None:
    connection.execute(
        "update applications set removed_at = null where application_id = $id and applicant_id = $applicant",
        {"id": application_id, "applicant": applicant_id},
    )


def _clean(name: str, value: Any) -> Any:
    """A field as it is stored: text without blanks around it, nothing instead of empty text."""
    if FIELDS[name] != "varchar":
        return value
    text = str(value).strip() if value is not None else ""
    if len(text) > LONGEST:
        raise InvalidEntry(f"The text for {name} has {len(text):,} characters.", f"Keep it under {LONGEST:,}.")
    return text or None


def _check_day(day: date | None, today: date) -> None:
    if day is not None and day > today:
        raise InvalidEntry(f"{day} is still ahead.", "Enter the application once it is sent, or mark it as planned.")


def _value(connection: duckdb.DuckDBPyConnection, applicant_id: int, application_id: int, name: str) -> Any:
    row = connection.execute(
        f"select {name} from applications where application_id = $id and applicant_id = $applicant",  # noqa: S608
        {"id": application_id, "applicant": applicant_id},
    ).fetchone()
    if row is None:
        raise InvalidEntry("There is no such application.")
    return row[0]


def _write(
    connection: duckdb.DuckDBPyConnection, applicant_id: int, application_id: int, name: str, value: Any
) -> None:
    connection.execute(
        f"update applications set {name} = $value::{FIELDS[name]} "  # noqa: S608
        "where application_id = $id and applicant_id = $applicant",
        {"value": value, "id": application_id, "applicant": applicant_id},
    )


def _write_precision(
    connection: duckdb.DuckDBPyConnection, applicant_id: int, application_id: int, precision: Precision
) -> None:
    connection.execute(
        "update applications set applied_precision = $precision where application_id = $id and applicant_id = $applicant",
        {"precision": precision.value, "id": application_id, "applicant": applicant_id},
    )


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
