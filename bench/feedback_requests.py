"""How long the counts and estimates of feedback requests take, as a ratio to a bare group by on the same rows.

python -m bench.feedback_requests [APPLICATIONS]
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from analytics.statistics.feedback_requests import feedback_requests
from analytics.store import Store, Viewer
from bench.counting_queries import quickest

APPLICATIONS = """
insert into applications by name
select
    i as application_id, i % ($n // 40) + 1 as applicant_id, 'sent' as submission,
    date '2025-01-01' + cast(hash(i) % 300 as integer) as applied_on, 'day' as applied_precision,
    true as outcome_recorded, 'import' as origin, timestamp '2026-01-01' as recorded_at
from range($n) r(i)
"""
EVENTS = """
insert into events by name
select
    application_id as event_id, application_id, applicant_id, 'rejected' as kind, applied_on + 20 as happened_on,
    'day' as precision, 'import' as origin, recorded_at
from applications
where application_id % 2 = 0
"""
REQUESTS = """
insert into feedback_requests by name
select
    application_id as request_id, application_id, applicant_id, 'email' as channel,
    happened_on + cast(3 + hash(application_id) % 5 as integer) as sent_on,
    case when hash(application_id + 1) % 10 < 4 then 'replied' else 'sent' end as status,
    case
        when hash(application_id + 1) % 10 < 4
            then happened_on + cast(8 + hash(application_id + 2) % 20 as integer)
    end as answered_on,
    recorded_at
from events
where application_id % 10 = 0
"""
BARE = """
select channel, applicant_id, date_diff('day', sent_on, answered_on) as day, status, count(*)
from feedback_requests
group by all
"""


def main(n: int = 1_000_000) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        with store.writing(Viewer.staff()) as writer:
            writer.sql(APPLICATIONS, n=n)
            for statement in (EVENTS, REQUESTS):
                writer.sql(statement)
        with store.reading(Viewer.analyst()) as reader:
            counts = reader.load("feedback_requests", by="stage")
            bare = quickest(lambda: reader.snapshot.cursor().execute(BARE).df())
            counted = quickest(lambda: reader.load("feedback_requests", by="stage"))
            estimated = quickest(lambda: feedback_requests(counts))
    print(f"{n // 10:,} requests of {n:,} applications; the quickest of five runs")
    print(f"bare group by      {bare:.3f} s")
    print(f"feedback_requests  {counted / bare:.1f} times that (counts), {estimated / bare:.1f} times (estimates)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
