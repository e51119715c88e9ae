"""What an import leaves on record: the fate of every row, the answers given, and how all of it is taken back."""
# ruff: noqa: S608, E501

from __future__ import annotations

import json
from datetime import datetime

import duckdb
import pandas as pd

from analytics.errors import Refused
from analytics.ingest.reading import Answers, Reading
from analytics.store.numbers import number


def record(
    connection: duckdb.DuckDBPyConnection, values: dict[str, object], base: int, reading: Reading, sha256: str, answers: Answers,
    changed: set[int],
) -> None:  # fmt: skip
    """Writes down the import itself: every row that made no application of its own, and the answers given."""
    summary = reading.as_json() | {
        "set_aside": len(reading.rows_set_aside),
        "cells_set_aside": len(reading.cells_set_aside),
    }
    connection.execute(
        "insert into imports by name select $import as import_id, $applicant as applicant_id, $name as file_name, $sha as sha256, "
        "$layout as layout, $records as records_outcomes, $rows as rows, $receipt as receipt, $now::timestamp as imported_at",
        {**values, "name": reading.name, "sha": sha256, "layout": reading.layout, "records": reading.records_outcomes,
         "rows": reading.rows, "receipt": json.dumps(summary, ensure_ascii=False, default=str)},
    )  # fmt: skip
    frame = pd.DataFrame(
        [(one.line, one.column, one.reason, json.dumps(one.cells, ensure_ascii=False)) for one in reading.set_aside],
        columns=["line", "column_name", "reason", "cells"], dtype="object",
    )  # fmt: skip
    if len(frame):
        connection.register("aside", frame)
        connection.execute(
            "insert into set_aside by name select $import as import_id, line::bigint as line, column_name::varchar as column_name, "
            "reason, cells from aside",
            {"import": values["import"]},
        )
        connection.unregister("aside")
    connection.execute(
        f"""
        insert into sightings by name
        select $import as import_id, line, {base} + into_place as application_id, 'merged' as fate from joined_rows join placed using (place)
        where into_place not in (select place from matches)
        union all
        select $import, line, application_id, case when application_id in (select unnest($changed)) then 'updated' else 'known' end
        from matches join placed using (place)
        """,
        {"import": values["import"], "changed": list(changed)},
    )
    _remember(connection, values, reading.layout, answers)


def _remember(connection: duckdb.DuckDBPyConnection, values: dict[str, object], layout: str, answers: Answers) -> None:
    """Keeps the answers for the next file with these columns, in place of those before."""
    about = {"applicant": values["applicant"], "layout": layout}
    connection.execute("delete from layouts where applicant_id = $applicant and layout = $layout", about)
    if answers.given:
        connection.execute(
            "insert into layouts by name select $applicant as applicant_id, $layout as layout, $answers as answers, "
            "$now::timestamp as updated_at",
            {**about, "answers": json.dumps(answers.given), "now": values["now"]},
        )


def remembered(connection: duckdb.DuckDBPyConnection, applicant_id: int, layout: str) -> Answers:
    """The answers that this person gave for a layout before."""
    row = connection.execute(
        "select answers from layouts where applicant_id = $applicant and layout = $layout",
        {"applicant": applicant_id, "layout": layout},
    ).fetchone()
    return Answers(json.loads(row[0])) if row else Answers()


def undo(connection: duckdb.DuckDBPyConnection, applicant_id: int, import_id: int, now: datetime) -> int:
    """Takes an import back whole: what it added goes, what it changed is as before. Returns how many applications went.

    An application that another import has seen too stays, as that import's.
    """
    own: dict[str, object] = {"applicant": applicant_id, "import": import_id}
    if not number(
        connection,
        "select count(*) from imports where import_id = $import and applicant_id = $applicant and undone_at is null",
        own,
    ):
        raise Refused(
            f"There is no import {import_id} to undo.", "`steppingstone undo-import --list` shows those there are."
        )
    connection.execute(
        "create or replace temp table heirs as select application_id, min(import_id) as heir from sightings "
        "join imports using (import_id) where undone_at is null and import_id <> $import and applicant_id = $applicant and fate <> 'merged' "
        "and application_id in (select application_id from applications where import_id = $import and applicant_id = $applicant) group by 1",
        own,
    )
    gone = number(connection, "select count(*) from applications where import_id = $import and applicant_id = $applicant "
                  "and removed_at is null and application_id not in (select application_id from heirs)", own)  # fmt: skip
    for table in ("applications", "events", "feedback", "contacts"):
        connection.execute(
            f"update {table} set import_id = heirs.heir from heirs where {table}.application_id = heirs.application_id "
            f"and {table}.import_id = $import and {table}.applicant_id = $applicant",
            own,
        )
        connection.execute(
            f"update {table} set removed_at = $now::timestamp where import_id = $import and applicant_id = $applicant and removed_at is null",
            {**own, "now": now},
        )
    _restore(connection, own)
    connection.execute(
        "update imports set undone_at = $now::timestamp where import_id = $import and applicant_id = $applicant",
        {**own, "now": now},
    )
    return gone


def _restore(connection: duckdb.DuckDBPyConnection, own: dict[str, object]) -> None:
    connection.execute(
        "update events set removed_at = null where applicant_id = $applicant and event_id in "
        "(select event_id from import_changes where import_id = $import and event_id is not null)",
        own,
    )
    fields = connection.execute(
        "select distinct field from import_changes where import_id = $import and event_id is null",
        {"import": own["import"]},
    ).fetchall()
    for (field,) in fields:
        connection.execute(
            f"update applications set {field} = c.before from import_changes as c where c.import_id = $import and c.field = '{field}' "
            "and c.event_id is null and applications.application_id = c.application_id and applicant_id = $applicant "
            "and not exists (select 1 from edits where edits.application_id = c.application_id and edits.field = c.field and undone_at is null)",
            own,
        )
