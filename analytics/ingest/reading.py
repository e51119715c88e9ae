"""What the reader understood of a file, and what only a person can say. Shown before anything is stored."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

import pandas as pd

from analytics.ingest.words import FLAGS_ALONE, NOTHING


@dataclass(frozen=True)
class Question:
    """Something the file can't say. `required` ones hold the import up; the others have a safe default.

    `options` maps each answer to the words a person reads. For status words, `words` lists those to decide on
    (answered as `status.WORDS=MEANING`), each with a suggestion or None. `effect` says what the answer brings.
    """

    name: str
    text: str
    options: dict[str, str]
    suggestion: str | None = None
    required: bool = True
    words: dict[str, str | None] = field(default_factory=dict)
    effect: str = ""


class Fate(StrEnum):
    """What becomes of a cell that holds something. None is dropped without a word."""

    STORED = "stored"
    NOTE = "kept as a note"
    READ = "read for what it says"
    LEFT_OUT = "left out"
    SET_ASIDE = "set aside"
    ASKED = "asked about"
    EMPTY = "says nothing"


@dataclass(frozen=True)
class SetAside:
    """A row, or one cell of it (`column` names it), that was not stored, with its original cells."""

    line: int
    reason: str
    column: str | None
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Meaning:
    """One column as it was taken: `label` is for people, `meaning` is a key of data/columns.toml.

    `fate` is what becomes of its cells (a word of `Fate`), `why` what spoke for it, `example` one of them.
    """

    index: int
    name: str
    meaning: str
    label: str
    title: str = ""
    fate: str = ""
    why: str = ""
    example: str = ""


@dataclass(frozen=True)
class Reading:
    """One table of a file, understood. Rows = applications + planned + merged + rows set aside."""

    name: str
    layout: str
    rows: int
    applications: int
    planned: int
    merged: int
    set_aside: tuple[SetAside, ...]
    responses: int
    outcomes: dict[str, int]
    kept_apart: dict[str, int]
    columns: tuple[Meaning, ...]
    date_order: str | None
    date_order_why: str
    statuses: dict[str, str]
    questions: tuple[Question, ...]
    remarks: tuple[str, ...]
    records_outcomes: bool
    preview: pd.DataFrame
    merged_lines: dict[int, int] = field(default_factory=dict)
    answered: dict[str, str] = field(default_factory=dict)
    covers_from: date | None = None
    covers_until: date | None = None

    @property
    def unanswered(self) -> tuple[Question, ...]:
        return tuple(question for question in self.questions if question.required)

    @property
    def rows_set_aside(self) -> tuple[SetAside, ...]:
        return tuple(one for one in self.set_aside if one.column is None)

    @property
    def cells_set_aside(self) -> tuple[SetAside, ...]:
        return tuple(one for one in self.set_aside if one.column is not None)

    def fate_of(self, line: int, index: int, cell: str) -> Fate:
        """What becomes of a cell that holds something, by its line, its column and its text."""
        column = next(one for one in self.columns if one.index == index)
        if any(one.line == line and one.column in (None, column.name) for one in self.set_aside):
            return Fate.SET_ASIDE
        if cell.strip() in NOTHING or (
            column.meaning in ("feedback", "reason") and cell.strip().lower() in FLAGS_ALONE
        ):
            return Fate.EMPTY
        if any(
            question.name == f"column.{column.title}" or cell.strip() in question.words for question in self.questions
        ):
            return Fate.ASKED
        return Fate(column.fate)

    def as_json(self) -> dict[str, Any]:
        """The object that `steppingstone import --format json` prints."""
        return {
            "file": self.name,
            "rows": self.rows,
            "applications": self.applications,
            "planned": self.planned,
            "merged": self.merged,
            "set_aside": [{"line": one.line, "reason": one.reason} for one in self.rows_set_aside],
            "cells_set_aside": [
                {"line": one.line, "column": one.column, "reason": one.reason} for one in self.cells_set_aside
            ],
            "responses": self.responses,
            "outcomes": self.outcomes,
            "kept_apart": self.kept_apart,
            "columns": {column.title: column.meaning for column in self.columns},
            "fates": {column.title: column.fate for column in self.columns},
            "date_order": self.date_order,
            "covers_from": self.covers_from,
            "covers_until": self.covers_until,
            "statuses": self.statuses,
            "records_outcomes": self.records_outcomes,
            "questions": [asdict(question) for question in self.questions],
            "answers": self.answered,
            "remarks": list(self.remarks),
        }


@dataclass(frozen=True)
class Answers:
    """What a person said about a file: orders and years, columns, words. Remembered for the layout."""

    given: dict[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str | None:
        return self.given.get(name)

    @property
    def columns(self) -> dict[str, str]:
        """Meanings by column name, from answers `column.NAME=MEANING` and `applied_on=NAME`."""
        said = {name.removeprefix("column."): value for name, value in self.given.items() if name.startswith("column.")}
        applied = self.given.get("applied_on", "none")
        return said if applied == "none" else {applied: "applied_on"} | said

    @property
    def statuses(self) -> dict[str, str]:
        """Meanings by words, from answers `status.WORDS=MEANING`."""
        return {name.removeprefix("status."): value for name, value in self.given.items() if name.startswith("status.")}

    def over(self, remembered: Answers) -> Answers:
        """These answers, and those remembered for what they leave open; an empty one asks again."""
        return Answers({name: value for name, value in (remembered.given | self.given).items() if value})


@dataclass(frozen=True)
class Receipt:
    """What an import did to the store."""

    import_id: int | None
    added: int
    updated: int
    known: int
    events: int
    reading: Reading
    imported_on: date | None = None


def set_aside_table(reading: Reading) -> pd.DataFrame:
    """What was set aside, in the original columns with the line and the reason before them."""
    names = [column.title for column in reading.columns]
    width = max([len(names), *(len(one.cells) for one in reading.set_aside)])
    names = _distinct([*names, *(f"column {number + 1}" for number in range(len(names), width))])
    rows = [
        [
            one.line,
            f"{one.column}: {one.reason}" if one.column else one.reason,
            *one.cells,
            *[""] * (width - len(one.cells)),
        ]
        for one in reading.set_aside
    ]
    return pd.DataFrame(rows, columns=["line", "reason", *names])


def _distinct(names: list[str]) -> list[str]:
    seen: dict[str, int] = {"line": 1, "reason": 1}
    found = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return found
