"""Agreements: given, withdrawn at once, recorded; and a cohort's export, which only comes in under one."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import xlsxwriter

from analytics.errors import AnswerNeeded, InvalidEntry, NotAllowed, NothingToImport, Refused
from analytics.ingest.cohort import (
    CohortReceipt,
    import_cohort,
    review_cohort,
    undo_cohort,
)
from analytics.ingest.enrolments import enter_enrolments, import_enrolments
from analytics.ingest.importing import Source
from analytics.ingest.reading import Answers
from analytics.publishing import enrolled_of, exact
from analytics.store import Store, Viewer, Writer
from analytics.store.consents import agree, withdraw
from analytics.wording.cohort import WITHDRAWAL, enrolment_said

NOW = datetime(2026, 3, 1, 12)
STAFF = Viewer.staff()


def rows(store: Store, sql: str) -> list[tuple[object, ...]]:
    snapshot = store.snapshot()
    found = snapshot.cursor().execute(sql).fetchall()
    snapshot.close()
    return [tuple(row) for row in found]


def counted(store: Store) -> int:
    """How many students would be counted, before any blur."""
    with store.reading(Viewer.analyst()) as reader:
        numbers = exact(reader, date(2026, 8, 31)).numbers
    return int(numbers.query("table_name == 'everybody' and fact == 'students'")["n"].iloc[0])


def an_export(
    folder: Path, students: int = 30, each: int = 3, status: str = "Rejected", date: str = "2026-01-%02d"
) -> Source:
    path = folder / "export.csv"
    lines = ["Student ID,Programme,Level,Term,Company,Position,Date applied,Status"]
    for student in range(students):
        programme = "Law" if student % 2 else "Design"
        lines += [
            f"S{student:03d},{programme},MSc,autumn 2025,Acme,Analyst {n},{date % (n + 1)},{status}"
            for n in range(each)
        ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return Source(path, "export.csv")


def a_file(folder: Path, *lines: str) -> Source:
    path = folder / "few.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return Source(path, "few.csv")


def a_workbook(folder: Path, days: tuple[str, str] = ("2025-01-03", "2026-01-03")) -> Source:
    """An export with a sheet for each of two days."""
    path = folder / "export.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for number, day in enumerate(days):
            sheet = book.add_worksheet(f"Sheet {number}")
            sheet.write_row(0, 0, ["Student ID", "Company", "Position", "Date applied", "Status"])
            sheet.write_row(1, 0, ["S1", "Acme", "Analyst", day, "Rejected"])
    return Source(path, "export.xlsx")


def imported(store: Store, source: Source, agreement: str = "Careers form", now: datetime = NOW) -> list[CohortReceipt]:
    return import_cohort(store, STAFF, source, agreement, Answers(), now, "careers@uni.example")


def agreed(writer: Writer) -> None:
    agree(writer, recorded_by="ada@uni.example")


def test_agreeing_twice_is_one_agreement_and_withdrawing_ends_it(tmp_path: Path) -> None:
    store = Store(tmp_path)
    ada = Viewer.applicant(1)
    for day, step in enumerate((agreed, agreed, withdraw, agreed)):
        with store.writing(ada, NOW + timedelta(days=day)) as writer:
            step(writer)
    said = rows(store, "select agreed_at, withdrawn_at, recorded_by from consents order by agreed_at")
    assert said == [
        (NOW, NOW + timedelta(days=2), "ada@uni.example"),
        (NOW + timedelta(days=3), None, "ada@uni.example"),
    ]


def test_withdrawing_ends_ones_own_agreement_only(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with store.writing(STAFF, NOW) as writer:
        for person in (1, 2):
            agree(writer.on_behalf_of(person), recorded_by="x")
        withdraw(writer.on_behalf_of(1))
    assert rows(store, "select applicant_id from consents where withdrawn_at is null") == [(2,)]


def test_an_export_becomes_the_logs_of_its_students_under_an_agreement(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    [receipt] = imported(store, an_export(tmp_path))
    assert (receipt.students, receipt.reading.applications, receipt.reading.set_aside) == (30, 90, ())
    assert rows(store, "select count(*), count(distinct applicant_id), count(requisition) from applications") == [
        (90, 30, 0)
    ]
    assert rows(store, "select distinct programme, level, term from applicants order by 1") == [
        ("Design", "MSc", "autumn 2025"),
        ("Law", "MSc", "autumn 2025"),
    ]
    assert rows(store, "select agreement, applicant_id from imports") == [("Careers form", None)]
    assert rows(store, "select distinct agreement, recorded_by from consents") == [
        ("Careers form", "careers@uni.example")
    ]
    assert counted(store) == 30


def test_two_students_with_the_same_application_stay_two(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    imported(store, an_export(tmp_path, students=12, each=1))
    assert rows(store, "select count(*) from applications where removed_at is null") == [(12,)]


def test_a_later_export_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    imported(store, an_export(tmp_path))
    imported(store, an_export(tmp_path, each=4), now=NOW + timedelta(days=30))
    assert rows(store, "select count(*) from applicants") == [(30,)]
    assert rows(store, "select count(*) from applications where removed_at is null") == [(120,)]
    assert rows(store, "select count(*) from imports where undone_at is null") == [(1,)]


def test_whoever_withdrew_is_not_brought_back_by_an_import(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    imported(store, an_export(tmp_path))
    assert counted(store) == 30
    with store.writing(Viewer.applicant(2), NOW + timedelta(days=1)) as writer:
        withdraw(writer)
    assert counted(store) == 29, "at once"
    imported(store, an_export(tmp_path), now=NOW + timedelta(days=2))
    assert counted(store) == 29


def test_an_export_without_an_agreement_is_refused_and_nothing_stored(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    with pytest.raises(InvalidEntry, match="no name"):
        imported(store, an_export(tmp_path), agreement="  ")
    assert rows(store, "select count(*) from applications") == [(0,)]


def test_an_export_that_leaves_a_question_open_asks_it(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    with pytest.raises(AnswerNeeded):
        imported(store, an_export(tmp_path, date="%02d/01/2026", each=3))
    assert rows(store, "select count(*) from applicants") == [(0,)]


def test_which_column_names_the_student_is_asked_and_remembered(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    export = a_file(tmp_path, "Who,Company,Position,Date applied,Status", *(f"A{n},Acme,Dev,2026-01-03," for n in "12"))
    with pytest.raises(AnswerNeeded, match="whose row it is"):
        imported(store, export)
    receipts = [
        import_cohort(store, STAFF, export, "Form", Answers(given), NOW + timedelta(days=day), "x")[0]
        for day, given in enumerate(({"student_id": "Who"}, {}))
    ]
    assert [(receipt.students, receipt.reading.columns[0].meaning) for receipt in receipts] == [(2, "student_id")] * 2
    assert rows(store, "select student_id from applicants order by 1") == [("A1",), ("A2",)]


def test_rows_that_name_no_student_are_set_aside_and_nobodys(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    export = a_file(
        tmp_path,
        "Student ID,Company,Position,Date applied,Status",
        "S1,Acme,Dev,2026-01-03,",
        " ,Birch,Dev,2026-01-04,",
    )
    [receipt] = imported(store, export)
    assert [(one.line, one.reason, one.cells[1]) for one in receipt.reading.set_aside] == [
        (3, "it names no student", "Birch")
    ]
    assert rows(store, "select applicant_id, employer from applications") == [(1, "Acme")]


def test_a_review_says_what_an_import_would_and_stores_nothing(tmp_path: Path) -> None:
    store, export = Store(tmp_path / "store"), an_export(tmp_path)
    [reviewed] = review_cohort(store, STAFF, export, Answers(), NOW)
    assert rows(store, "select count(*) from applicants") == [(0,)]
    [stored] = imported(store, export)
    assert (reviewed.students, reviewed.reading.as_json()) == (stored.students, stored.reading.as_json())
    assert (reviewed.import_id, stored.import_id) == (None, 1)


def test_sheets_of_one_export_stay_beside_each_other(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    assert len(imported(store, a_workbook(tmp_path))) == 2
    assert rows(store, "select count(*) from applications where removed_at is null") == [(2,)]
    assert undo_cohort(store, STAFF, 1, NOW + timedelta(days=1)) == 2


def test_no_sheet_of_an_export_is_stored_while_another_has_a_question(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    with pytest.raises(AnswerNeeded):
        imported(store, a_workbook(tmp_path, ("2025-01-03", "03/04/2026")))
    assert rows(store, "select count(*) from applications") == [(0,)]


def test_an_export_is_taken_back_whole_and_the_one_before_is_there_again(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    there = "select count(*) from applications where removed_at is null"
    agreed = "select count(*) from consents"
    imported(store, an_export(tmp_path))
    imported(store, an_export(tmp_path, students=40, each=4), now=NOW + timedelta(days=1))
    assert (rows(store, there), rows(store, agreed)) == ([(160,)], [(40,)])
    assert undo_cohort(store, STAFF, 2, NOW + timedelta(days=2)) == 160
    assert (rows(store, there), rows(store, agreed)) == ([(90,)], [(30,)])
    assert undo_cohort(store, STAFF, 1, NOW + timedelta(days=3)) == 90
    assert (rows(store, there), rows(store, agreed)) == ([(0,)], [(0,)])
    with pytest.raises(Refused, match="no such export"):
        undo_cohort(store, STAFF, 1, NOW + timedelta(days=4))


def test_taking_an_export_back_keeps_a_withdrawal(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    imported(store, an_export(tmp_path))
    with store.writing(Viewer.applicant(2), NOW + timedelta(days=1)) as writer:
        withdraw(writer)
    undo_cohort(store, STAFF, 1, NOW + timedelta(days=2))
    imported(store, an_export(tmp_path), now=NOW + timedelta(days=3))
    assert rows(store, "select count(*) from consents where withdrawn_at is null") == [(29,)]


def test_only_staff_look_into_an_export_or_take_one_back(tmp_path: Path) -> None:
    store, export = Store(tmp_path / "store"), an_export(tmp_path)
    imported(store, export)
    for viewer in (Viewer.applicant(1), Viewer.analyst()):
        with pytest.raises(NotAllowed):
            review_cohort(store, viewer, export, Answers(), NOW)
        with pytest.raises(NotAllowed):
            undo_cohort(store, viewer, 1, NOW)


def test_the_numbers_enrolled_take_the_place_of_those_before_with_who_said_so(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    header = "programme,level,term,students\n"
    import_enrolments(store, STAFF, header + "Law,MSc,autumn 2024,70\n", now=NOW, recorded_by="before")
    lines = "Law,MSc,autumn 2025,80\nLaw,BSc,autumn 2025,10\nDesign,MSc,autumn 2025,60\nDesign,MSc,spring 2026,55\n"
    assert import_enrolments(store, STAFF, header + lines, now=NOW, recorded_by="Ida Prow") == 4
    with store.reading(STAFF) as reader:
        said = reader.load("enrolments")
    assert said["recorded_by"].unique().tolist() == ["Ida Prow"]
    # of several terms the largest, of several levels the sum
    assert enrolled_of(said) == {"Design": 60, "Law": 90}


@pytest.mark.parametrize("line", ["Law,MSc,2025,many", "Law,MSc,2025,-3", "Law,MSc,2025,"])
def test_numbers_enrolled_that_are_none_are_refused_with_their_line(line: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidEntry, match="Line 2 has"):
        import_enrolments(Store(tmp_path), STAFF, f"programme,level,term,students\n{line}\n", now=NOW, recorded_by="x")


def test_the_docs_say_in_the_words_of_the_page_what_happens_on_withdrawal() -> None:
    written = " ".join((Path(__file__).parents[1] / "docs/cohorts.md").read_text(encoding="utf-8").split())
    assert [said for said in WITHDRAWAL if f"- {said}" not in written] == []


def test_what_is_entered_by_hand_is_held_to_the_same_rules(tmp_path: Path) -> None:
    store = Store(tmp_path)
    law = {"programme": "Law", "level": "", "term": "", "students": "70"}
    assert enter_enrolments(store, STAFF, [law], now=NOW, recorded_by="Ida Prow") == 1
    with store.reading(STAFF) as reader:
        assert enrolment_said(reader.load("enrolments")) == "Said on 1 March 2026 by Ida Prow."
    for wrong, said in (([], "No programme"), ([law, law | {"students": "7.5"}], "Line 2 has 7.5"),
                        ([law | {"programme": ""}], "Line 1 names no programme")):  # fmt: skip
        with pytest.raises((InvalidEntry, NothingToImport), match=said):
            enter_enrolments(store, STAFF, wrong, now=NOW, recorded_by="x")
    with pytest.raises(NotAllowed):
        enter_enrolments(store, Viewer.analyst(), [law], now=NOW, recorded_by="x")
