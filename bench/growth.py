"""How everything grows with the number of applications: 10 thousand, 100 thousand, 1 million, 10 million.

    python -m bench.growth [APPLICATIONS …]      measures, and writes docs/growth.json
    python -m bench.growth --draw                 draws docs/growth.png and the tables of docs/growth.md from it

Each size runs in a process of its own, so that its memory is its own. Two hundred and fifty students send ten thousand
applications, and so on in proportion. Beside the counting query and its curves stand scikit-survival on the same rows
in pandas, and Spark on this machine over the exported tables.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from analytics.statistics.response_times import response_times
from analytics.store import Reader, Store, Viewer, parquet
from bench.counting_queries import made_up, quickest

ROOT = Path(__file__).parents[1]
MEASURED = ROOT / "docs" / "growth.json"
SIZES = (10_000, 100_000, 1_000_000)
SKSURV_UP_TO = 1_000_000
SPARK_AT = (1_000_000,)
SPARK_RUNS = 3

FOR_EVERYBODY: dict[str, dict[str, Any]] = {
    "application_paths": {},
    "response_times": {"by": "channel"},
    "rejection_reasons": {},
    "rejection_cases": {},
    "funnel": {"by": "channel"},
    "opportunities": {},
    "did_it_help": {},
    "stepping_stones": {},
    "request_queue": {},
    "application_list": {"many": 25},
}
PAGES = ("overview", "applications", "rejection_reasons", "response_times", "feedback_requests", "goal_progress")


def measured(n: int) -> dict[str, Any]:
    """What one size takes; seconds, and bytes."""
    with tempfile.TemporaryDirectory() as folder:
        found: dict[str, Any] = {"applications": n, "students": n // 40}
        found["made"] = seconds(lambda: made_up(Path(folder) / "store", n))
        store = Store(Path(folder) / "store")
        found["small_write"] = quickest(lambda: _note(store), 3)
        newest = store.newest()
        assert newest is not None
        found["snapshot_bytes"] = newest.stat().st_size
        found["open"] = quickest(lambda: store.snapshot().close(), 3)
        with store.reading(Viewer.analyst()) as reader:
            found["queries"] = {
                query: {"cold": seconds(lambda: reader.load(query, **values)), "warm": _warm(reader, query, values)}  # noqa: B023
                for query, values in FOR_EVERYBODY.items()
            }
            counts = reader.load("response_times", by="channel")
            found["curves"] = quickest(lambda: response_times(counts), 3)
            found["peak_of_counting"] = peak()
            if n <= SKSURV_UP_TO:
                found["scikit_survival"] = seconds(lambda: _with_scikit_survival(reader))
            if n in SPARK_AT:
                parquet.export(reader, Path(folder) / "tables", now=datetime.now())
        found["pages_of_one_student"] = _pages(store.folder)
        if n in SPARK_AT:
            found["spark"] = _on_spark(Path(folder) / "tables")
    return found


def _note(store: Store) -> None:
    with store.writing(Viewer.applicant(1)) as writer:
        [(number,)] = writer.rows("select min(application_id) from applications where applicant_id = $applicant")
        writer.change("applications", int(str(number)), notes=str(time.perf_counter()))


def _warm(reader: Reader, query: str, values: dict[str, Any]) -> float:
    return quickest(lambda: reader.load(query, **values), 3)


def _with_scikit_survival(reader: Reader) -> None:
    """The same curves by channel from single rows: pandas holds them, scikit-survival estimates."""
    from sksurv.nonparametric import kaplan_meier_estimator

    rows = reader.sql(
        "select channel, answer_low is not null as answered,"
        " greatest(date_diff('day', applied_on, coalesce(answer_low, log_end)), 0) as days from timelines",
        seconds=120,
    )
    for _, group in rows.groupby("channel"):
        kaplan_meier_estimator(group["answered"].to_numpy(), group["days"].to_numpy(), conf_type="log-log")


def _pages(store: Path) -> dict[str, dict[str, float]]:
    """Each page's time on the server for one student, first and again, in a process that just began."""
    script = f"from bench.growth import pages; pages({PAGES!r})"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "STEPPINGSTONE_STORE": str(store)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, dict[str, float]] = json.loads(done.stdout.splitlines()[-1])
    return found


def pages(names: tuple[str, ...]) -> None:
    """Prints how long each page's script runs."""
    from streamlit.testing.v1 import AppTest

    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=300).run()
    found = {}
    for name in names:
        cold = seconds(lambda: app.switch_page(f"pages/{name}.py").run())  # noqa: B023
        assert not app.exception, (name, app.exception)
        found[name] = {"cold": cold, "warm": seconds(app.run)}
    print(json.dumps(found))


def _on_spark(tables: Path) -> dict[str, Any]:
    """The same queries on Spark, on this machine; the quickest of some runs."""
    from analytics.store.spark import Lake, Tables

    started = time.perf_counter()
    lake = Lake(Tables(str(tables)), "local[2]")
    found: dict[str, Any] = {"started": time.perf_counter() - started}
    with lake.reading(Viewer.analyst()) as reader:
        for query in ("application_paths", "response_times", "rejection_reasons"):
            values = FOR_EVERYBODY[query]
            found[query] = quickest(lambda: reader.load(query, **values), SPARK_RUNS)  # noqa: B023
    lake.close()
    return found


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def peak() -> int:
    """The largest memory of this process so far, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def machine() -> dict[str, str]:
    return {
        "measured_on": date.today().isoformat(),
        "cores": str(os.cpu_count()),
        "python": platform.python_version(),
        "duckdb": duckdb.__version__,
        "pandas": pd.__version__,
        "pyspark": version("pyspark"),
        "scikit_survival": version("scikit-survival"),
    }


def main(sizes: list[int]) -> None:
    known = json.loads(MEASURED.read_text(encoding="utf-8"))["sizes"] if MEASURED.exists() else []
    for n in sizes:
        done = subprocess.run(
            [sys.executable, "-m", "bench.growth", "--one", str(n)], stdout=subprocess.PIPE, check=True
        )
        known = [one for one in known if one["applications"] != n] + [json.loads(done.stdout.splitlines()[-1])]
        known.sort(key=lambda one: one["applications"])
        MEASURED.write_text(json.dumps({"machine": machine(), "sizes": known}, indent=1) + "\n", encoding="utf-8")
        print(f"{n:,}: done", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(measured(int(sys.argv[2]))))
    elif sys.argv[1:2] == ["--draw"]:
        from bench.growth_page import draw

        draw()
    else:
        main([int(float(n)) for n in sys.argv[1:]] or list(SIZES))
