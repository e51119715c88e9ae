"""A cohort's export becomes the logs of its students: who, in which programme, level and term, under which agreement.

Read like any log, with a column that says whose each row is. A later
export under the same agreement, of the same layout, takes the place of the one before. Whoever withdrew stays out.
"""

# ruff: noqa: S608

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from analytics.errors import InvalidEntry, NotAllowed, Refused
from analytics.ingest.account import forget, remembered
from analytics.ingest.columns import ABOUT_STUDENTS, STUDENT, by_name
from analytics.ingest.importing import Source, fingerprint, needed
from analytics.ingest.load import load
from analytics.ingest.reading import Answers, Question, Reading
from analytics.ingest.statements import run
from analytics.ingest.summary import layout_of
from analytics.ingest.tables import Table, tables_of
from analytics.ingest.understand import understand
from analytics.ingest.words import heading
from analytics.store import Role, Store, Viewer, Writer
from analytics.store.scratch import scratch

ROWS = ("applications", "events", "feedback", "contacts")
STAFF = 0
"""Under this number answers about exports are remembered. Nobody's own."""


@dataclass(frozen=True)
class CohortReceipt:
    """What one table of an export says, and, with an `import_id`, that it was stored.

    How many of its students have withdrawn is not told: of an export of one student it would be who.
    """

    import_id: int | None
    students: int
    reading: Reading


def review_cohort(store: Store, viewer: Viewer, source: Source, answers: Answers, now: datetime) -> list[CohortReceipt]:
    """What each table of the export says. Nothing is stored."""
    _only_staff(viewer)
    with tables_of(source.path, source.name) as tables, scratch(now, STAFF, store.newest()) as writer:
        return [_read(writer, table, answers)[0] for table in tables]


def import_cohort(
    store: Store, viewer: Viewer, source: Source, agreement: str, answers: Answers, now: datetime, recorded_by: str
) -> list[CohortReceipt]:
    """Stores each table of the export. Raises AnswerNeeded, and stores nothing of it, while a question is open.

    Raises InvalidEntry where the agreement has no name.
    """
    _only_staff(viewer)
    if not agreement.strip():
        raise InvalidEntry("The agreement has no name.", "Name the form or rule under which the students agreed.")
    receipts = []
    with tables_of(source.path, source.name) as tables:
        if len(tables) > 1:
            with scratch(now, STAFF, store.newest()) as writer:
                for table in tables:
                    _refuse_open_questions(_read(writer, table, answers)[0])
        for table in tables:
            with store.writing(viewer, now) as writer:
                receipts.append(_import(writer, table, source, agreement.strip(), answers, recorded_by))
    return receipts


def _refuse_open_questions(read: CohortReceipt) -> None:
    if read.reading.unanswered:
        raise needed(read.reading)


def _only_staff(viewer: Viewer) -> None:
    if viewer.role is not Role.STAFF:
        raise NotAllowed("Only staff import a cohort.", "Import your own log instead.")


def _import(
    writer: Writer, table: Table, source: Source, agreement: str, answers: Answers, recorded_by: str
) -> CohortReceipt:
    exports = writer.on_behalf_of(STAFF)
    read, columns, known = _read(exports, table, answers)
    _refuse_open_questions(read)
    _replace(writer, agreement, read.reading.layout)
    _students(writer, columns)
    stored = load(exports, read.reading, fingerprint(source.path), known, owned=True)
    writer.sql(
        "update imports set applicant_id = null, agreement = $agreement where import_id = $import_id",
        import_id=stored.import_id,
        agreement=agreement,
    )
    # The agreement of whoever has none.
    run(writer, "consents_of", import_id=stored.import_id, agreement=agreement, recorded_by=recorded_by)
    return replace(read, import_id=stored.import_id)


# --- reading --------------------------------------------------------------------------------------------------


def _read(writer: Writer, table: Table, answers: Answers) -> tuple[CohortReceipt, dict[str, int], Answers]:
    """A table as understood, where the student and what is known of them stand, and all answers about its layout."""
    plain = table if table.lines else table.rewritten()
    known = answers.over(remembered(writer, layout_of(plain)))
    columns, today = _columns(plain, known), writer.now.date()
    if STUDENT not in columns:
        reading = understand(writer, plain, known, today)
        return CohortReceipt(None, 0, replace(reading, questions=(_whose(plain), *reading.questions))), columns, known
    reading = understand(writer, plain, known, today, owner=columns[STUDENT])
    students = writer.number("select count(distinct owner) from placed")
    return CohortReceipt(None, students, reading), columns, known


def _columns(table: Table, known: Answers) -> dict[str, int]:
    """Where the student and what is known of them stand: as somebody said, or as the columns are called."""
    found: dict[str, int] = {}
    for index, name in enumerate(table.names):
        said = known.columns.get(name)
        for meaning in [said] if said else [heading(name), *by_name(name)]:
            found.setdefault(meaning, index)
    if known.get(STUDENT) in table.names:
        found[STUDENT] = table.names.index(str(known.get(STUDENT)))
    return {meaning: index for meaning, index in found.items() if meaning in (STUDENT, *ABOUT_STUDENTS)}


def _whose(table: Table) -> Question:
    return Question(
        STUDENT,
        "Which column says whose row it is?",
        {name: name for name in table.names if name and "(from" not in name},
    )


# --- storing --------------------------------------------------------------------------------------------------


def _replace(writer: Writer, agreement: str, layout: str) -> None:
    """Takes back the export before, which this one is a later state of. What went before that is gone for good."""
    before = "select import_id from imports where agreement = $agreement and layout = $layout and undone_at is not null"
    forget(writer, [number for (number,) in writer.rows(before, agreement=agreement, layout=layout)])
    earlier = (
        "select import_id from imports where agreement = $agreement and layout = $layout and undone_at is null"
        " and imported_at < $now"
    )
    for name in ROWS:
        writer.sql(
            f"update {name} set removed_at = $now where removed_at is null and import_id in ({earlier})",
            agreement=agreement,
            layout=layout,
        )
    writer.sql(
        f"update imports set undone_at = $now where import_id in ({earlier})", agreement=agreement, layout=layout
    )


def _students(writer: Writer, columns: dict[str, int]) -> None:
    """A row for every student who is new, what the export says of them all, and whose each of its rows is."""
    student = f"trim(c{columns[STUDENT]})"
    about = ", ".join(
        f"max(nullif(trim(c{columns[name]}), '')) as {name}" if name in columns else f"cast(null as varchar) as {name}"
        for name in ABOUT_STUDENTS
    )
    writer.sql(
        f"create or replace temp table enrolled as select {student} as student_id, {about} from raw"
        f" where {student} in (select owner from placed) group by 1"
    )
    for step in ("new_students", "students_as_exported", "owners_of_rows"):
        run(writer, step)


# --- taking back ----------------------------------------------------------------------------------------------


def undo_cohort(store: Store, viewer: Viewer, import_id: int, now: datetime) -> int:
    """Takes an export back, all its tables; the one it took the place of is there again. Returns the applications gone.

    An agreement that came with it goes too, unless more of the student's is there or it was withdrawn. Raises Refused
    where there is no such export.
    """
    _only_staff(viewer)
    with store.writing(viewer, now) as writer:
        found = writer.records(
            "select agreement, layout, imported_at as at from imports"
            " where import_id = $import_id and agreement is not null and undone_at is null",
            import_id=import_id,
        )
        if not found:
            raise Refused("There is no such export to take back.", "Load the page again; somebody else may have.")
        [these] = found
        gone = writer.number(f"select count(*) from applications where removed_at is null and {_OF_EXPORT}", **these)
        for name in ROWS:
            writer.sql(f"update {name} set removed_at = $now where removed_at is null and {_OF_EXPORT}", **these)
            writer.sql(f"update {name} set removed_at = null where removed_at = $at and {_OF_EXPORT_BEFORE}", **these)
        writer.sql(f"update imports set undone_at = null where {_OF_EXPORT_BEFORE}", **these)
        writer.sql(f"update imports set undone_at = $now where {_OF_EXPORT}", **these)
        writer.sql(
            "delete from consents where agreement = $agreement and agreed_at = $at and withdrawn_at is null"
            " and applicant_id not in (select applicant_id from applications where removed_at is null)",
            agreement=these["agreement"],
            at=these["at"],
        )
        forget(
            writer, [number for (number,) in writer.rows(f"select import_id from imports where {_OF_EXPORT}", **these)]
        )
    return gone


_EXPORT = "import_id in (select import_id from imports where agreement = $agreement and layout = $layout and {} = $at)"
_OF_EXPORT = _EXPORT.format("imported_at")
_OF_EXPORT_BEFORE = _EXPORT.format("undone_at")
