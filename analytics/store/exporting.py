"""Everything a person owns as one ZIP of CSV files with a manifest, and back into an empty store.

The files open in any spreadsheet and run nothing there: text that could be a formula has an apostrophe before it.
An apostrophe is also put before text that begins with one or is empty, so that reading back is exact: an empty
cell is "unknown".
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import IO, Any

import duckdb
import pandas as pd

from analytics.errors import (
    FileTooLarge,
    NotAllowed,
    NothingToImport,
    Refused,
    SteppingStoneError,
    StoreTooNew,
)
from analytics.formula_guard import STARTS
from analytics.store import migrations
from analytics.store.reader import Reader
from analytics.store.tables import PERSON, TABLES
from analytics.store.viewer import Role
from analytics.store.writer import Writer

FORMAT = "steppingstone-export"
MANIFEST = "manifest.json"
AT_ONCE = 10_000
LARGEST = 4 * 2**30
LONGEST_CELL = 64 * 2**20

PRIVATE = ("journal", "settings")
"""Written into nobody's export but the owner's."""

# Known as soon as a person opens the program; a restore replaces them.
REPLACED = ("applicants", "settings")

# What belongs to one person, or to everybody for an analyst; as text, in the form that reads back exactly.
ROWS = {
    "applicant_id": (
        "select columns(*)::varchar from query_table($table) where ($applicant is null or applicant_id = $applicant)"
    ),
    "import_id": (
        "select columns(*)::varchar from query_table($table) where import_id in"
        " (select import_id from imports where ($applicant is null or applicant_id = $applicant))"
    ),
    "goal_id": (
        "select columns(*)::varchar from query_table($table) where goal_id in"
        " (select goal_id from goals where ($applicant is null or applicant_id = $applicant))"
    ),
}


# --- out -------------------------------------------------------------------------------------------------


def export(reader: Reader, file: IO[bytes], *, now: datetime) -> dict[str, int]:
    """Writes the viewer's rows into a ZIP. Returns the number of rows of each table.

    An analyst gets everybody's rows without what is private to their owners.
    """
    tables = [table for table in TABLES if reader.viewer.role is Role.APPLICANT or table not in PRIVATE]
    rows: dict[str, int] = {}
    cursor = reader.snapshot.cursor()
    try:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for table in tables:
                cursor.execute(ROWS[TABLES[table].owned_by], {"table": table, "applicant": reader.viewer.applicant_id})
                with archive.open(f"{table}.csv", "w", force_zip64=True) as member:
                    rows[table] = _write(cursor, member, _text_columns(reader, table))
            manifest = {
                "format": FORMAT,
                "schema_version": migrations.newest(),
                "exported_at": now.isoformat(timespec="seconds"),
                "whose": reader.viewer.role.value,
                "rows": rows,
            }
            archive.writestr(MANIFEST, json.dumps(manifest, indent=2))
    finally:
        cursor.close()
    return rows


def _write(cursor: duckdb.DuckDBPyConnection, member: IO[bytes], text: set[str]) -> int:
    names = [column[0] for column in cursor.description or []]
    is_text = [name in text for name in names]
    number = 0
    with io.TextIOWrapper(member, encoding="utf-8-sig", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(names)
        while rows := cursor.fetchmany(AT_ONCE):
            number += len(rows)
            writer.writerows([[_cell(*pair) for pair in zip(row, is_text, strict=True)] for row in rows])
    return number


def _text_columns(reader: Reader, table: str) -> set[str]:
    cursor = reader.snapshot.cursor()
    try:
        found = cursor.execute(
            "select column_name from duckdb_columns() where table_name = $table and data_type = 'VARCHAR'",
            {"table": table},
        ).fetchall()
    finally:
        cursor.close()
    return {name for (name,) in found}


def _cell(value: str | None, is_text: bool) -> str:
    if value is None:
        return ""
    return "'" + value if is_text and (value == "" or value.startswith((*STARTS, "'"))) else value


# --- back in ---------------------------------------------------------------------------------------------


def restore(writer: Writer, file: IO[bytes]) -> dict[str, int]:
    """Reads a person's export back, inside `store.writing(viewer)`. Returns the number of rows of each table.

    Refuses when the person already has rows of their own: an export is a whole, not an addition. Raises Refused for
    that, and where a table is not as the manifest says.
    """
    with _opened(file) as archive:
        manifest = _manifest(archive)
        _must_be_empty(writer)
        shifts = _shifts(writer)
        for table in REPLACED:
            writer.delete(table)
        for table in TABLES:
            expected = manifest["rows"].get(table, 0)
            found = _read(writer, archive, table, shifts) if expected else 0
            if found != expected:
                raise Refused(
                    f"{table}.csv holds {found} rows where the manifest says {expected}.",
                    "The file was changed or cut off; export it again.",
                )
    return {table: int(number) for table, number in manifest["rows"].items() if number}


def _opened(file: IO[bytes]) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(file)
    except zipfile.BadZipFile as error:
        raise NothingToImport("This is no ZIP file.", "Choose the ZIP that an export wrote.") from error
    if sum(member.file_size for member in archive.infolist()) > LARGEST:
        raise FileTooLarge("The file unpacks to more than 4 GB.", "Choose the ZIP that an export wrote.")
    return archive


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
        known = manifest["format"] == FORMAT and isinstance(manifest["rows"], dict)
    except (KeyError, ValueError, TypeError) as error:
        raise NothingToImport("The ZIP holds no manifest of an export.", "Choose one that `export` wrote.") from error
    if not known:
        raise NothingToImport("The ZIP is no export of Stepping Stone.", "Choose one that `export` wrote.")
    if manifest["schema_version"] > migrations.newest():
        raise StoreTooNew("The export was written by a newer version.", "Install that version; nothing was changed.")
    if manifest["whose"] != Role.APPLICANT or manifest["rows"].get("applicants") != 1:
        raise NotAllowed("The export holds several people's rows.", "Each person restores an export of their own.")
    return manifest


def _must_be_empty(writer: Writer) -> None:
    for table, about in TABLES.items():
        if about.owned_by == PERSON and table not in REPLACED:
            count = writer.number(f"select count(*) from {table} where applicant_id = $applicant")  # noqa: S608
            if count:
                raise Refused(
                    f"This store already holds {count} rows of {table}.",
                    "Restore into an empty store: name another folder with --store.",
                )


def _shifts(writer: Writer) -> dict[str, int]:
    """How far each kind of number moves up so that it meets none of the store's; 0 in an empty store."""
    shifts: dict[str, int] = {}
    for table, about in TABLES.items():
        if about.key and about.key != PERSON:
            shifts[about.key] = max(shifts.get(about.key, 0), writer.next_number(table) - 1)
    return shifts


def _read(writer: Writer, archive: zipfile.ZipFile, table: str, shifts: dict[str, int]) -> int:
    number = 0
    try:
        for rows in _frames(archive, table):
            for column in rows.columns:
                if column == PERSON:
                    rows[column] = str(writer.applicant_id)
                elif shift := shifts.get(column, 0):
                    rows[column] = [None if cell is None else str(int(cell) + shift) for cell in rows[column]]
            writer.append(table, rows)
            number += len(rows)
    except (SteppingStoneError, KeyError, ValueError, csv.Error) as error:
        raise Refused(
            f"{table}.csv can't be read: {str(error).splitlines()[0]}",
            "The file was changed; export it again.",
        ) from error
    return number


def _frames(archive: zipfile.ZipFile, table: str) -> Iterator[pd.DataFrame]:
    csv.field_size_limit(LONGEST_CELL)
    with (
        archive.open(f"{table}.csv") as member,
        io.TextIOWrapper(member, encoding="utf-8-sig", newline="") as lines,
    ):
        reader = csv.reader(lines, strict=True)
        names = next(reader)
        rows: list[list[str | None]] = []
        for cells in reader:
            rows.append([None if cell == "" else cell.removeprefix("'") for cell in cells])
            if len(rows) == AT_ONCE:
                yield pd.DataFrame(rows, columns=names, dtype=object)
                rows = []
        if rows:
            yield pd.DataFrame(rows, columns=names, dtype=object)
