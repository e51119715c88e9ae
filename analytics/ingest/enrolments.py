"""How many students are enrolled, as staff say it: public numbers on which the plan of publications rests."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import datetime

import pandas as pd

from analytics.errors import InvalidEntry, NotAllowed, NothingToImport
from analytics.store import Role, Store, Viewer

COLUMNS = ("programme", "level", "term", "students")


def import_enrolments(store: Store, viewer: Viewer, text: str, *, now: datetime, recorded_by: str) -> int:
    """Stores the numbers of a CSV with COLUMNS in place of those before. Returns the groups read.

    Raises NotAllowed for anybody but staff, NothingToImport without the columns, InvalidEntry for a line that has no
    whole number of students or no programme.
    """
    groups = [_group(row) for row in csv.DictReader(io.StringIO(text))]
    if not groups or not set(COLUMNS) <= groups[0].keys():
        raise NothingToImport("The file needs the columns programme, level, term and students.", "Add a header line.")
    return enter_enrolments(store, viewer, groups, now=now, recorded_by=recorded_by, first_line=2)


def enter_enrolments(
    store: Store,
    viewer: Viewer,
    groups: Sequence[Mapping[str, str]],
    *,
    now: datetime,
    recorded_by: str,
    first_line: int = 1,
) -> int:
    """Stores groups with COLUMNS, as text, in place of those before. Returns how many there are.

    Raises NotAllowed for anybody but staff, NothingToImport without any, InvalidEntry for one that has no whole number
    of students or no programme.
    """
    if viewer.role is not Role.STAFF:
        raise NotAllowed("Only staff say how many are enrolled.")
    if not groups:
        raise NothingToImport("No programme is named.", "Write a line for each programme.")
    for line, group in enumerate(groups, start=first_line):
        if not group["students"].isdecimal():
            raise InvalidEntry(
                f"Line {line} has {group['students'] or 'nothing'} for students.", "Write a whole number."
            )
        if not group["programme"]:
            raise InvalidEntry(f"Line {line} names no programme.", "Write the programme as the students' logs do.")
    rows = pd.DataFrame(groups)[list(COLUMNS)].astype({"students": "int32"})
    with store.writing(viewer, now=now) as writer:
        writer.sql("delete from enrolments")
        writer.append("enrolments", rows.assign(recorded_at=now, recorded_by=recorded_by))
    return len(groups)


def _group(row: dict[str, str]) -> dict[str, str]:
    return {name.strip().casefold(): (value or "").strip() for name, value in row.items() if name}
