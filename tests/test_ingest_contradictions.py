"""Cells that contradict their column, their row or its other cells: what outweighs is read, or it is asked."""

# ruff: noqa: E501

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from analytics.errors import NothingToImport
from analytics.ingest.reading import Answers
from analytics.ingest.tables import tables_of
from analytics.ingest.understand import understand
from analytics.store.scratch import scratch
from tests.logs import Stored, accounted, noon, stored

TODAY = date(2026, 11, 25)
HEADER = "Company,Role,Date applied,Status"


def read(*lines: str, name: str = "log.csv", **answers: Any) -> Stored:
    found = stored("\n".join([*lines, ""]), name, today=TODAY, **answers)
    assert accounted(found.reading)
    assert sum(question.required for question in found.reading.questions) <= 2
    return found


def asked(found: Stored) -> list[str]:
    return [question.name for question in found.reading.unanswered]


def meanings(found: Stored) -> dict[str, str]:
    return {column.title: column.meaning for column in found.reading.columns}


# --- a column and its cells ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Messaged the team", "Team", "Sector", "Location", "Source", "Department", "Country"])
def test_a_yes_or_no_is_no_name_of_anything(name: str) -> None:
    rows = [f"Firm {n},Analyst,2026-05-{n:02d},Applied,{n % 2 == 0}" for n in range(1, 7)]
    found = read(f"{HEADER},{name}", *rows)
    assert meanings(found)[name] in ("unknown", "kept")


def test_where_two_columns_name_the_role_the_titles_are_it() -> None:
    rows = [f"Firm {n},Engineer,Build engineer {n},2026-05-{n:02d},Applied" for n in range(1, 9)]
    found = read("Company,Position,Job title,Date applied,Status", *rows)
    assert meanings(found)["Job title"] == "role"
    assert meanings(found)["Position"] == "role_family"


@pytest.mark.parametrize(
    "names", [("Start date", "End date"), ("Job start date", "End date"), ("Start Date", "Finish Date")]
)
def test_when_the_work_would_end_is_no_day_of_an_answer(names: tuple[str, str]) -> None:
    rows = [f"Firm {n},Intern,2026-05-{n:02d},Rejected,2026-09-01,2027-02-{n:02d}" for n in range(1, 7)]
    found = read(f"{HEADER},{names[0]},{names[1]}", *rows)
    assert meanings(found)[names[1]] == "deadline_on"
    assert {day for _, kind, day, *_ in found.events if kind == "rejected"} <= {None}


@pytest.mark.parametrize("name", ["pw", "Portal password", "Passwort", "Login pwd"])
def test_a_secret_is_left_out(name: str) -> None:
    found = read(f"{HEADER},{name}", "Acme,Clerk,2026-05-01,Applied,hunter2", "Birch,Clerk,2026-05-02,Rejected,hunter3")
    assert meanings(found)[name] == "personal"
    assert "hunter2" not in str(found.applications)


# --- words where a day would stand -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "outcome"),
    [("No response", "open"), ("In progress", "open"), ("Rejected", "rejected"), ("keine Antwort", "open")],
)
@pytest.mark.parametrize("name", ["Response date", "Date of reply", "Antwort am"])
def test_words_in_a_column_of_days_say_what_they_say(name: str, cell: str, outcome: str) -> None:
    rows = [f"Firm {n},Clerk,2026-05-{n:02d},Rejected,2026-06-{n:02d}" for n in range(1, 6)]
    found = read(f"{HEADER},{name}", *rows, f"Last,Clerk,2026-05-20,Pending,{cell}")
    assert not found.reading.set_aside
    assert found.reading.outcomes == ({"rejected": 6} if outcome == "rejected" else {"open": 1, "rejected": 5})
    assert not any("without saying what" in remark for remark in found.reading.remarks)


def test_words_that_nobody_knows_in_a_column_of_days_are_set_aside() -> None:
    rows = [f"Firm {n},Clerk,2026-05-{n:02d},Rejected,2026-06-{n:02d}" for n in range(1, 6)]
    found = read(f"{HEADER},Response date", *rows, "Last,Clerk,2026-05-20,Pending,ask Zelda")
    assert [one.line for one in found.reading.set_aside] == [7]


# --- rows whose cells stand elsewhere ----------------------------------------------------------------------

LISTED = [f"Firm {n},Clerk,https://firm{n}.example/jobs,Direct,2026-05-{n:02d},Applied,," for n in range(1, 9)]
WIDE = "Company,Role,Link,Source,Date applied,Status,Contact,Notes"


@pytest.mark.parametrize(
    "row",
    [
        "Late,Clerk,https://late.example/a,18.htm,Direct,2026-05-20,Applied,",  # an address with a comma
        "Late,,Clerk,https://late.example/a,Direct,2026-05-20,Applied,",  # one comma too many
    ],
)
def test_a_row_whose_cells_moved_on_is_set_aside(row: str) -> None:
    found = read(WIDE, *LISTED, row, "Ragged,Clerk,https://r.example/x,Direct,2026-05-21,Applied")
    assert [(one.line, one.reason) for one in found.reading.set_aside] == [
        (10, "its cells stand under other names than they belong to")
    ]
    assert found.reading.applications == 9


def test_an_odd_cell_moves_no_row() -> None:
    found = read(
        WIDE, *LISTED, "Late,Clerk,ask Zelda,Direct,next week,Applied,,", "Ragged,Clerk,,Direct,2026-05-21,Applied"
    )
    assert not found.reading.rows_set_aside


# --- whether it was sent -----------------------------------------------------------------------------------


def test_a_day_of_applying_in_few_rows_says_that_these_were_sent() -> None:
    rows = [f"Firm {n},Clerk,,{'skip' if n % 2 else 'maybe'}" for n in range(1, 9)]
    found = read(
        "Company,Role,Applied at,Status", *rows, "Sent,Clerk,2026-05-02,apply", "Too,Clerk,2026-05-03,to apply"
    )
    assert (found.reading.applications, found.reading.planned) == (2, 8)


def test_a_day_in_every_row_of_a_plan_does_not() -> None:
    rows = [f"Firm {n},Clerk,2026-05-{n:02d},{'To apply' if n % 2 else 'Applied'}" for n in range(1, 9)]
    assert read(HEADER, *rows).reading.planned == 4


@pytest.mark.parametrize(
    "name", ["applications.csv", "Job Applications 2026.csv", "Bewerbungen.csv", "candidatures.csv"]
)
def test_what_a_file_is_called_does_not_say_that_it_was_sent(name: str) -> None:
    found = read("Company,Role,Link", "Acme,Clerk,https://a.example/1", "Birch,Clerk,https://b.example/2", name=name)
    assert asked(found) == ["sent"]


@pytest.mark.parametrize("name", ["applied.csv", "Applied jobs.csv"])
def test_unless_it_says_so(name: str) -> None:
    found = read("Company,Role,Link", "Acme,Clerk,https://a.example/1", "Birch,Clerk,https://b.example/2", name=name)
    assert not asked(found)


def test_addresses_written_to_on_days_are_asked_about() -> None:
    assert asked(
        read("Company,Email,Date,Done", "Acme,hr@acme.example,2026-05-01,", "Birch,hr@birch.example,2026-05-02,")
    ) == ["sent"]


@pytest.mark.parametrize("word", ["Eliminated", "Not a fit", "No sponsorship", "Overqualified", "Dismissed"])
def test_a_no_that_may_be_one_s_own_is_asked(word: str) -> None:
    rows = [f"Firm {n},Clerk,2026-05-{n:02d},{'Applied' if n % 2 else word}" for n in range(1, 9)]
    assert asked(read(HEADER, *rows)) == ["status"]


def test_names_under_a_heading_that_says_nothing_are_asked_about() -> None:
    rows = [f"Firm {name},2026-05-0{n},No,https://x.example/{n}" for n, name in enumerate("ABCDEF", 1)]
    found = read("My tracker,Date,Offer,Application link", *rows)
    assert asked(found) == ["column.My tracker"]
    found = read("My tracker,Date,Offer,Application link", *rows, **{"column.My tracker": "employer"})
    assert found.column("employer")[0] == "Firm A"


# --- years that a few days lack ----------------------------------------------------------------------------


@pytest.mark.parametrize("turned", [False, True])
def test_a_day_without_its_year_takes_it_from_the_rows_around(turned: bool) -> None:
    days = ["Oct 28, 2024", "Oct 29, 2024", "Nov 4, 2024", "Nov 6, 2024", "Nov 11, 2024", "Nov 18", "Nov 19", "Nov 21"]
    rows = [f'Firm {n},Clerk,"{day}",Applied' for n, day in enumerate(days[::-1] if turned else days)]
    found = read(HEADER, *rows)
    assert not asked(found)
    assert sorted(map(str, found.column("applied_on")))[-3:] == ["2024-11-18", "2024-11-19", "2024-11-21"]


def test_days_in_no_order_tell_no_year() -> None:
    days = ["Oct 28, 2024", "Mar 29, 2023", "Nov 4, 2024", "Jan 6, 2022", "Nov 11, 2024", "Nov 18"]
    found = read(HEADER, *[f'Firm {n},Clerk,"{day}",Applied' for n, day in enumerate(days)])
    assert found.column("applied_on")[-1] is None


# --- e-mails -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("names", ["Date Received,Company,Job title,Status,Email subject,Sender", "Datum,Firma,Stelle,Status,Betreff,Absender",
                                   "Fecha,Empresa,Puesto,Estado,Asunto,Remitente"])  # fmt: skip
def test_a_row_an_e_mail_is_no_row_an_application(names: str) -> None:
    found = read(
        names,
        "2026-05-01,Acme,Clerk,Application received,Thanks,hr@acme.example",
        "2026-05-09,Acme,Clerk,Rejected,Your application,hr@acme.example",
        "2026-05-03,Birch,Clerk,Application received,Thanks,hr@birch.example",
        "2026-05-19,Birch,Clerk,Interview invite,Next,hr@birch.example",
    )
    assert found.reading.applications == 2
    assert (2, "rejected", "2026-05-09") in [tuple(event[:3]) for event in found.events]


# --- several tables in one file ----------------------------------------------------------------------------

BOARD = """# My search

## Applied

| Company | Role | Date applied | Status |
|---|---|---|---|
| Acme | Clerk | 2026-05-01 | Applied |
| Birch | Clerk | 2026-05-02 | Applied |

## Interviews

| Company | Role | Date applied | Interview date | Status |
|---|---|---|---|---|
| Cedar | Clerk | 2026-05-03 | 2026-05-20 | Interview |

## Rejected

| Company | Role | Date applied | Status |
|---|---|---|---|
| Dogwood | Clerk | 2026-05-04 | Rejected |

## Offers

| Company | Role | Date applied | Salary | Status |
|---|---|---|---|---|
| | | | | |
"""


def tables(content: str, name: str) -> list[tuple[str, int, int]]:
    """Each table of a file by name, with its applications and the rows that were set aside."""
    with scratch(noon(TODAY)) as writer, tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(content, encoding="utf-8")
        with tables_of(path, name) as found:
            readings = [understand(writer, table, Answers(), TODAY) for table in found]
    return [(reading.name, reading.applications, len(reading.rows_set_aside)) for reading in readings]


def test_each_table_in_markdown_has_its_own_header() -> None:
    assert tables(BOARD, "board.md") == [
        ("board.md, from line 5", 2, 0), ("board.md, from line 12", 1, 0), ("board.md, from line 18", 1, 0),
    ]  # fmt: skip


def test_tables_without_rows_are_no_rows_of_the_first() -> None:
    empty = "\n".join(line for line in BOARD.splitlines() if "| Clerk |" not in line)
    with pytest.raises(NothingToImport, match="no application under it"):
        tables(empty, "board.md")


def test_people_who_applied_to_somebody_are_no_applications() -> None:
    rows = [f"Ann{n},Ash,a{n}@mail.example,Clerk,2026-05-0{n}" for n in range(1, 6)]
    assert asked(read("First name,Last name,Email,Job role,Date", *rows)) == ["rows"]


def test_addresses_under_a_source_are_links() -> None:
    rows = [f"Firm {n},Clerk,Referral,2026-05-0{n},Applied,https://firm{n}.example/jobs" for n in range(1, 6)]
    found = meanings(read("company,role,channel,date applied,status,source", *rows))
    assert (found["channel"], found["source"]) == ("channel", "link")


# --- an answer and its words -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    ["Accepted application", "Application accepted", "Accepted (waitlist)", "Offer pending", "Bewerbung angenommen"],
)
def test_what_was_accepted_has_to_be_said(words: str) -> None:
    rows = [f"Firm {n},Clerk,2026-05-{n:02d},{'Applied' if n % 2 else words}" for n in range(1, 9)]
    assert asked(read(HEADER, *rows)) == ["status"]


@pytest.mark.parametrize(
    ("status", "result", "kinds"),
    [
        ("Offer", "Declined", {"offer", "declined"}),
        ("Offer", "Rejected", {"offer", "rejected"}),
        ("Interview", "Declined", {"interview", "rejected"}),
    ],
)
def test_declined_beside_an_offer_is_one_s_own_no(status: str, result: str, kinds: set[str]) -> None:
    found = read(
        "Company,Role,Date applied,Status,Final result",
        f"Acme,Clerk,2026-05-01,{status},{result}",
        "Birch,Cook,2026-05-02,Applied,",
    )
    assert {event[1] for event in found.events} == kinds
    assert any("your own no" in remark for remark in found.reading.remarks) == ("declined" in kinds)


def test_a_day_of_rejection_beside_a_status_offer_is_told() -> None:
    found = read(
        f"{HEADER},Rejected on", "Acme,Clerk,2026-05-01,Offer,2026-05-20", "Birch,Cook,2026-05-02,Interview,2026-05-21"
    )
    assert any("the status is “Offer”" in remark and "line 2" in remark for remark in found.reading.remarks)


def test_money_under_offer_is_no_offer() -> None:
    found = read(f"{HEADER},Offer", "Acme,Clerk,2026-05-01,Rejected,50000", "Birch,Cook,2026-05-02,Applied,45k")
    assert found.reading.outcomes == {"open": 1, "rejected": 1}


@pytest.mark.parametrize(("undecided", "dated"), [("Rejected", 8), ("Applied", 3)])
def test_a_day_in_most_rows_is_that_of_the_answers_where_all_of_them_were_answered(undecided: str, dated: int) -> None:
    rows = [f"Firm {n},Clerk,2026-05-{n:02d},Rejected,2026-06-{n:02d}" for n in range(1, 4)]
    bulk = [f"Firm {n},Clerk,2026-05-{n:02d},{undecided if n == 9 else 'Rejected'},2026-07-01" for n in range(5, 10)]
    found = read(f"{HEADER},Response date", *rows, *bulk)
    assert sum(bool(event[2]) for event in found.events) == dated


def test_a_second_link_is_kept_as_a_note() -> None:
    found = read(f"{HEADER},Job URL,Company website", "Acme,Clerk,2026-05-01,Applied,https://a.example/1,https://acme.example",
                 "Birch,Cook,2026-05-02,Applied,,https://birch.example")  # fmt: skip
    assert found.column("link") == ["https://a.example/1", "https://birch.example"]
    assert found.column("notes") == ["Company website: https://acme.example", None]


def test_a_sign_that_may_mean_yes_is_asked() -> None:
    assert asked(
        read("Company,Role,Date applied,Result", "A,Clerk,2026-05-01,+", "B,Cook,2026-05-02,-", "C,Cook,2026-05-03,+")
    ) == ["status"]


@pytest.mark.parametrize("name", ["Gefunden am", "Encontrado el", "Trouvé le", "Found on"])
def test_the_day_on_which_a_posting_was_found_is_none_of_applying(name: str) -> None:
    found = read(f"Company,Role,{name},Link", *[f"F{n},Clerk,2026-05-0{n},https://x.example/{n}" for n in range(1, 5)])
    assert asked(found) == ["sent"]
    assert meanings(found)[name] != "applied_on"


def test_a_day_beside_applied_is_the_day_of_applying() -> None:
    found = read(
        "Company,Role,Status", "A,Clerk,Applied 5/14/2026", "B,Cook,Rejected 5/20/2026", "C,Cook,Pending 5/21/2026"
    )
    assert [str(day) for day in found.column("applied_on")] == ["2026-05-14", "None", "None"]
    assert [tuple(event[:3]) for event in found.events] == [(3, "rejected", "2026-05-20")]


def test_a_log_with_much_to_ask_asks_for_two_things() -> None:
    rows = [f"Firm {n},Clerk,0{n}/04/2026,0{n}/05/2026,zorp {n % 2}" for n in range(1, 9)]
    found = read("Company,Role,First day,Other day,State of it", *rows)
    assert len(asked(found)) <= 2


def test_a_verdict_beside_plans_does_not_say_that_anything_was_sent() -> None:
    rows = [f"Firm {n},Clerk,https://x.example/{n},,{'not_fit' if n % 6 == 0 else 'found'}" for n in range(1, 13)]
    found = read("Company,Role,Link,Applied date,Status", *rows)
    assert asked(found) == ["sent"]
    assert found.reading.applications == 0


def test_the_numbers_of_a_program_are_no_employers() -> None:
    rows = [f"{n:08x}-aaaa-bbbb-cccc-dddddddddd{n:02x},Clerk at work {n},2024-05-{n:02d},zorp" for n in range(10, 20)]
    with pytest.raises(NothingToImport):
        read("zzid,zzwas,zzwann,zzstufe", *rows)


@pytest.mark.parametrize(
    ("names", "question", "meaning"),
    [
        (("Data Analyst", "Software Engineer", "Head Cook", "Junior Clerk"), [], "role"),
        (("Data Systems", "Marketing Partners", "Oakwood", "Birch"), ["column.Name"], "employer"),
        (("Acme", "Oakwood", "Birch", "Software AG"), [], "employer"),
    ],
)
def test_names_that_read_like_titles_are_told_or_asked(
    names: tuple[str, ...], question: list[str], meaning: str
) -> None:
    rows = [f"{name},2026-05-0{n},Applied" for n, name in enumerate(names, 1)]
    found = read("Name,Applied on,Status", *rows)
    assert asked(found) == question
    assert meanings(found)["Name"] == meaning
    assert any("“Name” is taken for" in remark for remark in found.reading.remarks) == (meaning == "role")


@pytest.mark.parametrize(
    ("names", "month"),
    [("Year,Month,Day", "5"), ("Day,Month,Year", "May"), ("Jahr,Monat,Tag", "05"), ("Año,Mes,Día", "5")],
)
def test_a_day_in_three_columns_is_one(names: str, month: str) -> None:
    said = {"Y": "2026", "J": "2026", "A": "2026", "M": month}
    rows = [
        f"Firm {n},Clerk,{','.join(said.get(name[0], str(n)) for name in names.split(','))},Applied" for n in (9, 12)
    ]
    found = read(f"Company,Role,{names},Status", *rows)
    assert [str(day) for day in found.column("applied_on")] == ["2026-05-09", "2026-05-12"]


def test_months_and_years_beside_a_day_of_applying_stay_out() -> None:
    found = read(
        f"{HEADER},Year,Month,Day", "Acme,Clerk,2026-05-09,Applied,2026,6,9", "Birch,Cook,2026-05-12,Applied,2026,6,12"
    )
    assert [str(day) for day in found.column("applied_on")] == ["2026-05-09", "2026-05-12"]
