"""The cohort report: the questions staff ask, from released counts, as one HTML file or one XLSX file.

report = cohort_report(reader, by="programme")     # a reader of `store.reading(Viewer.staff())`
Path("cohort.html").write_text(as_html(report), encoding="utf-8")
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from analytics.statistics.cohort import (
    ALL,
    QUESTIONS,
    CohortShare,
    Difference,
    Question,
    cohort_shares,
    differences,
)
from analytics.store.release import Released
from analytics.taxonomy import Dimension


@dataclass(frozen=True)
class Chapter:
    """One question: its shares, in all and by group, and which differences between groups are more than chance."""

    name: str
    question: Question
    shares: list[CohortShare]
    differences: list[Difference]

    @property
    def lead(self) -> list[CohortShare]:
        """What its one sentence is about: everybody, or, where that is hidden, the groups."""
        return [share for share in self.shares if share.group == ALL and share.n is not None] or self.shares


@dataclass(frozen=True)
class CohortReport:
    """Everything that a report says; nothing in it is more exact than what was released."""

    as_of: date
    by: str
    students: int | None
    chapters: list[Chapter]

    @property
    def grouping(self) -> str:
        return Dimension(self.by).label


def cohort_report(reader: Released, by: str = "programme") -> CohortReport:
    """The report of the newest release, by one grouping, with as many cells hidden as printing takes."""
    everybody = reader.load("cohort_students")
    return CohortReport(
        as_of=reader.snapshot.cohort.frozen_on,
        by=by,
        students=None if everybody.empty else int(everybody["n"].iloc[0]),
        chapters=[
            _chapter(reader, name, question, by) for name, question in QUESTIONS.items() if by in question.groupings
        ],
    )


def _chapter(reader: Released, name: str, question: Question, by: str) -> Chapter:
    shares = cohort_shares(question, reader.printed(question.query, by))
    groups = [share for share in shares if share.group != ALL]
    return Chapter(name, question, shares, differences(question, groups) if Dimension(by).each_student_once else [])


def table_of(shares: list[CohortShare]) -> pd.DataFrame:
    """The shares as a table to read and to download; hidden ones are empty."""
    columns = {
        "Group": [share.group for share in shares],
        "Day": [share.day for share in shares],
        "What": [share.label for share in shares],
        "Students (about)": pd.array([share.n for share in shares], dtype="Int64"),
        "Of (about)": pd.array([share.of for share in shares], dtype="Int64"),
        "Share": _percent([share.share for share in shares]),
        "From": _percent([share.low for share in shares]),
        "To": _percent([share.high for share in shares]),
    }
    table = pd.DataFrame(columns)
    return table if any(share.day is not None for share in shares) else table.drop(columns="Day")


def _percent(shares: list[float | None]) -> list[float | None]:
    return [None if share is None else round(100 * share, 1) for share in shares]
