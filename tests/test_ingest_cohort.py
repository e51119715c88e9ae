"""Whose a row is, is part of an export: no two students' rows are ever one, and none of a student's is lost."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from analytics.ingest.cohort import import_cohort, review_cohort
from analytics.ingest.importing import Source
from analytics.ingest.reading import Answers
from analytics.store import Store, Viewer

NOW = datetime(2026, 6, 1, 12)


def stored(folder: Path, text: str) -> tuple[Store, int]:
    path = folder / "export.csv"
    path.write_text(text, encoding="utf-8")
    store = Store(folder / "store")
    staff = Viewer.staff()
    [review] = review_cohort(store, staff, Source(path, path.name), Answers(), NOW)
    [receipt] = import_cohort(store, staff, Source(path, path.name), "form", Answers(), NOW, "staff")
    assert review.reading.applications == receipt.reading.applications
    return store, receipt.students


def rows(store: Store, query: str) -> list[tuple[object, ...]]:
    with store.writing(Viewer.staff(), NOW) as writer:
        return writer.rows(query)


def test_two_applications_of_a_student_to_one_employer_role_and_day_are_two(tmp_path: Path) -> None:
    lines = [f"S{n:02d},Alder,Analyst,2026-01-05,{said}" for n in range(20) for said in ("Applied", "Rejected")]
    store, students = stored(tmp_path, "\n".join(["Student ID,Company,Role,Date Applied,Status", *lines]))
    assert students == 20
    assert rows(store, "select count(*), count(distinct applicant_id), count(requisition) from applications") == [
        (40, 20, 0)
    ]
    assert rows(store, "select max(n) from (select count(*) as n from applications group by applicant_id)") == [(2,)]
    assert rows(store, "select count(distinct applicant_id), min(applicant_id) > 0 from events") == [(20, True)]


def test_one_link_twice_is_one_application_of_a_student_and_two_of_two(tmp_path: Path) -> None:
    header = "Student ID,Company,Role,Date Applied,Status,Link,Recruiter,Feedback"
    line = "Alder,Analyst,2026-01-05,Rejected,https://x.example/1,Ana Roe,You lack practice with SQL databases."
    store, _ = stored(tmp_path, "\n".join([header, f"S1,{line}", f"S1,{line}", f"S2,{line}", f",{line}"]))
    assert rows(store, "select count(*), count(distinct applicant_id) from applications") == [(2, 2)]
    owned = (
        "select count(*) from {} as a join applications as b using (application_id) "
        "where a.applicant_id <> b.applicant_id"
    )
    assert [rows(store, owned.format(name)) for name in ("events", "feedback", "contacts")] == [[(0,)]] * 3
    assert rows(store, "select reason from set_aside") == [("it names no student",)]
