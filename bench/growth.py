"""How everything grows with the number of applications: 10 thousand, 100 thousand, 1 million, 10 million.

    python -m bench.growth [APPLICATIONS …]         measures, and writes docs/growth.json
    python -m bench.growth --lake [APPLICATIONS …]  DuckDB and Spark beside each other over the same Parquet
    python -m bench.growth --draw                   draws docs/growth.png and the tables of docs/growth.md from it

Each size runs in a process of its own, so that its memory is its own. Two hundred and fifty students send ten thousand
applications, and so on in proportion. A step that fails, or a process that is ended for its memory, is reported as
such and loses nothing else. LIFELINES_PYTHON names a Python that has lifelines, which needs an older pandas.
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
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from analytics.ingest.importing import Source, import_file
from analytics.ingest.reading import Answers
from analytics.statistics.response_times import response_times
from analytics.store import Reader, Role, Store, Viewer
from bench.counting_queries import made_up, quickest
from bench.import_speed import LOG

ROOT = Path(__file__).parents[1]
MEASURED = ROOT / "docs" / "growth.json"
SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
LAKE_SIZES = (1_000_000, 10_000_000, 100_000_000)
# What would take the time of all others together.
IMPORT_UP_TO = 1_000_000
SKSURV_UP_TO = 10_000_000
LIFELINES_UP_TO = 10_000_000
AT_MOST = 600

FOR_EVERYBODY: dict[str, dict[str, Any]] = {
    "application_paths": {},
    "response_times": {"by": "channel"},
    "rejection_reasons": {},
    "rejection_cases": {},
    "funnel": {"by": "channel"},
    "opportunities": {},
    "did_it_help": {},
    "stepping_stones": {},
    "request_queue": {"since": date(2026, 1, 1)},
    "application_counts": {"today": date(2026, 1, 1)},
    "application_list": {"today": date(2026, 1, 1)},
}
PAGES = ("overview", "applications", "rejection_reasons", "response_times", "feedback_requests", "goal_progress")
OF_EVERYBODY = ("applications", "rejection_reasons", "response_times", "feedback_requests", "goal_progress")


class Report:
    """What was measured of one size, on disk after every step; a step that fails is named with what it said."""

    def __init__(self, path: Path, n: int) -> None:
        self.path = path
        self.found: dict[str, Any] = {"applications": n}
        self._keep()

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        self.found.setdefault("failed", {})[name] = "the process ended in it"
        self._keep()
        try:
            yield
            del self.found["failed"][name]
        except Exception as error:  # noqa: BLE001  whatever it was, it is reported
            self.found["failed"][name] = (str(error) or type(error).__name__).splitlines()[0][:200]
        self._keep()

    def _keep(self) -> None:
        self.path.write_text(json.dumps(self.found), encoding="utf-8")


def measured(n: int, report: Report) -> None:
    """What one size takes; seconds, and bytes."""
    found = report.found
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "store"
        with report.step("made"):
            found["made"] = seconds(lambda: made_up(place, n))
        if "made" not in found:
            return
        store = Store(place)
        newest = store.newest()
        assert newest is not None
        found["snapshot_bytes"] = newest.stat().st_size
        with report.step("small_write"):
            found["small_write"] = quickest(lambda: _note(store), 3)
        with store.reading(Viewer.analyst()) as reader:
            found["queries"] = {}
            for query, values in FOR_EVERYBODY.items():
                with report.step(query):
                    found["queries"][query] = _twice(lambda: reader.load(query, **values))  # noqa: B023
            with report.step("curves"):
                counts = reader.load("response_times", by="channel")
                found["curves"] = quickest(lambda: response_times(counts), 3)
            found["peak_of_counting"] = peak()
            if n <= SKSURV_UP_TO:
                with report.step("scikit_survival"):
                    found["scikit_survival"] = _with_scikit_survival(reader)
            if n <= LIFELINES_UP_TO and (other := os.environ.get("LIFELINES_PYTHON")):
                with report.step("lifelines"):
                    found["lifelines"] = _with_lifelines(other, reader, Path(folder) / "waits.parquet")
        with report.step("pages"):
            found["pages_of_one_student"] = _pages(store.folder, Role.APPLICANT)
        with report.step("pages of everybody"):
            found["pages_of_everybody"] = _pages(store.folder, Role.ANALYST)
        if n <= IMPORT_UP_TO:
            with report.step("import"):
                found["import"] = _imported(Path(folder), n)


def _note(store: Store) -> None:
    with store.writing(Viewer.applicant(1)) as writer:
        [(number,)] = writer.rows("select min(application_id) from applications where applicant_id = $applicant")
        writer.change("applications", int(str(number)), notes=str(time.perf_counter()))


def _imported(folder: Path, n: int) -> float:
    """One log of so many rows, from CSV to a published commit."""
    log = folder / "log.csv"
    with duckdb.connect() as connection:
        connection.execute(LOG.replace("{path}", str(log)).replace("$rows", str(n)))
    store, who = Store(folder / "imported"), Viewer.applicant(1)
    return seconds(lambda: import_file(store, who, Source(log, log.name), Answers(), datetime(2026, 1, 1), limit=None))


def _twice(work: Callable[[], object]) -> dict[str, float]:
    return {"cold": seconds(work), "warm": quickest(work, 3)}


WAITS = """
select channel, answer_low is not null as answered,
    greatest(date_diff('day', applied_on, coalesce(answer_low, log_end)), 0) as days
from timelines
"""


def _with_scikit_survival(reader: Reader) -> dict[str, float]:
    """The same curves by channel from single rows: pandas holds them, scikit-survival estimates."""
    from sksurv.nonparametric import kaplan_meier_estimator

    started = time.perf_counter()
    rows = reader.snapshot.cursor().execute(WAITS).df()
    loaded = time.perf_counter()
    for _, group in rows.groupby("channel"):
        kaplan_meier_estimator(group["answered"].to_numpy(), group["days"].to_numpy(), conf_type="log-log")
    return {"rows": loaded - started, "curves": time.perf_counter() - loaded}


LIFELINES = """
import sys, time
import pandas as pd
from lifelines import KaplanMeierFitter
started = time.perf_counter()
rows = pd.read_parquet(sys.argv[1])
loaded = time.perf_counter()
for _, group in rows.groupby("channel"):
    KaplanMeierFitter().fit(group["days"], group["answered"])
[memory] = [line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM:")]
print(loaded - started, time.perf_counter() - loaded, int(memory) * 1024)
"""


def _with_lifelines(python: str, reader: Reader, waits: Path) -> dict[str, float]:
    """The same with pandas and lifelines, from Parquet."""
    with duckdb.connect() as connection:
        connection.register("waits", reader.snapshot.cursor().execute(WAITS).to_arrow_table())
        connection.execute(f"copy waits to '{waits}'")
    done = subprocess.run(
        [python, "-c", LIFELINES, str(waits)], capture_output=True, text=True, check=True, timeout=AT_MOST
    )
    rows, curves, memory = map(float, done.stdout.split())
    return {"rows": rows, "curves": curves, "peak": memory}


def _pages(store: Path, role: Role) -> dict[str, Any]:
    """Each page's time on the server, first and again, in a process that just began; and what it took of memory."""
    done = subprocess.run(
        [sys.executable, "-c", f"from bench.growth import pages; pages({role.value!r})"],
        env={**os.environ, "STEPPINGSTONE_STORE": str(store)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=AT_MOST,
    )
    if done.returncode:
        raise RuntimeError((done.stderr.strip().splitlines() or [f"it ended with {done.returncode}"])[-1])
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def pages(role: str) -> None:
    """Prints how long each page's script runs for one student or for everybody, and the process's memory."""
    from streamlit.testing.v1 import AppTest

    from pages.frame import sign_in

    names = PAGES
    if role == Role.ANALYST:
        names = OF_EVERYBODY
        sign_in.viewer = lambda store: Viewer.analyst()
        sign_in.role = lambda folder: Role.ANALYST
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=AT_MOST)
    found: dict[str, Any] = {}
    for name in names:
        cold = seconds(lambda: app.switch_page(f"pages/{name}.py").run())  # noqa: B023
        assert not app.exception, (name, app.exception)
        found[name] = {"cold": cold, "warm": seconds(app.run)}
    print(json.dumps(found | {"peak": peak()}))


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def peak() -> int:
    """The largest memory of this process so far, in bytes; what a parent had before it is not counted."""
    status = Path("/proc/self/status")
    if status.exists():
        [line] = [line for line in status.read_text(encoding="utf-8").splitlines() if line.startswith("VmHWM:")]
        return int(line.split()[1]) * 1024
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


def main(kind: str, sizes: list[int]) -> None:
    """Measures each size in a process of its own, and keeps what it wrote however it ended."""
    for n in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "report.json"
            subprocess.run([sys.executable, "-m", "bench.growth", "--one", kind, str(n), str(path)], check=False)
            kept = json.loads(path.read_text(encoding="utf-8"))
        known = json.loads(MEASURED.read_text(encoding="utf-8")) if MEASURED.exists() else {}
        others = [one for one in known.get(kind, []) if one["applications"] != n]
        known |= {"machine": machine(), kind: sorted([*others, kept], key=lambda one: int(one["applications"]))}
        MEASURED.write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")
        failed = "".join(f"; {step} failed: {why}" for step, why in kept.get("failed", {}).items())
        print(f"{kind} {n:,}: done{failed}", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        kind, n, path = sys.argv[2], int(sys.argv[3]), Path(sys.argv[4])
        if kind == "lake":
            from bench.growth_lake import measured as measured_lake

            measured_lake(n, Report(path, n))
        else:
            measured(n, Report(path, n))
    elif sys.argv[1:2] == ["--draw"]:
        from bench.growth_page import draw

        draw()
    elif sys.argv[1:2] == ["--lake"]:
        main("lake", [int(float(n)) for n in sys.argv[2:]] or list(LAKE_SIZES))
    else:
        main("sizes", [int(float(n)) for n in sys.argv[1:]] or list(SIZES))
