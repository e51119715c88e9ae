"""A believable made-up cohort whose truth is known: to look around with, and to check the statistics by.

store = sample_store(Path("data/store/sample"))
truth().reason_shares, truth().incidence_at(30)
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from analytics.sample.cohort import AGREEMENT, draw
from analytics.sample.model import Truth, truth
from analytics.store import Store, Viewer

__all__ = ["AGREEMENT", "AS_OF", "Truth", "draw", "sample_store", "somebody", "truth"]

# The day on which the sample ends unless another is asked for.
AS_OF = date(2026, 11, 20)

SOMEBODY = """
select applicant_id
from readings
where kind = 'constructive' and method = 'sample'
group by applicant_id
order by count(*) desc, applicant_id
limit 1
"""


def sample_store(folder: Path, as_of: date = AS_OF) -> Store:
    """The sample's store in a folder of its own; drawn the first time, opened as it is after that."""
    store = Store(folder)
    if _is_empty(store):
        with store.writing(Viewer.staff()) as connection:
            # Another process may have drawn it while this one waited for its turn.
            if connection.execute("select count(*) from applicants").fetchone() == (0,):
                for table, rows in draw(as_of).items():
                    connection.append(table, rows, by_name=True)
    return store


def somebody(store: Store) -> int:
    """The student to look at first: whom employers told most that can be worked on."""
    snapshot = store.snapshot()
    try:
        row = snapshot.cursor().execute(SOMEBODY).fetchone()
        return int(row[0]) if row else 1
    finally:
        snapshot.close()


def _is_empty(store: Store) -> bool:
    snapshot = store.snapshot()
    try:
        return snapshot.cursor().execute("select count(*) from applicants").fetchone() == (0,)
    finally:
        snapshot.close()
