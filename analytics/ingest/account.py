"""What an import leaves on record: the fate of every row, the answers given, and how all of it is taken back."""
# ruff: noqa: S608, E501

from __future__ import annotations

import json
from collections.abc import Sequence

import pandas as pd

from analytics.errors import Refused
from analytics.ingest.reading import Answers, Reading
from analytics.ingest.statements import run
from analytics.store import Writer


def record(
    writer: Writer, import_id: int, base: int, reading: Reading, sha256: str, answers: Answers,
    changed: set[int],
) -> None:  # fmt: skip
    """Writes down the import itself: every row that made no application of its own, and the answers given."""
    summary = reading.as_json() | {
        "set_aside": len(reading.rows_set_aside),
        "cells_set_aside": len(reading.cells_set_aside),
    }
    writer.add(
        "imports",
        import_id=import_id,
        file_name=reading.name,
        sha256=sha256,
        layout=reading.layout,
        records_outcomes=reading.records_outcomes,
        rows=reading.rows,
        covers_from=reading.covers_from,
        covers_until=reading.covers_until,
        receipt=json.dumps(summary, ensure_ascii=False, default=str),
    )
    frame = pd.DataFrame(
        [(one.line, one.column, one.reason, json.dumps(one.cells, ensure_ascii=False)) for one in reading.set_aside],
        columns=["line", "column_name", "reason", "cells"], dtype="object",
    )  # fmt: skip
    if len(frame):
        with writer.staged("aside", frame):
            writer.sql(
                "insert into set_aside by name select $import_id as import_id, line::bigint as line, column_name::varchar as column_name, "
                "reason, cells from aside",
                import_id=import_id,
            )
    run(writer, "sightings_of", import_id=import_id, base=base, changed=list(changed))
    _remember(writer, reading.layout, answers)


def _remember(writer: Writer, layout: str, answers: Answers) -> None:
    """Keeps the answers for the next file with these columns, in place of those before."""
    writer.delete("layouts", layout=layout)
    if answers.given:
        writer.add("layouts", layout=layout, answers=json.dumps(answers.given))


def remembered(writer: Writer, layout: str) -> Answers:
    """The answers that this person gave for a layout before."""
    found = writer.rows(
        "select answers from layouts where applicant_id = $applicant and layout = $layout", layout=layout
    )
    return Answers(json.loads(found[0][0])) if found else Answers()


def undo(writer: Writer, import_id: int) -> int:
    """Takes an import back whole: what it added goes, what it changed is as before. Returns how many applications went.

    An application that another import has seen too stays, as that import's. What went is deleted for good and leaves no
    bytes behind: an import that was taken back is done again from its file. Raises Refused where there is no such import.
    """
    if not writer.rows(
        "from imports where import_id = $import_id and applicant_id = $applicant and undone_at is null",
        import_id=import_id,
    ):
        raise Refused(
            f"There is no import {import_id} to undo.", "`steppingstone undo-import --list` shows those there are."
        )
    run(writer, "heirs", import_id=import_id)
    gone = writer.number(
        "select count(*) from applications where import_id = $import_id and applicant_id = $applicant "
        "and removed_at is null and application_id not in (select application_id from heirs)",
        import_id=import_id,
    )
    for table in ("applications", "events", "feedback", "contacts"):
        writer.sql(
            f"update {table} set import_id = heirs.heir from heirs where {table}.application_id = heirs.application_id "
            f"and {table}.import_id = $import_id and {table}.applicant_id = $applicant",
            import_id=import_id,
        )
        writer.sql(
            f"update {table} set removed_at = $now::timestamp where import_id = $import_id and applicant_id = $applicant and removed_at is null",
            import_id=import_id,
        )
    _restore(writer, import_id)
    writer.sql(
        "update imports set undone_at = $now::timestamp where import_id = $import_id and applicant_id = $applicant",
        import_id=import_id,
    )
    forget(writer, [import_id])
    return gone


def forget(writer: Writer, imports: Sequence[int]) -> None:
    """Deletes what imports brought that were taken back and can't come again; nothing of it stays in the store's file.

    An application to which somebody added something by hand stays removed with it: their own words are not ours to drop.
    """
    if not imports:
        return
    of_imports = "import_id in (select unnest($imports))"
    run(writer, "going", imports=list(imports))
    texts = f"select feedback_id from feedback where {of_imports} and removed_at is not null"
    for table in ("reading_reasons", "readings"):
        writer.sql(f"delete from {table} where feedback_id in ({texts})", imports=list(imports))
    for table in ("feedback", "contacts", "events"):
        writer.sql(f"delete from {table} where {of_imports} and removed_at is not null", imports=list(imports))
    writer.sql("delete from applications where application_id in (select application_id from going)")
    for table in ("sightings", "set_aside", "import_changes"):
        writer.sql(f"delete from {table} where {of_imports}", imports=list(imports))
    writer.sql(f"update imports set receipt = '{{}}' where {of_imports}", imports=list(imports))
    writer.leave_no_trace()


def _restore(writer: Writer, import_id: int) -> None:
    writer.sql(
        "update events set removed_at = null where applicant_id = $applicant and event_id in "
        "(select event_id from import_changes where import_id = $import_id and event_id is not null)",
        import_id=import_id,
    )
    fields = writer.rows(
        "select distinct field from import_changes where import_id = $import_id and event_id is null",
        import_id=import_id,
    )
    for (field,) in fields:
        writer.sql(
            f"update applications set {field} = c.before from import_changes as c where c.import_id = $import_id and c.field = '{field}' "
            "and c.event_id is null and applications.application_id = c.application_id and applicant_id = $applicant "
            "and not exists (select 1 from edits where edits.application_id = c.application_id and edits.field = c.field and undone_at is null)",
            import_id=import_id,
        )
