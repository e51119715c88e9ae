"""How much each counting query costs over the bare `group by` it rests on, at 1 million applications.

python -m bench.counting_queries [APPLICATIONS]
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from analytics.store import Reader, Store, Viewer

APPLICATIONS = """
insert into applications by name
select
    i as application_id, i % ($n // 40) + 1 as applicant_id, 'Employer ' || hash(i) % 5000 as employer,
    'Role ' || hash(i + 1) % 300 as role, 'sent' as submission,
    date '2025-01-01' + cast(hash(i) % 300 as integer) as applied_on, 'day' as applied_precision,
    'channel ' || (i * 7919) % 50 as channel, true as outcome_recorded, 'import' as origin,
    timestamp '2026-01-01' as recorded_at
from range($n) r(i)
"""
APPLICANTS = """
insert into applicants by name
select
    i as applicant_id, 'Student ' || i as name, 'programme ' || i % 20 as programme, 'level ' || i % 2 as level,
    'term ' || i % 4 as term, false as is_sample, timestamp '2025-01-01' as created_at
from range(1, $n // 40 + 1) as numbers(i)
"""
GOALS = """
insert into goals by name
select applicant_id as goal_id, applicant_id, timestamp '2025-05-01' as recorded_at from applicants
where applicant_id % 4 = 0
"""
GOAL_VERSIONS = """
insert into goal_versions by name
select
    goal_id, 1 as version, recorded_at as changed_at, 'active' as status, 'Ten more' as title,
    'applications' as metric, 0 as start_value, 10 as target, date '2025-05-01' as starts_on,
    date '2025-08-01' as due_on, 'experience_or_skills' as reason
from goals
"""
EVENTS = """
insert into events by name
select
    application_id as event_id, application_id, applicant_id,
    case when hash(application_id) % 4 = 0 then 'interview' else 'rejected' end as kind,
    applied_on + cast(hash(application_id + 2) % 60 as integer) as happened_on, 'day' as precision,
    'import' as origin, recorded_at
from applications
where hash(application_id + 3) % 100 < 55
"""
FEEDBACK = """
insert into feedback by name
select
    application_id as feedback_id, applicant_id, application_id, 'employer' as speaker, happened_on as received_on,
    'day' as precision, 'We need more experience with the tools of the trade.' as words, 'import' as origin, recorded_at
from events
where kind = 'rejected' and application_id % 3 = 0
"""
READINGS = """
insert into readings by name
select
    feedback_id, applicant_id, 'rules' as method, '1' as version, 'constructive' as kind, 0.9 as confidence,
    recorded_at as read_at
from feedback
"""
REASONS = """
insert into reading_reasons by name
select
    feedback_id, applicant_id, 'rules' as method, '1' as version,
    case (feedback_id // 3) % 3
        when 0 then 'experience_or_skills' when 1 then 'cultural_fit' else 'other'
    end as reason,
    'weakness' as polarity, 0.9 as confidence, words as evidence
from feedback
"""
BARE = {
    "application_paths": """
        select outcome_recorded, answered, invited, offered, outcome, count(*) from timelines group by all""",
    "response_times": """
        select channel, applicant_id, date_diff('day', applied_on, answer_low) as day, answer, count(*)
        from timelines group by all""",
    "rejection_reasons": "select reason, count(distinct feedback_id) from reading_reasons group by all",
}


def main(n: int = 1_000_000) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = made_up(Path(folder), n)
        with store.reading(Viewer.analyst()) as reader:
            print(f"{n:,} applications; the quickest of five runs")
            for query, bare in BARE.items():
                values = {"by": "channel"} if query == "response_times" else {}
                _compare(reader, query, values, bare)


def made_up(folder: Path, n: int) -> Store:
    """A store with n applications, answers for about half of them, and feedback for some."""
    store = Store(folder)
    with store.writing(Viewer.staff()) as writer:
        writer.sql(APPLICANTS, n=n)
        writer.sql(APPLICATIONS, n=n)
        for statement in (EVENTS, FEEDBACK, READINGS, REASONS, GOALS, GOAL_VERSIONS):
            writer.sql(statement)
    return store


def _compare(reader: Reader, query: str, values: dict[str, str], bare: str) -> None:
    plain = reader.snapshot.cursor()
    baseline = quickest(lambda: plain.execute(bare).df())
    ours = quickest(lambda: reader.load(query, **values))
    print(f"  {query:20} {ours:7.3f} s   {ours / baseline:5.2f} times its bare group by ({baseline:.3f} s)")


def quickest(work: Callable[[], object], runs: int = 5) -> float:
    """The seconds of the quickest run."""
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


if __name__ == "__main__":
    main(*[int(float(n)) for n in sys.argv[1:]])
