"""How fast a log is imported, as a ratio to DuckDB's bare `create table as from read_csv` of the same file.

python -m bench.import_speed [ROWS …]      default 1,000,000; 10,000,000 takes a few minutes and 1 GB of disk
"""
# ruff: noqa: E501

from __future__ import annotations

import resource
import sys
import tempfile
import time
from datetime import date, datetime
from pathlib import Path

import duckdb

from analytics.ingest.importing import Source, import_file
from analytics.ingest.reading import Answers
from analytics.store import Store, Viewer

# A believable log: nearly unique links, some rows twice, a status, a response date where one came.
LOG = """
copy (
    select
        'Employer ' || (hash(i) % 50000) as "Company", 'Role ' || (hash(i * 7) % 300) as "Position",
        'https://jobs.example.com/' || (i - case when i % 50 = 0 then 1 else 0 end) as "Link",
        strftime(date '2024-01-01' + cast(i * 600 // $rows as integer), '%m/%d/%Y') as "Date Applied",
        case hash(i * 3) % 8 when 0 then 'Rejected' when 1 then 'Interview' when 2 then 'rejected ' when 3 then 'Ghosted'
            else 'Applied' end as "Status",
        case when hash(i * 3) % 8 in (0, 1, 2)
            then strftime(date '2024-01-01' + cast(i * 600 // $rows as integer) + cast(hash(i * 5) % 40 as integer), '%m/%d/%Y')
            end as "Response Date",
        case hash(i * 11) % 3 when 0 then 'LinkedIn' when 1 then 'Linkedin' else 'Company site' end as "Source"
    from (select i - case when i % 50 = 0 then 1 else 0 end as i from range(1, $rows + 1) as numbers(i))
) to '{path}' (header)
"""


def main(sizes: list[int] | None = None) -> None:
    for rows in sizes or [1_000_000]:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "log.csv"
            duckdb.connect().execute(LOG.replace("{path}", str(path)).replace("$rows", str(rows)))
            bare, bare_cpu = _bare(path, Path(folder))
            store = Store(Path(folder) / "store")
            started = time.perf_counter()
            with store.writing(Viewer.applicant(1)):
                pass
            empty_write = time.perf_counter() - started
            started, cpu = time.perf_counter(), time.process_time()
            (receipt,) = import_file(
                store, Viewer.applicant(1), Source(path, path.name), Answers(), datetime(2026, 1, 1), limit=None
            )
            whole, spent = time.perf_counter() - started, time.process_time() - cpu
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
            print(
                f"import {rows:>11,} rows: {whole:6.2f} s, {whole / bare:4.2f} times the bare load ({bare:.2f} s); "
                f"CPU {spent:.2f} s, {spent / bare_cpu:4.2f} times ({bare_cpu:.2f} s); "
                f"{receipt.added:,} applications, {receipt.events:,} events, {receipt.reading.merged:,} merged; "
                f"an empty write {empty_write:.2f} s; peak {peak:.2f} GB"
            )


def _bare(path: Path, folder: Path) -> tuple[float, float]:
    """Seconds and CPU seconds of DuckDB's own load into a database file, sniffing and all, closed as a store is.

    The order of the dates it is told: of ten million rows it looks at the first January only, and guesses wrong.
    """
    started, cpu = time.perf_counter(), time.process_time()
    with duckdb.connect(str(folder / "bare.duckdb")) as connection:
        connection.execute("create table log as from read_csv($path, dateformat = '%m/%d/%Y')", {"path": str(path)})
    return time.perf_counter() - started, time.process_time() - cpu


if __name__ == "__main__":
    print(f"{date.today()}, DuckDB {duckdb.__version__}")
    main([int(size) for size in sys.argv[1:]])
