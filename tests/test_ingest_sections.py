"""Headings between the rows say how the rows below them stand, where no column does."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest

from analytics.ingest.reading import Answers, Reading
from analytics.ingest.sections import COLUMN
from analytics.ingest.tables import tables_of
from analytics.ingest.understand import understand
from analytics.store.scratch import scratch
from tests.logs import accounted, noon

TODAY = date(2026, 11, 25)


def readings(content: str, name: str) -> list[Reading]:
    with scratch(noon(TODAY)) as writer, tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(content, encoding="utf-8")
        with tables_of(path, name) as tables:
            found = [understand(writer, table, Answers(), TODAY) for table in tables]
    assert all(map(accounted, found))
    return found


def a_table(title: str, rows: list[str], header: str = "| Company | Role | Date |") -> str:
    return "\n".join([title, "", header, "|---|---|---|", *rows, "", ""])


@pytest.mark.parametrize(
    ("title", "outcomes", "planned"),
    [
        ("## Rejected", {"rejected": 1}, 0),
        ("### ❌ Rejected (12)", {"rejected": 1}, 0),
        ("**Interviewing:**", {"in_process": 1}, 0),
        ("## Absagen", {"rejected": 1}, 0),
        ("# To apply", {}, 1),
        ("## Applied", {"open": 1}, 0),
    ],
)
def test_a_heading_in_markdown_is_the_status_of_its_rows(title: str, outcomes: dict[str, int], planned: int) -> None:
    log = a_table("## Applied", ["| Acme | Clerk | 2026-05-01 |"]) + a_table(title, ["| Birch | Cook | 2026-05-02 |"])
    found = readings(log, "log.md")[-1]
    assert any(column.title == COLUMN and column.meaning == "status" for column in found.columns)
    told = outcomes if len(readings(log, "log.md")) > 1 else {"open": 1, **outcomes}
    told = {"open": 2} if title == "## Applied" else told
    assert (found.outcomes, found.planned) == (told, planned)
    assert any("headings above the rows" in remark for remark in found.remarks)


def test_a_heading_that_says_nothing_ends_what_the_one_before_said() -> None:
    log = a_table("## Rejected", ["| Acme | Clerk | 2026-05-01 |"]) + a_table(
        "## Dream jobs", ["| Birch | Cook | 2026-05-02 |"], "| Company | Role | Applied on |"
    )
    assert [found.outcomes for found in readings(log, "log.md")] == [{"rejected": 1}, {"open": 1}]


def test_prose_between_tables_is_no_heading() -> None:
    log = a_table("## Rejected", ["| Acme | Clerk | 2026-05-01 |"]).replace("\n\n|", "\n\nInterview\n\n|")
    assert readings(log, "log.md")[0].outcomes == {"rejected": 1}


def test_a_line_with_one_word_in_a_spreadsheet_is_a_heading() -> None:
    rows = ["Company,Role,Date applied,Notes", "A,Clerk,2026-05-01,x", "=== REJECTED ===,,,", "B,Clerk,2026-05-02,y",
            "Pending,,,", "C,Clerk,2026-05-03,z"]  # fmt: skip
    (found,) = readings("\n".join([*rows, ""]), "log.csv")
    assert found.outcomes == {"open": 2, "rejected": 1}
    assert [one.line for one in found.set_aside] == [3, 5]


def test_where_a_column_says_how_it_stands_no_heading_does() -> None:
    rows = [
        "Company,Role,Date applied,Status",
        "Rejected,,,",
        "A,Clerk,2026-05-01,Applied",
        "B,Clerk,2026-05-02,Interview",
    ]
    (found,) = readings("\n".join([*rows, ""]), "log.csv")
    assert found.outcomes == {"open": 1, "in_process": 1}


def test_a_name_alone_in_its_row_is_no_heading() -> None:
    rows = ["Company,Role,Date applied,Notes", "Acme Rejected Goods,,,", "A,Clerk,2026-05-01,x", "B,Clerk,2026-05-02,y"]
    (found,) = readings("\n".join([*rows, ""]), "log.csv")
    assert not any(column.title == COLUMN for column in found.columns)
