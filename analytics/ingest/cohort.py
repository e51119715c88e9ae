"""A cohort's export becomes the logs of its students: who, in which programme, level and term, under which agreement.

Read like any log, with the column that names the student keeping the rows of different students apart. A later
export under the same agreement, of the same layout, takes the place of the one before. Whoever withdrew stays out.
"""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import dataclass
from datetime import datetime

import duckdb

from analytics.errors import InvalidEntry, NotAllowed, NothingToImport
from analytics.ingest.columns import by_name
from analytics.ingest.importing import Source, needed
from analytics.ingest.load import load
from analytics.ingest.reading import Answers
from analytics.ingest.tables import Table, tables_of
from analytics.ingest.understand import understand
from analytics.ingest.words import heading
from analytics.store import Role, Store, Viewer

ABOUT_THEM = ("programme", "level", "term")


@dataclass(frozen=True)
class CohortReceipt:
    """What came of a cohort's export."""

    students: int
    new_students: int
    applications: int
    set_aside: int
    withdrawn: int


def import_cohort(
    store: Store, viewer: Viewer, source: Source, agreement: str, answers: Answers, now: datetime, recorded_by: str
) -> list[CohortReceipt]:
    """Stores each table of the export. Raises AnswerNeeded, and stores nothing of it, while a question is open."""
    if viewer.role is not Role.STAFF:
        raise NotAllowed("Only staff import a cohort.", "Import your own log instead.")
    if not agreement.strip():
        raise InvalidEntry("The agreement has no name.", "Name the form or rule under which the students agreed.")
    receipts = []
    with tables_of(source.path, source.name) as tables:
        for table in tables:
            with store.writing(viewer) as connection:
                receipts.append(_import(connection, table, source, agreement.strip(), answers, now, recorded_by))
    return receipts


def _import(
    connection: duckdb.DuckDBPyConnection, table: Table, source: Source, agreement: str, answers: Answers,
    now: datetime, recorded_by: str,
) -> CohortReceipt:  # fmt: skip
    columns = _columns(table)
    # To the reader of logs the student is part of what makes an application: no two students' rows are ever one.
    known = Answers({f"column.{table.names[columns['student_id']]}": "requisition"}).over(answers)
    reading = understand(connection, table, known, now.date())
    if reading.unanswered:
        raise needed(reading)
    nobody = _value(connection, "select coalesce(max(applicant_id), 0) + 1 from applicants")
    _replace(connection, agreement, reading.layout, now)
    sha = hashlib.sha256(source.path.read_bytes()).hexdigest()
    receipt = load(connection, nobody, reading, sha, Answers(), now)
    students = _students(connection, columns, receipt.import_id, nobody, now)
    _hand_over(connection, receipt.import_id, agreement)
    withdrawn = _consent(connection, receipt.import_id, agreement, recorded_by, now)
    total = _value(
        connection, "select count(distinct applicant_id) from applications where import_id = $import",
        {"import": receipt.import_id},
    )  # fmt: skip
    return CohortReceipt(total, students, receipt.added, len(reading.rows_set_aside), withdrawn)


def _columns(table: Table) -> dict[str, int]:
    """Where the student and what is known of them stand. Raises NothingToImport where no column names the student."""
    found: dict[str, int] = {}
    for index, name in enumerate(table.names):
        for meaning in (heading(name), *by_name(name)):
            found.setdefault(meaning, index)
    if "student_id" not in found:
        raise NothingToImport(
            f"{table.name} has no column that says whose row it is.",
            "Name one of its columns “student id”; programme, level and term are read when they are there.",
        )
    return {meaning: index for meaning, index in found.items() if meaning in ("student_id", *ABOUT_THEM)}


def _replace(connection: duckdb.DuckDBPyConnection, agreement: str, layout: str, now: datetime) -> None:
    """Takes back the export before, which this one is a later state of."""
    earlier = "select import_id from imports where agreement = $agreement and layout = $layout and undone_at is null"
    values = {"agreement": agreement, "layout": layout, "now": now}
    for name in ("applications", "events", "feedback"):
        connection.execute(
            f"update {name} set removed_at = $now where removed_at is null and import_id in ({earlier})",  # noqa: S608
            values,
        )
    connection.execute(f"update imports set undone_at = $now where import_id in ({earlier})", values)  # noqa: S608


def _students(
    connection: duckdb.DuckDBPyConnection, columns: dict[str, int], import_id: int | None, base: int, now: datetime
) -> int:
    """A row for every student who is new, and what the export says of them all. Returns how many are new."""
    student = f"c{columns['student_id']}"
    about = ", ".join(
        f"max(nullif(trim(c{columns[name]}), '')) as {name}" if name in columns else f"cast(null as varchar) as {name}"
        for name in ABOUT_THEM
    )
    connection.execute(
        f"create or replace temp table enrolled as select trim({student}) as student_id, {about} from raw"  # noqa: S608
        f" where trim({student}) in (select requisition from applications where import_id = $import) group by 1",
        {"import": import_id},
    )
    known = "select student_id from applicants where student_id is not null"
    new = f"select student_id from enrolled where student_id not in ({known})"  # noqa: S608
    count = _value(connection, f"select count(*) from ({new})")  # noqa: S608
    connection.execute(
        f"insert into applicants by name select $base + row_number() over (order by student_id) as applicant_id,"  # noqa: S608
        f" student_id, $now as created_at from ({new})",
        {"base": base, "now": now},
    )
    for name in ABOUT_THEM:
        connection.execute(
            f"update applicants set {name} = enrolled.{name} from enrolled"  # noqa: S608
            f" where applicants.student_id = enrolled.student_id and enrolled.{name} is not null"
        )
    return count


def _hand_over(connection: duckdb.DuckDBPyConnection, import_id: int | None, agreement: str) -> None:
    """Gives each student their rows, and takes the student out of the requisition number again."""
    values = {"import": import_id}
    connection.execute(
        "update applications set applicant_id = applicants.applicant_id, requisition = null from applicants"
        " where applicants.student_id = applications.requisition and import_id = $import",
        values,
    )
    for name in ("events", "feedback"):
        connection.execute(
            f"update {name} set applicant_id = applications.applicant_id from applications"  # noqa: S608
            f" where applications.application_id = {name}.application_id and {name}.import_id = $import",
            values,
        )
    connection.execute(
        "update imports set applicant_id = null, agreement = $agreement where import_id = $import",
        {**values, "agreement": agreement},
    )


def _consent(
    connection: duckdb.DuckDBPyConnection, import_id: int | None, agreement: str, recorded_by: str, now: datetime
) -> int:
    """Records the agreement for whoever has none. Returns how many withdrew before, who stay out."""
    theirs = "select distinct applicant_id from applications where import_id = $import"
    connection.execute(
        f"insert into consents by name select applicant_id, $agreement as agreement, $now as agreed_at,"  # noqa: S608
        f" $recorded_by as recorded_by from ({theirs}) as students"
        " where applicant_id not in (select applicant_id from consents)",
        {"import": import_id, "agreement": agreement, "now": now, "recorded_by": recorded_by},
    )
    return _value(
        connection,
        f"select count(*) from ({theirs}) as students"  # noqa: S608
        " where applicant_id not in (select applicant_id from consents where withdrawn_at is null)",
        {"import": import_id},
    )


def import_enrolments(store: Store, viewer: Viewer, text: str) -> int:
    """Stores how many students are enrolled: CSV with programme, level, term and students. Returns the groups read."""
    if viewer.role is not Role.STAFF:
        raise NotAllowed("Only staff say how many are enrolled.")
    rows = list(csv.DictReader(io.StringIO(text)))
    wanted = {*ABOUT_THEM, "students"}
    if not rows or not wanted <= {name.strip().casefold() for name in rows[0] if name}:
        raise NothingToImport("The file needs the columns programme, level, term and students.", "Add a header line.")
    groups = [{name.strip().casefold(): (value or "").strip() for name, value in row.items() if name} for row in rows]
    for line, group in enumerate(groups, start=2):
        if not group["students"].isdigit():
            raise InvalidEntry(
                f"Line {line} has {group['students'] or 'nothing'} for students.", "Write a whole number."
            )
    with store.writing(viewer) as connection:
        connection.execute("delete from enrolments")
        connection.executemany(
            "insert into enrolments (programme, level, term, students) values (?, ?, ?, ?)",
            [[group[name] for name in ABOUT_THEM] + [int(group["students"])] for group in groups],
        )
    return len(groups)


def _value(connection: duckdb.DuckDBPyConnection, sql: str, values: dict[str, object] | None = None) -> int:
    row = connection.execute(sql, values or {}).fetchone()
    return int(row[0]) if row and row[0] is not None else 0
