"""A store's tables as Parquet, for Spark and for everything else that reads it: a folder a table, by term.

    exported/
      datapackage.json                     what each table and column means, and how many rows there are
      applications/term=autumn 2026/…      what belongs to a person is partitioned by their term

Exact rows of everybody, without what is private to its owner: for whoever holds the store's file.
"""

from __future__ import annotations

import json
import shutil
from datetime import datetime
from pathlib import Path

import duckdb

from analytics.errors import NotAllowed, Refused
from analytics.store import files, migrations
from analytics.store.dictionary import dictionary, schema
from analytics.store.exporting import MANIFEST, TYPES
from analytics.store.faults import translated
from analytics.store.reader import Reader
from analytics.store.tables import PERSON, READABLE, VIEWS
from analytics.store.viewer import Role

PARTITION = "term"
# Small, or of nobody: one file is enough.
WHOLE = ("imports", "commits", "consents", "layouts")
NOTHING_CAME_UNTIL = "settings"
ROWS = {NOTHING_CAME_UNTIL: "from {} where name = 'nothing_came_until'"}
"""Of people's choices only this one: until when a log's silence means silence, as `timelines` is derived from it."""


def export(reader: Reader, folder: Path, *, now: datetime) -> dict[str, int]:
    """Writes every table but the private ones into a new folder. Returns the number of rows of each.

    Raises NotAllowed for anybody but an analyst, Refused where something is there already.
    """
    if reader.viewer.role is not Role.ANALYST:
        raise NotAllowed("Everybody's rows leave with an analyst only.", "`steppingstone export` writes your own.")
    if folder.exists():
        raise Refused(f"{folder} is already there.", "Choose another name for the folder.")
    unfinished = files.unfinished(folder)
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        with translated(), duckdb.connect(config={"memory_limit": "1GB"}) as connection:
            path = str(reader.snapshot.path).replace("'", "''")
            connection.execute(f"attach '{path}' as kept (read_only)")
            connection.execute("use kept")
            rows = _write(connection, unfinished)
        described = json.dumps(_described(rows, now), indent=2, ensure_ascii=False)
        (unfinished / MANIFEST).write_text(described, encoding="utf-8")
        unfinished.replace(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return rows


def _write(connection: duckdb.DuckDBPyConnection, folder: Path) -> dict[str, int]:
    """Writes the tables of an attached store. Returns the number of rows of each."""
    rows: dict[str, int] = {}
    for table in sorted(READABLE - VIEWS.keys() | ROWS.keys()):
        target = folder / table
        target.mkdir(parents=True)
        select = ROWS.get(table, "from {}").format(table)
        columns = schema()[table]
        if PERSON in columns and table not in WHOLE:
            if PARTITION not in columns:
                select = f"from ({select}) left join (select {PERSON}, {PARTITION} from applicants) using ({PERSON})"  # noqa: S608
            how = f"format parquet, partition_by ({PARTITION}), write_partition_columns true, overwrite_or_ignore true"
            place = target
        else:
            how, place = "format parquet", target / "all.parquet"
        quoted = str(place).replace("'", "''")
        found = connection.execute(f"copy ({select}) to '{quoted}' ({how})").fetchone()
        rows[table] = int(found[0]) if found else 0
    return rows


def _described(rows: dict[str, int], now: datetime) -> dict[str, object]:
    """The data dictionary of what was written, as a Frictionless data package."""
    return {
        "profile": "data-package",
        "name": "steppingstone-tables",
        "created": now.isoformat(timespec="seconds"),
        "schema_version": migrations.newest(),
        "rows": rows,
        "resources": [
            {
                "name": table,
                "path": f"{table}/**/*.parquet",
                "format": "parquet",
                "description": dictionary()[table].meaning,
                "schema": {
                    "fields": [
                        {"name": column.name, "type": TYPES[column.type], "description": column.described}
                        for column in dictionary()[table].columns
                    ]
                },
            }
            for table in rows
        ],
    }
