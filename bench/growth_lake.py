"""DuckDB and Spark on this machine over the same Parquet: counting alone, at sizes that one store never has.

`python -m bench.growth --lake` runs it, a size in a process of its own.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import duckdb

from analytics.store import Viewer, queries
from analytics.store.dictionary import schema
from bench.counting_queries import quickest
from bench.growth import FOR_EVERYBODY, Report, peak

ASKED = ("application_paths", "response_times", "rejection_reasons")
PARTS = 8
TIMELINES = """
select
    i as application_id, i % ($n // 40) + 1 as applicant_id,
    date '2025-01-01' + cast(hash(i) % 300 as integer) as applied_on,
    applied_on as applied_latest, true as outcome_recorded,
    case when hash(i + 3) % 100 >= 55 then 'open' when hash(i) % 4 = 0 then 'in_process' else 'rejected' end as outcome,
    case outcome when 'in_process' then 'interview' when 'rejected' then 'rejection' end as answer,
    case when outcome <> 'open' then applied_on + cast(hash(i + 2) % 60 as integer) end as answer_low,
    answer_low as answer_high, outcome <> 'open' as answered, outcome = 'in_process' as invited, false as assessed,
    false as interviewed, false as finalist, 'application' as stage, false as offered, false as accepted,
    outcome = 'rejected' as rejected, outcome = 'rejected' as refused, false as position_closed, false as withdrawn,
    date '2026-01-01' as log_end, 'channel ' || (i * 7919) % 50 as channel
from range($first, $last) as numbers(i)
"""
REASONS = """
select
    i * 3 as application_id, (i * 3) % ($n // 40) + 1 as applicant_id, 'employer' as speaker,
    case i % 3 when 0 then 'experience_or_skills' when 1 then 'cultural_fit' else 'other' end as reasons
from range($n // 8) as numbers(i)
"""


def measured(n: int, report: Report) -> None:
    """The quickest of three runs of each query on either engine; the start of Spark apart."""
    found = report.found
    with tempfile.TemporaryDirectory() as folder:
        tables = Path(folder)
        with report.step("written"):
            _write(tables, n)
            found["parquet_bytes"] = sum(path.stat().st_size for path in tables.rglob("*.parquet"))
        with duckdb.connect(config={"memory_limit": "4GB"}) as connection:
            for table in ("timelines", "application_reasons"):
                columns = ", ".join(f'cast(null as {kind}) as "{name}"' for name, kind in schema()[table].items())
                connection.execute(
                    f"create view {table} as from (select {columns} limit 0) union all by name"  # noqa: S608
                    f" from '{tables}/{table}/*.parquet'"
                )
            for query in ASKED:
                with report.step(f"{query} on DuckDB"):
                    values = queries.bound(query, FOR_EVERYBODY[query])
                    ours = lambda: connection.execute(queries.text(query), values).df()  # noqa: B023, E731
                    found.setdefault("duckdb", {})[query] = quickest(ours, 3)
        found["duckdb_peak"] = peak()
        with report.step("Spark"):
            from analytics.store.spark import Lake, Tables

            started = time.perf_counter()
            lake = Lake(Tables(str(tables)), "local[2]")
            found["spark"] = {"started": time.perf_counter() - started}
            with lake.reading(Viewer.analyst()) as reader:
                for query in ASKED:
                    with report.step(f"{query} on Spark"):
                        ours = lambda: reader.load(query, **FOR_EVERYBODY[query])  # noqa: B023, E731
                        found["spark"][query] = quickest(ours, 3)
            lake.close()


def _write(tables: Path, n: int) -> None:
    """What the queries read, in eight parts; the tables that a lake has to have are there without a row."""
    with duckdb.connect(config={"memory_limit": "2GB", "preserve_insertion_order": "false"}) as connection:
        for table in ("timelines", "application_reasons", "applicants", "applications", "events"):
            (tables / table).mkdir()
        for part in range(PARTS):
            first, last = part * n // PARTS, (part + 1) * n // PARTS
            select = TIMELINES.replace("$n", str(n)).replace("$first", str(first)).replace("$last", str(last))
            connection.execute(f"copy ({select}) to '{tables}/timelines/{part}.parquet'")
        connection.execute(f"copy ({REASONS.replace('$n', str(n))}) to '{tables}/application_reasons/0.parquet'")
