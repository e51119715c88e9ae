"""The import from end to end: review a file without storing it, then store it. What page and command line call."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from analytics.errors import AnswerNeeded
from analytics.formula_guard import inert_table
from analytics.ingest.account import remembered, undo
from analytics.ingest.load import load
from analytics.ingest.reading import Answers, Reading, Receipt
from analytics.ingest.summary import layout_of
from analytics.ingest.tables import LIMIT, Table, tables_of
from analytics.ingest.understand import understand
from analytics.store import Store, Viewer, Writer
from analytics.store.scratch import scratch
from analytics.wording.numbers import count


@dataclass(frozen=True)
class Source:
    """A file to read and the name its owner knows it by."""

    path: Path
    name: str


@contextmanager
def uploaded(name: str, content: bytes) -> Iterator[Source]:
    """Bytes that came from a browser, as a file for as long as it is needed."""
    with TemporaryDirectory(prefix="steppingstone-") as folder:
        path = Path(folder) / "upload"
        path.write_bytes(content)
        yield Source(path, name)


def review(
    store: Store, viewer: Viewer, source: Source, answers: Answers, now: datetime, limit: int | None = LIMIT,
    progress: Callable[[str], None] = lambda step: None,
) -> list[Receipt]:  # fmt: skip
    """What each table of the file says and what importing it would do. Nothing is stored.

    Raises Refused with what was missing.
    """
    assert viewer.applicant_id is not None
    receipts = []
    with (
        tables_of(source.path, source.name, limit) as tables,
        scratch(now, viewer.applicant_id, store.newest()) as writer,
    ):
        for table in tables:
            progress(f"Looking at {table.name} …")
            reading, known = _understood(writer, table, answers)
            if reading.unanswered:
                receipts.append(Receipt(None, 0, 0, 0, 0, reading))
            else:
                receipts.append(load(writer, reading, "", known))
    return receipts


def import_file(
    store: Store, viewer: Viewer, source: Source, answers: Answers, now: datetime, limit: int | None = LIMIT,
    progress: Callable[[str], None] = lambda step: None,
) -> list[Receipt]:  # fmt: skip
    """Stores each table of the file. Raises AnswerNeeded, and stores nothing of it, while a question is open."""
    assert viewer.applicant_id is not None
    sha = fingerprint(source.path)
    receipts = []
    with tables_of(source.path, source.name, limit) as tables:
        if len(tables) > 1:
            _refuse_open_questions(store, viewer.applicant_id, tables, answers, now)
        for table in tables:
            progress(f"Reading {table.name} …")
            with store.writing(viewer, now) as writer:
                reading, known = _understood(writer, table, answers)
                if reading.unanswered:
                    raise needed(reading)
                progress(f"Storing {count(reading.applications + reading.planned, 'application')} …")
                receipts.append(load(writer, reading, sha, known))
    return receipts


def _understood(writer: Writer, table: Table, answers: Answers) -> tuple[Reading, Answers]:
    """A table as understood with what was answered now or remembered, and those answers."""
    known = answers.over(remembered(writer, layout_of(table)))
    return understand(writer, table, known, writer.now.date()), known


def _refuse_open_questions(
    store: Store, applicant_id: int, tables: list[Table], answers: Answers, now: datetime
) -> None:
    """Of several tables none is stored while one has a question."""
    with scratch(now, applicant_id, store.newest()) as writer:
        for table in tables:
            reading, _ = _understood(writer, table, answers)
            if reading.unanswered:
                raise needed(reading)


def undo_import(store: Store, viewer: Viewer, import_id: int, now: datetime) -> int:
    """Takes an import back; returns how many applications went with it."""
    assert viewer.applicant_id is not None
    with store.writing(viewer, now) as writer:
        return undo(writer, import_id)


def needed(reading: Reading) -> AnswerNeeded:
    """The questions of a reading as one error, with the answers that can be given."""
    question = reading.unanswered[0]
    if question.words:
        meanings = ", ".join(question.options)
        first = next(iter(question.words))
        return AnswerNeeded(
            f"{reading.name}: {question.text} {', '.join(f'“{words}”' for words in question.words)}",
            f"Answer each, such as status.{first}=rejected. What they may mean: {meanings}.",
        )
    choices = ", ".join(f"{question.name}={answer}" for answer in question.options)
    return AnswerNeeded(f"{reading.name}: {question.text}", f"Answer with one of {choices}.")


def set_aside_csv(rows: pd.DataFrame) -> bytes:
    """The set-aside rows of an import as a file: original columns, line and reason, safe to open in a spreadsheet."""
    receipt = json.loads(rows["receipt"].iloc[0])
    names = list(receipt["columns"])
    cells = [json.loads(cells) for cells in rows["cells"]]
    width = max([len(names), *map(len, cells)])
    names += [f"column {number + 1}" for number in range(len(names), width)]
    reasons = [
        f"{column}: {reason}" if column else reason
        for column, reason in zip(
            rows["column_name"].astype(object).where(rows["column_name"].notna(), None), rows["reason"], strict=True
        )
    ]
    table = pd.DataFrame([row + [""] * (width - len(row)) for row in cells], columns=names)
    table.insert(0, "reason", reasons, allow_duplicates=True)
    table.insert(0, "line", list(rows["line"]), allow_duplicates=True)
    return inert_table(table).to_csv(index=False).encode("utf-8-sig")


def fingerprint(path: Path) -> str:
    """By which a file is known again."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
