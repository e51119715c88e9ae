"""Workbooks and archives: which sheet is the log, what a cell really holds, and the links behind cells."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from analytics.errors import NothingToImport
from analytics.ingest.reading import Answers, Reading
from analytics.ingest.tables import tables_of
from analytics.ingest.understand import understand
from analytics.store.scratch import scratch
from tests.logs import TODAY, noon, stored
from tests.test_ingest_twins import a_workbook, zipped

BOOKS = Path(__file__).parent / "books"


def serial(year: int, month: int, day: int) -> int:
    """A day as a workbook holds it."""
    return (date(year, month, day) - date(1899, 12, 30)).days


A_HEADER: list[object] = ["Company", "Role", "Date Applied", "Status"]


def unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def readings(content: bytes, tmp_path: Path, name: str = "log.xlsx") -> list[Reading]:
    """Every table of an upload, as understood."""
    path = tmp_path / name
    path.write_bytes(content)
    with tables_of(path, name) as tables, scratch(noon(TODAY)) as writer:
        return [understand(writer, table, Answers(), TODAY) for table in tables]


@pytest.mark.parametrize("suffix", ["xls", "ods", "xlsx"])
def test_a_real_workbook_of_each_kind(suffix: str) -> None:
    found = stored((BOOKS / f"log.{suffix}").read_bytes(), f"log.{suffix}")
    assert found.column("employer") == ["Erle", "Esche", "Ulme"]
    assert found.column("applied_on") == [date(2025, 1, 5), date(2025, 1, 20), date(2025, 2, 1)]
    assert found.column("requisition") == ["40123", "40777", "40555"]
    assert [event[1:3] for event in found.events] == [("rejected", "2025-02-03"), ("interview", "2025-02-13")]


def test_the_links_behind_the_cells_of_an_xlsx_and_a_cell_with_an_error() -> None:
    found = stored((BOOKS / "log.xlsx").read_bytes(), "log.xlsx")
    assert found.column("link") == ["https://jobs.example/erle", "https://jobs.example/esche", None]
    assert found.column("role") == ["Analystin", "Entwicklerin", None]


def test_a_sheet_a_year_with_other_headers_is_read_and_a_copy_or_an_empty_one_adds_nothing(tmp_path: Path) -> None:
    book = a_workbook(
        y2024=[A_HEADER, ["Alder", "Dev", "2024-03-14", "Rejected"], ["Birch", "Dev", "2024-04-15", "Ghosted"]],
        y2025=[["Company", "Position", "Applied", "Stage"], ["Cedar", "Dev", "2025-03-14", "Interview"]],
        template=[A_HEADER],
        interviews=[["Company", "Interview Date", "Outcome"], ["Cedar", "2025-03-24", "Passed"]],
        lists=[["Status", "Source"], ["Applied", "LinkedIn"]],
    )
    first, second = readings(book, tmp_path)
    assert (first.applications, second.applications) == (2, 1)
    assert "sheet interviews looks like a log too" in " ".join(first.remarks)


def test_linkedin_s_whole_archive(tmp_path: Path) -> None:
    header = (
        "Application Date,Contact Email,Contact Phone Number,Company Name,Job Title,Job Url,Resume Name,"
        "Question And Answers\n"
    )
    row = '"{day}, 9:42 AM",me@example.com,+15550100,{firm},Analyst,https://x.example/{firm},cv.pdf,"Why?:Because"\n'
    saved = 'Saved Date,Job Url,Job Title,Company Name\n"1/25/25, 9:42 AM",https://x.example/3,Dev,Cedar\n'
    people = 'Notes:\n"Some addresses are missing."\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\nAnn,Lee,https://x,,Alder,CEO,12 Jan 2025\n'  # noqa: E501
    packed = zipped(
        {
            "Connections.csv": people,
            "Positions.csv": "Company Name,Title,Description,Location,Started On,Finished On\nAlder,Dev,,Rome,Jan 2020,\n",  # noqa: E501
            "Jobs/Job Applications.csv": header + row.format(day="1/15/25", firm="Alder"),
            "Jobs/Job Applications_1.csv": header + row.format(day="2/25/25", firm="Birch"),
            "Jobs/Saved Jobs.csv": saved,
        }
    )
    found = readings(packed, tmp_path, "Complete_LinkedInDataExport.zip")
    assert [(one.name.split(": ")[1], one.applications) for one in found] == [
        ("Job Applications.csv", 1),
        ("Job Applications_1.csv", 1),
    ]


def huntr(*jobs: tuple[str, str, str]) -> str:
    header = "title,url,companyName,listName,boardName,location,htmlDescription,createdAt,lastMovedAt\n"
    rows = [
        f"Dev,https://x.example/{firm},{firm},{place},Search,,<p>Hi</p>,2025-01-05T10:00:00.000Z,{moved}T10:00:00.000Z\n"
        for firm, place, moved in jobs
    ]
    return header + "".join(rows)


def test_huntr_s_archive_in_which_the_list_is_the_stage() -> None:
    jobs = huntr(
        ("Alder", "Applied", "2025-01-05"), ("Birch", "Wishlist", "2025-01-06"), ("Cedar", "Rejected", "2025-02-09")
    )
    board = zipped({"jobs.csv": jobs, "contacts.csv": "name,email,company\nAnn,a@x,Alder\n"})
    [question] = stored(board, "huntr.zip").reading.unanswered
    assert question.text == "“createdAt” is the day on which you noted it down. Did you apply on that day?"
    answer: dict[str, Any] = {question.name: "applied_on"}
    found = stored(board, "huntr.zip", **answer)
    assert found.column("submission") == ["sent", "planned", "sent"]
    assert found.events == [(4, "rejected", "2025-02-09", "day")]


# --- days that a spreadsheet turned round -------------------------------------------------------------------


def typed_in_a_spreadsheet_of_the_other_order(*days: tuple[int, int, int]) -> bytes:
    """Days typed day first where the month is expected first: some become other real dates, some stay text."""
    cells = [serial(year, day, month) if day <= 12 else f"{day:02d}/{month:02d}/{year}" for year, month, day in days]
    rows: list[list[object]] = [[f"Firm {number}", "Dev", cell, "Applied"] for number, cell in enumerate(cells)]
    return a_workbook(Log=[A_HEADER, *rows])


def test_days_that_a_spreadsheet_turned_round_are_turned_back_where_the_rows_prove_it() -> None:
    start = date(2025, 1, 3)
    days = [start + timedelta(days=9 * step) for step in range(14)]
    found = stored(typed_in_a_spreadsheet_of_the_other_order(*[(d.year, d.month, d.day) for d in days]), "log.xlsx")
    assert found.column("applied_on") == days
    assert "turned day and month round" in " ".join(found.reading.remarks)


def test_turned_days_that_nothing_proves_are_asked_for() -> None:
    book = typed_in_a_spreadsheet_of_the_other_order((2025, 5, 3), (2025, 5, 13))
    [question] = stored(book, "log.xlsx").reading.unanswered
    assert (question.name, question.suggestion) == ("turned.Date Applied", "yes")
    yes: dict[str, Any] = {"turned.Date Applied": "yes"}
    said_yes = stored(book, "log.xlsx", **yes)
    assert said_yes.column("applied_on") == [date(2025, 5, 3), date(2025, 5, 13)]
    no: dict[str, Any] = {"turned.Date Applied": "no"}
    said_no = stored(book, "log.xlsx", **no)
    assert said_no.column("applied_on") == [date(2025, 3, 5), date(2025, 5, 13)]


def test_real_days_beside_text_are_left_alone_where_one_lies_late_in_its_month() -> None:
    rows = "Alder,Dev,2025-01-15,Applied\nBirch,Dev,2025-01-05,Applied\nCedar,Dev,16/01/2025,Applied\n"
    found = stored("Company,Role,Date Applied,Status\n" + rows)
    assert found.column("applied_on") == [date(2025, 1, 15), date(2025, 1, 5), date(2025, 1, 16)]


# --- tables without a header --------------------------------------------------------------------------------


def test_a_log_without_a_header_is_read_after_one_question_that_names_the_columns() -> None:
    text = (
        "Alder Ltd,Analyst,2025-01-05,Applied,https://x.example/1\n"
        "Birch Inc,Developer,2025-01-20,Rejected,https://x.example/2\n"
        "Cedar GmbH,Developer,2025-02-01,Interview,\n"
    )
    [question] = stored(text).reading.unanswered
    assert question.text.endswith("Are they: Company, Role, Date applied, Status, Link?")
    found = stored(text, header="yes")
    assert found.column("line") == [1, 2, 3]
    assert found.column("employer") == ["Alder Ltd", "Birch Inc", "Cedar GmbH"]


def test_a_history_that_names_no_employer_is_refused_with_what_to_do() -> None:
    history = "1\t2026-01-05\t\tapplied\tcli\tvia site\n1\t2026-01-20\tapplied\trejected\tcli\t\n"
    with pytest.raises(NothingToImport, match="write it above the first row"):
        stored(history, "status-log.tsv")


def test_a_table_in_markdown() -> None:
    text = (
        "# Applications\n\n| # | Date | Company | Role | Status | Report |\n|---|------|:-----:|---|---|---|\n"
        "| 1 | 2026-01-05 | [Alder](https://x.example/1) | Dev | Applied | ✅ |\n"
        "| 2 | 2026-01-06 | Birch | Dev | Rejected | ❌ |\n"
    )
    found = stored(text, "applications.md")
    assert [(a["employer"], a["link"], a["line"]) for a in found.applications] == [
        ("Alder", "https://x.example/1", 5),
        ("Birch", None, 6),
    ]


def test_a_header_in_two_lines() -> None:
    text = (
        "Company,Position,Dates,,,Result\n,,Applied,Interview,Offer,\n"
        "Alder,Dev,1/14/2025,1/20/2025,,Rejected\nBirch,Dev,1/15/2025,,,\n"
    )
    found = stored(text)
    assert found.column("line") == [3, 4]
    assert ("interview", "2025-01-20") in [event[1:3] for event in found.events]


def test_a_time_of_day_moves_no_day() -> None:
    assert serial(2025, 1, 20) == (datetime(2025, 1, 20, 23, 30) - datetime(1899, 12, 30)).days


def test_a_cell_far_out_takes_no_memory_without_end() -> None:
    book = a_workbook(Log=[A_HEADER, ["Alder", "Dev", "2025-03-14", "Rejected"]])
    far = zipped(
        {name: content.decode().replace('r="D2"', 'r="XFD1048576"') for name, content in unzipped(book).items()}
    )
    with pytest.raises(NothingToImport, match="cells far away"):
        stored(far, "log.xlsx")


def test_a_table_with_other_columns_half_way_down_is_a_table_of_its_own(tmp_path: Path) -> None:
    text = (
        "Active,,,\nCompany,Role,Date Applied,Status\nAlder,Dev,1/14/2025,Applied\nBirch,Dev,1/20/2025,Interview\n,,,\n"
        "Rejected,,,\nCompany,Role,Date Rejected,Reason\nCedar,Dev,2/14/2025,No experience\nElm,Dev,2/20/2025,\n"
        "Company,Role,Date Offered,Notes\n"
    )
    active, rejected = readings(text.encode(), tmp_path, "log.csv")
    assert (active.applications, len(active.rows_set_aside), rejected.applications) == (2, 1, 2)
    assert (rejected.outcomes, rejected.responses) == ({"rejected": 2}, 2)


def test_a_cell_merged_over_several_rows_stands_in_each_that_says_something() -> None:
    book = a_workbook(
        Log=[
            A_HEADER,
            ["Alder", "Dev", serial(2025, 1, 14), "Applied"],
            ["", "Tester", "", "Rejected"],
            ["Birch", "Dev", serial(2025, 1, 15), "Applied"],
            ["", "a note", "", ""],
        ]
    )
    cells = "".join(f'<mergeCell ref="{ref}"/>' for ref in ("A2:A3", "C2:C3", "A4:A5"))
    merges = f'</sheetData><mergeCells count="3">{cells}</mergeCells>'
    merged = zipped(
        {name: content.decode().replace("</sheetData>", merges) for name, content in unzipped(book).items()}
    )
    found = stored(merged, "log.xlsx")
    assert found.column("employer") == ["Alder", "Alder", "Birch"]
    assert found.column("applied_on") == [date(2025, 1, 14), date(2025, 1, 14), date(2025, 1, 15)]
    assert [one.line for one in found.reading.rows_set_aside] == [5]


def test_an_archive_that_is_damaged_inside_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("log.csv", "Company,Role,Date Applied,Status\n" + "Alder,Dev,2025-03-14,Applied\n" * 50)
    content = bytearray(packed.getvalue())
    content[60:64] = b"\xff\xff\xff\xff"
    with pytest.raises(NothingToImport, match="can't be unpacked"):
        stored(bytes(content), "export.zip")
