"""Reads every text that this version of the reader has not read, batch by batch, beside whatever else goes on.

Each batch is one short write; between batches others write, and pages read the newest snapshot all the time.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import pandas as pd

from analytics.errors import SteppingStoneError
from analytics.feedback.classifier import Classifier
from analytics.feedback.interpretation import Interpretation, interpret
from analytics.feedback.memory import memories, remembered
from analytics.feedback.numbered_reply import numbered
from analytics.store import Store, Viewer
from analytics.store.feedback import FINDINGS, READINGS, store_readings
from analytics.taxonomy import FeedbackKind, MessageOutcome

BATCH = 20_000
NUMBERED = "numbered"
"""The template of a request that carries the list of wording.reply_list."""


def waiting(store: Store, applicant_id: int | None) -> int:
    """How many texts are still to be read."""
    with store.reading(_reader(applicant_id)) as reader:
        return int(reader.load("feedback_to_read", version=Classifier.load().version)["texts"].iloc[0])


def reread(
    store: Store,
    applicant_id: int | None,
    now: datetime,
    progress: Callable[[int], None] = lambda done: None,
    batch: int = BATCH,
) -> int:
    """Reads what is to be read of one applicant, or of everybody for None. Returns how many texts."""
    version = Classifier.load().version
    done, after = 0, 0
    while True:
        with store.reading(_reader(applicant_id)) as reader:
            texts = reader.load("feedback_unread", version=version, after=after, many=batch)
            known = memories(reader.load("feedback_memory"))
        if texts.empty:
            return done
        found = [
            remembered(_answered(it, words, template), known.get(who, {}))
            for it, words, template, who in zip(
                interpret(list(texts["words"])), texts["words"], texts["template"], texts["applicant_id"], strict=True
            )
        ]
        readings, findings = as_tables(texts, found, now)
        with store.writing(Viewer.staff() if applicant_id is None else Viewer.applicant(applicant_id), now) as writer:
            store_readings(writer, readings, findings)
        after = int(texts["feedback_id"].iloc[-1])
        done += len(texts)
        progress(done)


def _answered(found: Interpretation, words: str, template: str | None) -> Interpretation:
    """The interpretation; of a reply by numbers to the list in a request what the list says."""
    reasons = numbered(words) if template == NUMBERED else ()
    if not reasons:
        return found
    kind = FeedbackKind.following([it.reason for it in reasons if it.reason])
    return replace(found, outcome=MessageOutcome.UNKNOWN, kind=kind, sign=None, reasons=reasons, confidence=1.0)


def as_tables(
    texts: pd.DataFrame, readings: Sequence[Interpretation], now: datetime
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Readings of texts (feedback_id, applicant_id) as rows of the store's two tables."""
    ids = list(zip(texts["feedback_id"].tolist(), texts["applicant_id"].tolist(), strict=True))
    read_rows = [
        (
            *who,
            it.method.value,
            it.version,
            it.outcome.value,
            it.language,
            it.kind.value,
            it.sign.value if it.sign else None,
            it.confidence,
            now,
        )
        for who, it in zip(ids, readings, strict=True)
    ]
    found_rows = [
        (
            *who,
            it.method.value,
            it.version,
            found.reason.value if found.reason else None,
            found.theme.value if found.theme else None,
            found.polarity.value,
            found.confidence,
            found.evidence,
            found.start,
            found.end,
        )
        for who, it in zip(ids, readings, strict=True)
        for found in it.reasons
    ]
    return pd.DataFrame(read_rows, columns=READINGS), pd.DataFrame(found_rows, columns=FINDINGS)


def _reader(applicant_id: int | None) -> Viewer:
    return Viewer.analyst() if applicant_id is None else Viewer.applicant(applicant_id)


@dataclass
class Background:
    """One re-reading in a thread of its own, and how far it is."""

    total: int
    done: int = 0
    problem: SteppingStoneError | None = None
    thread: threading.Thread | None = field(default=None, repr=False)

    @property
    def running(self) -> bool:
        return self.thread is not None and self.thread.is_alive()


_running: dict[tuple[str, int | None], Background] = {}
_guard = threading.Lock()


def in_background(store: Store, applicant_id: int | None, now: datetime) -> Background:
    """The re-reading of this store that is going on, started if there is none."""
    key = (str(store.folder.resolve()), applicant_id)
    with _guard:
        known = _running.get(key)
        if known and known.running:
            return known
        started = Background(total=waiting(store, applicant_id))

        def work() -> None:
            try:
                reread(store, applicant_id, now, lambda done: setattr(started, "done", done))
            except SteppingStoneError as error:
                started.problem = error

        started.thread = threading.Thread(target=work, daemon=True, name="re-reading feedback")
        started.thread.start()
        _running[key] = started
        return started
