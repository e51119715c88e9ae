"""A store of one DuckDB in the hands of another: `python -m tools.duckdb_versions make FOLDER` or `… use FOLDER`.

`make` fills a store, publishes from it and has its file written anew; `use` opens one and writes to it. Both print what
it holds then. `tests/test_duckdb_versions.py` runs them with two DuckDBs in turn.
"""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from analytics.publication.calendar import PublicationDay, bounds
from analytics.publication.plan import plan_for
from analytics.sample import fill, tables
from analytics.store import Store, Viewer, settings
from analytics.store.publications import Publications

PASSING = ("commits", "rewrites_due")
NOW = datetime(2027, 1, 31, 3, 0)
WINTER = PublicationDay(NOW.date(), 2026, *bounds(2026))


def make(folder: Path) -> None:
    store = Store(folder)
    fill(store, tables(date(2026, 11, 20)))
    snapshot = store.snapshot()
    Publications(folder).publish(snapshot, plan_for({"Biology": 500}), WINTER, NOW)
    snapshot.close()
    with store.writing(Viewer.applicant(1), now=NOW) as writer:
        writer.leave_no_trace()


def use(folder: Path) -> None:
    with Store(folder).writing(Viewer.applicant(1), now=NOW) as writer:
        settings.put(writer, "opened_by", duckdb.__version__)


def contents(folder: Path) -> dict[str, Any]:
    """What each table holds, as a count and a digest, and how often numbers were published."""
    snapshot = Store(folder).snapshot()
    cursor = snapshot.cursor()
    digest = "select count(*), md5(string_agg(t::varchar, ';' order by t::varchar)) from query_table($table) t"
    tables = [name for (name,) in cursor.execute("select table_name from duckdb_tables() order by all").fetchall()]
    found = {table: cursor.execute(digest, {"table": table}).fetchone() for table in tables if table not in PASSING}
    snapshot.close()
    return {"tables": found, "published": len(Publications(folder).all())}


if __name__ == "__main__":
    {"make": make, "use": use}[sys.argv[1]](Path(sys.argv[2]))
    print(json.dumps({"duckdb": duckdb.__version__} | contents(Path(sys.argv[2]))))
