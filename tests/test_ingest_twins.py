"""A small case of the project's own for every hazard that real logs hold."""
# ruff: noqa: E501

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pytest

from analytics.errors import NothingToImport
from tests.logs import accounted, stored

HEADER = "Company,Role,Date Applied,Status\n"


def a_log(*rows: str, header: str = HEADER) -> str:
    return header + "".join(row + "\n" for row in rows)


PLAIN = a_log("Alder,Analyst,2025-01-05,Applied", "Birch,Developer,2025-01-20,Rejected")


def facts(content: str | bytes, name: str = "log.csv", **answers: Any) -> list[tuple[object, ...]]:
    found = stored(content, name, **answers)
    assert accounted(found.reading)
    return [
        (a["employer"], a["role"], a["applied_on"].isoformat() if a["applied_on"] else None, a["status_words"])
        for a in found.applications
    ]


PLAIN_FACTS = [("Alder", "Analyst", "2025-01-05", "Applied"), ("Birch", "Developer", "2025-01-20", "Rejected")]


# --- files ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings(encoding: str) -> None:
    text = a_log("Müller – Söhne,Ingénieur,2025-01-05,Absage", "Société Générale,Développeur,2025-01-20,Refusé")
    assert facts(text.encode(encoding)) == [
        ("Müller – Söhne", "Ingénieur", "2025-01-05", "Absage"), ("Société Générale", "Développeur", "2025-01-20", "Refusé")
    ]  # fmt: skip


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_dialects(delimiter: str, end: str) -> None:
    assert facts(PLAIN.replace(",", delimiter).replace("\n", end)) == PLAIN_FACTS


def test_mixed_line_ends_and_no_last_one() -> None:
    assert (
        facts(
            "Company,Role,Date Applied,Status\r\nAlder,Analyst,2025-01-05,Applied\nBirch,Developer,2025-01-20,Rejected"
        )
        == PLAIN_FACTS
    )


@pytest.mark.parametrize("suffix", ["log.xls", "log.txt", "log"])
def test_a_csv_is_read_for_what_it_is(suffix: str) -> None:
    assert facts(PLAIN, suffix) == PLAIN_FACTS


def test_quoted_newlines_quotes_in_quotes_and_json() -> None:
    rows = [
        '"Alder ""the"" Works",Analyst,2025-01-05,Applied,"first line\nsecond, line"',
        'Birch,"Dev, senior",2025-01-20,Rejected,"{""a"": [1, ""x""]}"',
        "Cedar,Dev,2025-01-21,Applied,",
    ]
    found = stored(a_log(*rows, header="Company,Role,Date Applied,Status,Notes\n"))
    assert found.column("notes") == ["first line\nsecond, line", '{"a": [1, "x"]}', None]
    assert found.column("line") == [2, 4, 5]
    assert found.column("employer")[0] == 'Alder "the" Works'


def test_a_quote_that_nobody_closed_swallows_no_rows() -> None:
    found = stored(
        a_log('Alder,"Analyst,2025-01-05,Applied', *[f"Firm {n},Dev,2025-01-20,Applied" for n in range(400)])
    )
    assert len(found.applications) >= 400
    assert accounted(found.reading)


def test_an_inch_mark_is_no_quote() -> None:
    assert (
        facts(a_log('5" Screens,Analyst,2025-01-05,Applied', "Birch,Developer,2025-01-20,Rejected"))[0][0]
        == '5" Screens'
    )


def a_workbook(**sheets: list[list[object]]) -> bytes:
    """A minimal XLSX, written by hand so that no writer is needed."""
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        + "".join(f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>' for n in range(1, len(sheets) + 1)) + "</Types>",
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
        + "".join(f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(sheets, 1)) + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + "".join(f'<Relationship Id="r{n}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in range(1, len(sheets) + 1)) + "</Relationships>",
    }  # fmt: skip
    for number, rows in enumerate(sheets.values(), 1):
        cells = "".join(
            f'<row r="{r}">'
            + "".join(
                f'<c r="{chr(65 + c)}{r}"><v>{value}</v></c>' if isinstance(value, int | float)
                else f'<c r="{chr(65 + c)}{r}" t="inlineStr"><is><t>{value}</t></is></c>'
                for c, value in enumerate(row) if value != ""
            )
            + "</row>"
            for r, row in enumerate(rows, 1)
        )  # fmt: skip
        files[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{cells}</sheetData></worksheet>'
        )
    return zipped(files)


def zipped(files: dict[str, str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def test_a_workbook_with_the_log_on_the_second_sheet_and_serial_dates() -> None:
    book = a_workbook(
        Summary=[["Week", "Count"], [1, 3]],
        Log=[
            ["", "Company", "Role", "Date Applied", "Status"],
            ["", "Alder", "Analyst", 45662, "Applied"],
            ["", "Birch", "Developer", "2025-01-20", "Rejected"],
        ],
    )
    assert facts(book, "log.xlsx") == PLAIN_FACTS


def test_a_zip_as_linkedin_sends_it() -> None:
    header = "Application Date,Contact Email,Contact Phone Number,Company Name,Job Title,Job Url,Resume Name,Question And Answers\n"
    row = '"1/15/25, 9:42 AM",me@example.com,+15550100,Alder,Analyst,https://x.example/1,cv.pdf,"Why?:Because"\n'
    packed = zipped({"Profile.csv": "First Name,Last Name\nA,B\n", "Jobs/Job Applications.csv": header + row})
    found = stored(packed, "export.zip")
    assert (found.column("employer"), found.column("outcome_recorded")) == (["Alder"], [False])
    assert found.column("applied_on") == [date(2025, 1, 15)]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf\n\n", "is empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not a table"),
        (b"%PDF-1.7 something", "not a table"),
        (HEADER.encode(), "no application under it"),
        (b"a,b\n1,2\n", "no header"),
        (b"Name,Age,City\nAnn,3,Rome\n", "none that says when"),
        (b"Date,Product,Amount\n2025-01-01,Tea,3\n", "no header"),
        (b"PK\x03\x04broken", "damaged"),
    ],
)
def test_what_is_no_log_is_refused_with_what_was_missing(content: bytes, says: str) -> None:
    with pytest.raises(NothingToImport, match=says):
        stored(content)


# --- layout -----------------------------------------------------------------------------------------------


def test_a_title_above_and_the_header_again_half_way() -> None:
    text = "My job hunt 2025,,,\n\n" + PLAIN + HEADER + "Cedar,Dev,2025-02-01,Applied\n"
    found = stored(text)
    assert found.column("employer") == ["Alder", "Birch", "Cedar"]
    assert [(one.line, one.reason) for one in found.reading.rows_set_aside] == [(6, "the header again")]
    assert found.column("line") == [4, 5, 7]


def test_merge_conflict_markers_double_nothing() -> None:
    text = (
        HEADER
        + "<<<<<<< HEAD\nAlder,Analyst,2025-01-05,Applied\n=======\nAlder,Analyst,2025-01-05,Applied\nBirch,Developer,2025-01-20,Rejected\n>>>>>>> theirs\n"
    )
    found = stored(text)
    assert (found.column("employer"), found.reading.merged, len(found.reading.rows_set_aside)) == (
        ["Alder", "Birch"],
        1,
        3,
    )
    assert accounted(found.reading)


def test_empty_and_numbered_rows_and_columns() -> None:
    text = ",No.,Company,Role,Date Applied,Status,,\n,1,Alder,Analyst,2025-01-05,Applied,,\n,,,,,,,\n,2,Birch,Developer,2025-01-20,Rejected,,\n,3,,,,,,\n,,,,,,,\n"
    found = stored(text)
    assert found.column("employer") == ["Alder", "Birch"]
    assert [one.line for one in found.reading.rows_set_aside] == [5]


def test_ragged_rows_are_mended_only_where_one_way_makes_sense() -> None:
    rows = [f"Firm {n},Role {n},Town {n},2025-01-{n + 10},Applied" for n in range(8)]
    found = stored(
        a_log(
            *rows,
            "Alder,Analyst,Silverwater, Sydney,2025-02-01,Applied",
            "Birch,Dev,Bonn,Applied",
            header="Company,Role,Location,Date Applied,Status\n",
        )
    )
    assert found.applications[8]["location"] == "Silverwater, Sydney"
    assert accounted(found.reading)


def test_totals_and_section_titles_are_set_aside() -> None:
    found = stored(PLAIN.replace("Birch", "January,,,\nBirch") + "Total,2,,\n")
    assert found.column("employer") == ["Alder", "Birch"]
    assert len(found.reading.rows_set_aside) == 2


@pytest.mark.parametrize(
    "header",
    [
        "Firma,Stelle,Beworben am,Status\n", "Unternehmen,Position,Bewerbungsdatum,Ergebnis\n", "Empresa,Puesto,Fecha,Estado\n",
        "Entreprise,Poste,Date de candidature,Statut\n", "Empresa,Vaga,Data,Situação\n", "company_name,jobTitle,appliedDate,applicationStatus\n",
        "Compnay,Positon,Date Aplied,Staus\n", "Company (name),Role,Date Applied (DD/MM/YYYY),Status (Applied/Rejected)\n",
    ],
)  # fmt: skip
def test_columns_are_known_by_name(header: str) -> None:
    assert facts(PLAIN.replace(HEADER, header)) == PLAIN_FACTS


# --- dates ------------------------------------------------------------------------------------------------


def test_an_order_that_the_file_does_not_settle_is_asked_once() -> None:
    text = a_log("Alder,Analyst,03/04/2025,Applied", "Birch,Dev,05/06/2025,Applied")
    found = stored(text)
    [question] = found.reading.unanswered
    assert (question.name, set(question.options), found.applications) == (
        "date_order",
        {"day first", "month first"},
        [],
    )
    assert facts(text, date_order="day first")[0][2] == "2025-04-03"
    assert facts(text, date_order="mdy")[0][2] == "2025-03-04"


def test_typos_and_prose_set_the_cell_aside_and_keep_the_row() -> None:
    found = stored(
        a_log(
            "Alder,Analyst,8/82019,Applied",
            "Birch,Dev,8/25/2019,Applied",
            "Cedar,Dev,8/3/2019 and 9/9/2019,Rejected",
            "Elm,Dev,last week,Applied",
        )
    )
    assert found.column("applied_on") == [None, date(2019, 8, 25), None, None]
    assert [one.line for one in found.reading.cells_set_aside] == [2, 4, 5]
    assert found.reading.applications == 4


def test_dates_in_the_future_and_answers_before_the_application() -> None:
    text = "Company,Role,Date Applied,Status,Response Date\nAlder,Dev,2027-01-05,Applied,\nBirch,Dev,2025-01-05,Rejected,2024-12-01\nCedar,Dev,2025-01-05,Rejected,2025-01-09\n"
    found = stored(text)
    assert found.column("applied_on") == [None, date(2025, 1, 5), date(2025, 1, 5)]
    assert [event[1:] for event in found.events] == [("rejected", None, "unknown"), ("rejected", "2025-01-09", "day")]
    assert [one.reason for one in found.reading.cells_set_aside] == [
        "“2027-01-05” is in the future",
        "it is before the day of applying",
    ]


def test_a_year_is_asked_once_and_rolls_over() -> None:
    text = a_log(
        "Alder,Dev,30-Nov,Applied", "Birch,Dev,29-Dec,Applied", "Cedar,Dev,2-Jan,Applied", "Elm,Dev,9-Feb,Rejected"
    )
    assert [question.name for question in stored(text).reading.unanswered] == ["year"]
    assert [fact[2] for fact in facts(text, year="2024")] == ["2024-11-30", "2024-12-29", "2025-01-02", "2025-02-09"]


# --- statuses and events ----------------------------------------------------------------------------------


def events(content: str, **answers: Any) -> list[tuple[object, ...]]:
    return stored(content, **answers).events


def test_a_response_date_dates_the_first_answer() -> None:
    header = "Company,Role,Date Applied,Status,Interview Date,Response Date\n"
    assert events(a_log("Alder,Dev,2025-01-05,Rejected,,2025-01-09", header=header)) == [
        (2, "rejected", "2025-01-09", "day")
    ]
    assert events(a_log("Alder,Dev,2025-01-05,Interview,,2025-01-09", header=header)) == [
        (2, "interview", "2025-01-09", "day")
    ]
    assert events(a_log("Alder,Dev,2025-01-05,Interview + Rejected,,2025-01-09", header=header)) == [
        (2, "interview", "2025-01-09", "day"), (2, "rejected", None, "unknown")
    ]  # fmt: skip
    assert events(a_log("Alder,Dev,2025-01-05,Rejected,2025-01-20,2025-01-09", header=header)) == [
        (2, "interview", "2025-01-20", "day"), (2, "rejected", None, "unknown")
    ]  # fmt: skip


def test_silence_is_no_answer_whatever_date_stands_beside_it() -> None:
    rows = [f"Firm {n},Dev,2025-01-{n:02d},Ghosted,2025-03-01" for n in range(1, 20)] + [
        "Oak,Dev,2025-01-05,Rejected,2025-01-20"
    ]
    found = stored(a_log(*rows, header="Company,Role,Date Applied,Status,End Date\n"))
    assert found.events == [(21, "rejected", "2025-01-20", "day")]
    assert "2025-03-01 in 19 of 20 rows" in " ".join(found.reading.remarks)


def test_a_last_updated_column_set_for_all_rows_is_no_answer() -> None:
    rows = [f"Firm {n},Dev,2025-01-{n:02d},{'Rejected' if n % 2 else 'Applied'},2025-06-01" for n in range(1, 11)]
    found = stored(a_log(*rows, header="Company,Role,Date Applied,Status,Last Updated\n"))
    assert (found.reading.responses, found.reading.outcomes) == (0, {"open": 5, "rejected": 5})
    assert {event[3] for event in found.events} == {"seen"}


def test_the_outcome_in_two_columns_is_put_together() -> None:
    found = stored(
        a_log(
            "Alder,Dev,2025-01-05,video interview,rejected",
            "Birch,Dev,2025-01-05,application,submitted",
            header="company,role,date,application_progress,application_status\n",
        )
    )
    assert [event[1] for event in found.events] == ["interview", "rejected"]


def test_stage_columns_with_dates_flags_and_words() -> None:
    header = "Company,Role,Applied Date,Coding Challenge,Phone,2nd Interview,Onsite,Result\n"
    found = stored(
        a_log(
            "Alder,Dev,7/19/2020,CodeSignal,10/27/2020,10/29/2020,,Rejected", "Birch,Dev,7/20/2020,,no,,,",
            "Cedar,Dev,7/21/2020,expired,n/a,,yes,Accepted!", "Elm,Dev,7/22/2020,,8/5/2020 & 8/14/2020,,,", header=header,
        )
    )  # fmt: skip
    assert found.events == [
        (2, "assessment", None, "unknown"), (2, "screening", "2020-10-27", "day"), (2, "interview", "2020-10-29", "day"), (2, "rejected", None, "unknown"),
        (4, "assessment", None, "unknown"), (4, "final", None, "unknown"), (4, "accepted", None, "unknown"), (5, "screening", None, "unknown"),
    ]  # fmt: skip


def test_unknown_words_are_asked_once_and_count_as_neither() -> None:
    rest = [f"Firm {n},Dev,2025-01-{n},Applied" for n in range(10, 20)]
    text = a_log("Alder,Dev,2025-01-05,passed", "Birch,Dev,2025-01-06,passed", *rest)
    found = stored(text)
    [question] = found.reading.questions
    assert (question.required, question.words) == (False, {"passed": "rejected"})
    assert found.column("outcome_recorded") == [False, False, *[True] * 10]
    assert [event[1] for event in events(text, status__passed="rejected")] == ["rejected", "rejected"]
    fifth = a_log("Alder,Dev,2025-01-05,passed", "Birch,Dev,2025-01-06,passed", *rest[:8])
    assert [question.required for question in stored(fifth).reading.questions] == [True]
    left_open = stored(fifth, status__passed="unclear")
    assert left_open.column("outcome_recorded") == [False, False, *[True] * 8]


def test_lists_of_what_to_apply_for_are_kept_apart() -> None:
    found = stored(
        a_log(
            "Alder,Dev,2025-01-05,Applied",
            "Birch,Dev,,To Apply",
            "Cedar,Dev,2025-01-07,Speculative",
            "Elm,Dev,,",
            "Fir,Dev,2025-01-08,Delivery Failed",
        )
    )
    assert found.column("submission") == ["sent", "planned", "speculative", "planned", "undelivered"]
    assert found.reading.kept_apart == {"planned": 2, "speculative": 1, "undelivered": 1}


def test_feedback_is_kept_in_its_words_and_flags_are_no_text() -> None:
    header = "Company,Role,Date Applied,Status,Feedback,Rejection Reason,Notes\n"
    found = stored(
        a_log(
            "Alder,Dev,2025-01-05,Rejected,You lack SQL.,Other candidate,mine",
            "Birch,Dev,2025-01-06,Rejected,,n/a,",
            header=header,
        )
    )
    assert found.feedback == [(2, "Other candidate", "Rejection Reason"), (2, "You lack SQL.", "Feedback")]
    flags = stored(
        a_log(
            "Alder,Dev,2025-01-05,Rejected,Yes",
            "Birch,Dev,2025-01-06,Rejected,No",
            header="Company,Role,Date Applied,Status,Feedback?\n",
        )
    )
    assert flags.feedback == []


def test_one_link_is_one_application_and_two_links_are_two() -> None:
    header = "Company,Role,Link,Date Applied,Status\n"
    found = stored(
        a_log(
            "Alder,Dev,https://x.example/1,2025-01-05,Applied", "Alder,Dev,https://x.example/1,2025-01-05,Rejected",
            "Alder,Dev,https://x.example/2,2025-01-05,Applied", header=header,
        )
    )  # fmt: skip
    assert (found.reading.applications, found.reading.merged, found.reading.outcomes) == (
        2,
        1,
        {"open": 1, "rejected": 1},
    )
    assert accounted(found.reading)


def test_equal_rows_without_a_mark_stay_two() -> None:
    assert len(facts(a_log("Alder,Dev,2025-01-05,Applied", "Alder,Dev,2025-01-05,Applied"))) == 2


def test_saved_jobs_are_no_applications() -> None:
    found = stored("Saved Date,Job Url,Job Title,Company Name\n2025-01-05,https://x.example/1,Dev,Alder\n")
    assert (found.reading.applications, found.reading.planned) == (0, 1)


def test_simplify_and_jobhunter_exports() -> None:
    simplify = stored(
        "Job Title,Company Name,Location,Job URL,Applied Date,Status,Status Date,Archived,Date Archived,Notes,job_type\n"
        "Dev,Alder,Rome,https://x.example/1,2025-03-02,REJECTED,2025-03-22,False,N/A,,FULL_TIME\n"
        "Dev,Birch,Rome,https://x.example/2,N/A,SAVED,2025-03-03,False,N/A,,FULL_TIME\n"
    )
    assert (simplify.events, simplify.reading.planned) == ([(2, "rejected", "2025-03-22", "day")], 1)
    jobhunter = stored(
        '\ufeffID;Firma;Stelle;Ort;Status;Beworben am;Gespräch am;Erstellt am;Notizen\r\n"1";"Erle";"Dev";"Köln";"Einladung";"03.04.2025";"12.04.2025";"01.04.2025";""\r\n'
    )
    assert jobhunter.events == [(2, "interview", "2025-04-12", "day")]


def test_a_log_of_e_mails_becomes_applications() -> None:
    found = stored(
        "Company Name,Application Status,Received At,Job Title,Subject,Sender\n"
        "Alder,Application confirmation,2025-01-02T10:00:00Z,Dev,Thanks,a@x.example\nAlder,Rejection,2025-01-20T10:00:00Z,Dev,Sorry,a@x.example\n"
    )
    assert (found.reading.applications, found.reading.merged, found.reading.responses) == (1, 1, 1)
    assert ("rejected", "2025-01-20") in [event[1:3] for event in found.events]


def test_nothing_typed_runs_and_personal_cells_stay_out() -> None:
    rows = ["=cmd|' /C calc'!A0,<script>alert(1)</script>,2025-01-05,Applied,me@example.com,+49 30 123456"]
    found = stored(a_log(*rows, header="Company,Role,Date Applied,Status,Email,Phone\n"))
    assert found.column("employer") == ["=cmd|' /C calc'!A0"]
    assert "me@example.com" not in str(found.applications)
    assert found.events == []
