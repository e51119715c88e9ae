"""How fast the response times are, as ratios to baselines measured in the same run.

    python -m bench.response_times [APPLICATIONS …]        1,000,000 and 10,000,000 unless said otherwise

Everything the page shows against its bare counting queries; the same curves against scikit-survival, and against
lifelines where STEPPINGSTONE_LIFELINES names a Python that has it (it can't live beside our pandas).
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from analytics.statistics.funnel import funnel
from analytics.statistics.group_differences import group_differences
from analytics.statistics.response_times import response_times
from analytics.store import Viewer, migrations
from analytics.store.reader import Reader, Snapshot
from bench.counting_queries import quickest

GROUPS = 50
DECISIONS = ("offer", "rejection", "withdrawal")

MADE_UP = """
insert into timelines by name
with numbered as (
    select i, hash(i) as a, hash(i + $n) as b, hash(i + 2 * $n) as c
    from range($n) as numbers(i)
),

drawn as (
    select
        i,
        date '2025-01-01' + cast(a % 250 as integer) as applied_on,
        cast(-ln(1 - (b % 1000003) / 1000003) * 18 as integer) as waited,
        case when c % 100 < 10 then 'interview' when c % 100 < 52 then 'rejection' when c % 100 < 55 then 'withdrawal'
        end as answer
    from numbered
)

select
    i as application_id, i % ($n // 40) + 1 as applicant_id, applied_on, applied_on as applied_latest,
    true as outcome_recorded, coalesce(answer, 'open') as outcome, answer,
    case when answer is not null then applied_on + waited end as answer_low,
    case when answer is not null then applied_on + waited end as answer_high,
    case when answer = 'interview' then applied_on + waited end as invited_on,
    case when answer = 'interview' then applied_on + waited end as interviewed_on,
    coalesce(answer = 'interview', false) as invited, coalesce(answer = 'interview', false) as interviewed,
    coalesce(answer = 'rejection', false) as rejected, coalesce(answer = 'rejection', false) as refused,
    coalesce(answer = 'withdrawal', false) as withdrawn,
    coalesce(answer in ('interview', 'rejection'), false) as answered,
    'application' as stage, false as assessed, false as finalist, false as offered, false as accepted,
    false as position_closed, date '2026-06-30' as log_end,
    'channel ' || (i * 7919) % 50 as channel
from drawn
"""

LIFELINES = """
import sys, time, warnings
import numpy as np
from lifelines import AalenJohansenFitter, KaplanMeierFitter
warnings.simplefilter("ignore")
waits = np.load(sys.argv[1])
start = time.perf_counter()
for group in range(50):
    days, answer = (waits[name][waits["group"] == group] for name in ("days", "answer"))
    KaplanMeierFitter().fit(days, answer > 0)
    for kind in (1, 2, 3):
        AalenJohansenFitter(calculate_variance=False).fit(days, answer, event_of_interest=kind)
print(time.perf_counter() - start)
"""


def main(sizes: tuple[int, ...] = (1_000_000, 10_000_000)) -> None:
    for n in sizes:
        with tempfile.TemporaryDirectory() as folder:
            snapshot = made_up(Path(folder), n)
            _report(snapshot, n)


def made_up(folder: Path, n: int) -> Path:
    """A snapshot with n applications in 50 groups."""
    path = folder / "read-00000001.duckdb"
    with duckdb.connect(str(path)) as connection:
        migrations.apply(connection)
        connection.execute(MADE_UP, {"n": n})
    return path


def counting(reader: Reader) -> list[Any]:
    """The page's counting queries, bare."""
    return [
        reader.load("response_times"),
        reader.load("response_times", by="channel"),
        reader.load("response_times_coverage"),
        reader.load("interview_waits"),
        reader.load("funnel"),
        reader.load("funnel", by="channel"),
    ]


def everything(reader: Reader) -> None:
    """All that the page shows."""
    together, groups, _, interviews, everybody, each = counting(reader)
    response_times(together)
    response_times(groups)
    group_differences(groups)
    response_times(interviews, DECISIONS)
    funnel(everybody)
    funnel(each)


def curves(reader: Reader) -> None:
    """The curves of all groups with the intervals that the libraries give too: for independent applications."""
    response_times(reader.load("response_times", by="channel", cluster_limit=0))


def _report(path: Path, n: int) -> None:
    reader = Snapshot(path).reader(Viewer.analyst())
    bare, page, ours = (quickest(partial(work, reader)) for work in (counting, everything, curves))
    reader.snapshot.close()
    print(f"{n:,} applications in {GROUPS} groups")
    print(f"  the page's counting queries, bare   {bare:8.2f} s")
    print(f"  everything the page shows           {page:8.2f} s   {page / bare:6.2f} times the bare counting")
    print(f"  its memory, all in all              {_memory(path):8.0f} MB")
    print(f"  the curves alone, counted and drawn {ours:8.2f} s")
    waits = path.parent / "waits.npz"
    _export(path, waits)
    for name, seconds in (("scikit-survival", _scikit_survival(waits)), ("lifelines", _lifelines(waits))):
        if seconds is None:
            print(f"  {name}: not measured; set STEPPINGSTONE_LIFELINES to a Python that has it")
        else:
            print(f"  the same curves by {name:16} {seconds:8.2f} s   {seconds / ours:6.1f} times as long as ours")


def _memory(path: Path) -> float:
    """The most memory that a fresh process holds while it shows the page once, in MB."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_memory_of_one, (path,))


def _memory_of_one(path: Path) -> float:
    import resource

    everything(Snapshot(path).reader(Viewer.analyst()))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _export(path: Path, waits: Path) -> None:
    """Every wait by itself, as the libraries take them; not timed."""
    with duckdb.connect(str(path), read_only=True) as connection:
        columns = connection.execute(
            "select cast(substr(channel, 9) as integer) as grouped,"
            " date_diff('day', applied_on, coalesce(answer_low, log_end)) as days,"
            " coalesce(list_position(['interview', 'rejection', 'withdrawal'], answer), 0) as answer from timelines"
        ).fetchnumpy()
    held = {"group": columns["grouped"], "days": columns["days"], "answer": columns["answer"]}
    np.savez(waits, **{name: np.asarray(column, dtype=np.int64) for name, column in held.items()})  # type: ignore[arg-type]


def _scikit_survival(waits: Path) -> float:
    from sksurv.nonparametric import cumulative_incidence_competing_risks, kaplan_meier_estimator

    held = np.load(waits)
    group, days, answer = held["group"], held["days"], held["answer"]
    start = time.perf_counter()
    for number in range(GROUPS):
        mine = group == number
        kaplan_meier_estimator(answer[mine] > 0, days[mine], conf_type="log-log")
        cumulative_incidence_competing_risks(answer[mine], days[mine], conf_type="log-log")
    return time.perf_counter() - start


def _lifelines(waits: Path) -> float | None:
    python = os.environ.get("STEPPINGSTONE_LIFELINES")
    if not python:
        return None
    done = subprocess.run([python, "-c", LIFELINES, str(waits)], capture_output=True, text=True, check=True)
    return float(done.stdout)


if __name__ == "__main__":
    main(*([tuple(int(float(n)) for n in sys.argv[1:])] if sys.argv[1:] else []))
