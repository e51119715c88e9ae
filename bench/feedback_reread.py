"""How long a store of many texts takes to be re-read, and how long a page's query waits meanwhile.

python -m bench.feedback_reread [TEXTS]
"""

from __future__ import annotations

import random
import sys
import tempfile
import threading
import time
from datetime import datetime
from pathlib import Path

import numpy as np
import pandas as pd

from analytics.feedback.reread import reread
from analytics.store import Store, Viewer
from tools.train_feedback import labelled

PEOPLE = 25_000
PER_TEXT = 3
NOW = datetime(2026, 3, 1)


def main() -> None:
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "store")
        fill(store, many)
        waits: list[float] = []
        stop = threading.Event()
        asking = threading.Thread(target=ask, args=(store, waits, stop))
        asking.start()
        alone = time.perf_counter(), time.process_time()
        read = reread(store, None, NOW)
        taken, worked = time.perf_counter() - alone[0], time.process_time() - alone[1]
        stop.set()
        asking.join()
    print(f"{read:,} texts of {PER_TEXT} sentences, all different, read in {taken:,.0f} s ({worked:,.0f} s of CPU)")
    print(f"a page's two queries meanwhile: median {np.median(waits):.2f} s, worst {max(waits):.2f} s, n {len(waits)}")


def fill(store: Store, many: int) -> None:
    """Applications that were turned down, each with a text that no other has."""
    chance = random.Random(20260101)
    sentences = labelled()["text"].tolist()
    words = [" ".join(chance.choices(sentences, k=PER_TEXT)) + f" Ref {number}." for number in range(many)]
    texts = pd.DataFrame({"number": np.arange(1, many + 1), "words": words})
    values = {"people": PEOPLE}
    with store.writing(Viewer.staff(), NOW) as writer, writer.staged("texts", texts):
        writer.sql(
            "insert into applicants by name select number as applicant_id, 'x' as name, $now as created_at"
            " from range(1, $people + 1) numbers(number)",
            **values,
        )
        writer.sql(
            "insert into applications by name select number as application_id, number % $people + 1 as applicant_id,"
            " 'Employer ' || number % 5000 as employer, 'sent' as submission, date '2026-01-01' as applied_on,"
            " 'day' as applied_precision, true as outcome_recorded, 'import' as origin, $now as recorded_at from texts",
            **values,
        )
        writer.sql(
            "insert into events by name select number as event_id, number as application_id,"
            " number % $people + 1 as applicant_id, 'rejected' as kind, date '2026-02-01' as happened_on,"
            " 'day' as precision, 'import' as origin, $now as recorded_at from texts",
            **values,
        )
        writer.sql(
            "insert into feedback by name select number as feedback_id, number % $people + 1 as applicant_id,"
            " number as application_id, 'employer' as speaker, 'unknown' as precision, words, 'import' as origin,"
            " $now as recorded_at from texts",
            **values,
        )


def ask(store: Store, waits: list[float], stop: threading.Event) -> None:
    """What a page asks for, twice a second, with the time each took."""
    while not stop.is_set():
        start = time.perf_counter()
        with store.reading(Viewer.applicant(7)) as reader:
            reader.load("feedback_texts")
            reader.load("rejection_reasons")
        waits.append(time.perf_counter() - start)
        stop.wait(0.5)


if __name__ == "__main__":
    main()
