"""Agreements: given, withdrawn at once, recorded; and a cohort's export, which only comes in under one."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest

from analytics.errors import AnswerNeeded, InvalidEntry, NothingToImport
from analytics.ingest.cohort import CohortReceipt, import_cohort, import_enrolments
from analytics.ingest.importing import Source
from analytics.ingest.reading import Answers
from analytics.store import Store, Viewer
from analytics.store.consents import agree, withdraw

NOW = datetime(2026, 3, 1, 12)
STAFF = Viewer.staff()


def rows(store: Store, sql: str) -> list[tuple[object, ...]]:
    snapshot = store.snapshot()
    found = snapshot.cursor().execute(sql).fetchall()
    snapshot.close()
    return [tuple(row) for row in found]


def counted(store: Store) -> int:
    """How many students the cohort has, before release."""
    with store.reading(Viewer.analyst()) as reader:
        return int(reader.load("cohort_students")["students"].sum())


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
    path.write_text("\n".join(lines) + "\n")
    return Source(path, "export.csv")


def imported(store: Store, source: Source, agreement: str = "Careers form", now: datetime = NOW) -> list[CohortReceipt]:
    return import_cohort(store, STAFF, source, agreement, Answers(), now, "careers@uni.example")


def test_agreeing_twice_is_one_agreement_and_withdrawing_ends_it(tmp_path: Path) -> None:
    store = Store(tmp_path)
    ada = Viewer.applicant(1)
    with store.writing(ada) as connection:
        agree(connection, 1, now=NOW, recorded_by="ada@uni.example")
        agree(connection, 1, now=NOW + timedelta(days=1), recorded_by="ada@uni.example")
        withdraw(connection, 1, now=NOW + timedelta(days=2))
        agree(connection, 1, now=NOW + timedelta(days=3), recorded_by="ada@uni.example")
    said = rows(store, "select agreed_at, withdrawn_at, recorded_by from consents order by agreed_at")
    assert said == [
        (NOW, NOW + timedelta(days=2), "ada@uni.example"),
        (NOW + timedelta(days=3), None, "ada@uni.example"),
    ]


def test_withdrawing_ends_ones_own_agreement_only(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with store.writing(STAFF) as connection:
        for person in (1, 2):
            agree(connection, person, now=NOW, recorded_by="x")
        withdraw(connection, 1, now=NOW)
    assert rows(store, "select applicant_id from consents where withdrawn_at is null") == [(2,)]


def test_an_export_becomes_the_logs_of_its_students_under_an_agreement(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    assert imported(store, an_export(tmp_path)) == [CohortReceipt(30, 30, 90, 0, 0)]
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
    later = imported(store, an_export(tmp_path, each=4), now=NOW + timedelta(days=30))
    assert later == [CohortReceipt(30, 0, 120, 0, 0)]
    assert rows(store, "select count(*) from applications where removed_at is null") == [(120,)]
    assert rows(store, "select count(*) from imports where undone_at is null") == [(1,)]


def test_whoever_withdrew_is_not_brought_back_by_an_import(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    imported(store, an_export(tmp_path))
    assert counted(store) == 30
    with store.writing(Viewer.applicant(2)) as connection:
        withdraw(connection, 2, now=NOW + timedelta(days=1))
    assert counted(store) == 29, "at once"
    assert imported(store, an_export(tmp_path), now=NOW + timedelta(days=2))[0].withdrawn == 1
    assert counted(store) == 29


def test_an_export_without_students_or_agreement_is_refused_and_nothing_stored(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    nameless = tmp_path / "log.csv"
    nameless.write_text("Company,Position,Date applied,Status\nAcme,Analyst,2026-01-03,Rejected\n")
    with pytest.raises(NothingToImport, match="whose row it is"):
        imported(store, Source(nameless, "log.csv"))
    with pytest.raises(InvalidEntry, match="no name"):
        imported(store, an_export(tmp_path), agreement="  ")
    assert rows(store, "select count(*) from applications") == [(0,)]


def test_an_export_that_leaves_a_question_open_asks_it(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    with pytest.raises(AnswerNeeded):
        imported(store, an_export(tmp_path, date="%02d/01/2026", each=3))
    assert rows(store, "select count(*) from applicants") == [(0,)]


def test_a_state_is_kept_until_enough_logs_have_changed(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    imported(store, an_export(tmp_path))
    assert counted(store) == 30
    few = pd.DataFrame({"applicant_id": range(100, 109), "agreement": "x", "agreed_at": NOW, "recorded_by": "x"})
    with store.writing(STAFF) as connection:
        connection.append("consents", few, by_name=True)
    counted(store)
    assert len(list(store.folder.glob("released-0001-*.duckdb"))) == 1
    with store.writing(STAFF) as connection:
        connection.append("consents", few.head(1).assign(applicant_id=200), by_name=True)
    counted(store)
    assert [path.name[:13] for path in store.folder.glob("released-*")] == ["released-0002"]


def test_the_numbers_enrolled_give_the_reach(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    imported(store, an_export(tmp_path, students=60))
    groups = import_enrolments(
        store, STAFF, "programme,level,term,students\nLaw,MSc,autumn 2025,80\nDesign,MSc,autumn 2025,60\n"
    )
    with store.reading(Viewer.analyst()) as reader:
        reach = reader.load("cohort_reach", by="programme")[["group_name", "students", "of_students"]]
    assert groups == 2
    assert reach.to_numpy().tolist() == [["Design", 30, 60], ["Law", 30, 80]]


def test_numbers_enrolled_that_are_none_are_refused_with_their_line(tmp_path: Path) -> None:
    with pytest.raises(InvalidEntry, match="Line 2 has many"):
        import_enrolments(Store(tmp_path), STAFF, "programme,level,term,students\nLaw,MSc,2025,many\n")
