"""Everything a person owns as one ZIP of CSV files with a manifest, and back into an empty store.

The files open in any spreadsheet and run nothing there: text that could be a formula has an apostrophe before it.
An apostrophe is also put before text that begins with one or is empty, so that reading back is exact: an empty
cell is "unknown".
"""

from __future__ import annotations

import csv
import hashlib
import io
import itertools
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
from analytics.store.checking import refuse_what_does_not_hold
from analytics.store.dictionary import dictionary
from analytics.store.faults import RAISED
from analytics.store.reader import Reader
from analytics.store.tables import PERSON, PRIVATE, TABLES
from analytics.store.viewer import Role
from analytics.store.writer import Writer

FORMAT = "steppingstone-export"
MANIFEST = "datapackage.json"
EARLIER_MANIFEST = "manifest.json"
LARGEST_MANIFEST = 4 * 2**20
AT_ONCE = 10_000
# Frictionless's name of each type that the schema uses.
TYPES = {
    "VARCHAR": "string", "BIGINT": "integer", "INTEGER": "integer", "DOUBLE": "number", "BOOLEAN": "boolean",
    "DATE": "date", "TIMESTAMP": "datetime",
}  # fmt: skip
LARGEST = 4 * 2**30
LONGEST_CELL = 64 * 2**20

CHANGED = "The file was changed or cut off, and nothing was stored; export it again."

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
    resources = []
    cursor = reader.snapshot.cursor()
    try:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for table in tables:
                cursor.execute(ROWS[TABLES[table].owned_by], {"table": table, "applicant": reader.viewer.applicant_id})
                types = _types(reader, table)
                with archive.open(f"{table}.csv", "w", force_zip64=True) as member:
                    summed = _Summed(member)
                    rows[table] = _write(cursor, summed, {name for name, kind in types.items() if kind == "VARCHAR"})
                resources.append(_resource(table, types, summed))
            manifest = {
                "profile": "tabular-data-package",
                "name": FORMAT,
                "created": now.isoformat(timespec="seconds"),
                "format": FORMAT,
                "schema_version": migrations.newest(),
                "exported_at": now.isoformat(timespec="seconds"),
                "whose": reader.viewer.role.value,
                "rows": rows,
                "resources": resources,
            }
            archive.writestr(MANIFEST, json.dumps(manifest, indent=2))
    finally:
        cursor.close()
    return rows


class _Summed(io.RawIOBase):
    """A file that is written or read, with the checksum and number of the bytes that went through."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.sha256 = hashlib.sha256()
        self.bytes = 0

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:
        self._add(content)
        return self.file.write(content)

    def readinto(self, buffer: Any) -> int:
        content = self.file.read(len(buffer))
        buffer[: len(content)] = content
        self._add(content)
        return len(content)

    def _add(self, content: Any) -> None:
        self.sha256.update(content)
        self.bytes += len(content)


def _resource(table: str, types: dict[str, str], written: _Summed) -> dict[str, Any]:
    """A table of the package as Frictionless describes one."""
    about = TABLES[table]
    meanings = {column.name: column for column in dictionary()[table].columns}
    schema: dict[str, Any] = {
        "fields": [
            {"name": name, "type": TYPES[kind], "description": meanings[name].described} for name, kind in types.items()
        ],
        "missingValues": [""],
    }
    if about.key:
        schema["primaryKey"] = about.key
    return {
        "name": table,
        "path": f"{table}.csv",
        "description": dictionary()[table].meaning,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "bytes": written.bytes,
        "hash": f"sha256:{written.sha256.hexdigest()}",
        "schema": schema,
    }


def _write(cursor: duckdb.DuckDBPyConnection, member: io.RawIOBase, text: set[str]) -> int:
    names = [column[0] for column in cursor.description or []]
    is_text = [name in text for name in names]
    number = 0
    with io.TextIOWrapper(io.BufferedWriter(member), encoding="utf-8-sig", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(names)
        while rows := cursor.fetchmany(AT_ONCE):
            number += len(rows)
            writer.writerows([[_cell(*pair) for pair in zip(row, is_text, strict=True)] for row in rows])
    return number


def _types(reader: Reader, table: str) -> dict[str, str]:
    """The columns of a table with their types, in the table's order."""
    cursor = reader.snapshot.cursor()
    try:
        found = cursor.execute(
            "select column_name, data_type from duckdb_columns() where table_name = $table order by column_index",
            {"table": table},
        ).fetchall()
    finally:
        cursor.close()
    return dict(found)


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
            found = _read(writer, archive, table, shifts, manifest["hashes"].get(table)) if expected else 0
            if found != expected:
                raise Refused(
                    f"{table}.csv holds {found} rows where the manifest says {expected}.",
                    CHANGED,
                )
        if unknown := manifest["rows"].keys() - TABLES.keys():
            raise Refused(f"The manifest names {', '.join(sorted(unknown))}, which no store has.", CHANGED)
    refuse_what_does_not_hold(writer.rows, CHANGED)
    return {table: number for table, number in manifest["rows"].items() if number}


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
        name = MANIFEST if MANIFEST in archive.namelist() else EARLIER_MANIFEST
        with archive.open(name) as file:
            text = file.read(LARGEST_MANIFEST + 1)
        if len(text) > LARGEST_MANIFEST:
            raise FileTooLarge("The manifest is larger than any export's.", "Choose the ZIP that an export wrote.")
        manifest: dict[str, Any] = json.loads(text)
        manifest["schema_version"] = int(manifest["schema_version"])
        manifest["rows"] = {str(table): int(rows) for table, rows in manifest["rows"].items()}
        manifest["hashes"] = {one["name"]: one["hash"] for one in manifest.get("resources", [])}
        known = manifest["format"] == FORMAT and "whose" in manifest
    except (KeyError, ValueError, TypeError, AttributeError, *RAISED) as error:
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


def _read(writer: Writer, archive: zipfile.ZipFile, table: str, shifts: dict[str, int], expected: str | None) -> int:
    """The rows of a table; their checksum has to be the manifest's, where it says one."""
    number = 0
    try:
        for rows in _frames(archive, table, expected):
            for column in rows.columns:
                if column == PERSON:
                    rows[column] = str(writer.applicant_id)
                elif shift := shifts.get(column, 0):
                    rows[column] = [None if cell is None else str(int(cell) + shift) for cell in rows[column]]
            writer.append(table, rows)
            number += len(rows)
    except SteppingStoneError as error:
        raise Refused(f"{table}.csv can't be read: {error.what_happened}", CHANGED) from error
    except (KeyError, ValueError, StopIteration, *RAISED) as error:
        raise Refused(f"{table}.csv can't be read: {str(error).splitlines()[0]}", CHANGED) from error
    return number


def _frames(archive: zipfile.ZipFile, table: str, expected: str | None) -> Iterator[pd.DataFrame]:
    csv.field_size_limit(LONGEST_CELL)
    with archive.open(f"{table}.csv") as member:
        summed = _Summed(member)
        with io.TextIOWrapper(io.BufferedReader(summed), encoding="utf-8-sig", newline="") as lines:
            reader = csv.reader(lines, strict=True)
            names = next(reader)
            while cells := list(itertools.islice(reader, AT_ONCE)):
                rows = [[None if cell == "" else cell.removeprefix("'") for cell in row] for row in cells]
                yield pd.DataFrame(rows, columns=names, dtype=object)
        if expected not in (None, f"sha256:{summed.sha256.hexdigest()}"):
            raise Refused("its checksum is not the manifest's.", CHANGED)
