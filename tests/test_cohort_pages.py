"""The pages of staff: a cohort's numbers, the same everywhere; an export with open questions, and taking it back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from click.testing import CliRunner
from pandas.testing import assert_frame_equal
from streamlit.testing.v1 import AppTest

from analytics.cli.cohort import cohort_report_command
from analytics.reports.cohort import table_of
from analytics.sample import fill
from analytics.statistics.cohort import QUESTIONS, cohort_shares
from analytics.store import Store, Viewer
from analytics.wording.cohort import in_short
from pages.frame import sign_in
from tests.conftest import ROOT
from tests.test_sign_in import PEOPLE, settings

UNDECIDED = "Matric,Programme,Company,Role,Date Applied,Status\n" + "".join(
    f"S{student},Law,Alder {n},Analyst,0{n}/04/2025,{status}\n"
    for student in range(12)
    for n, status in enumerate(("Applied", "passed"), start=2)
) + ",Law,Nobodys,Analyst,02/04/2025,Applied\n"  # fmt: skip


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store that a member of staff is signed in to."""
    store = Store(tmp_path / "store")
    settings(store.folder)
    monkeypatch.setenv("STEPPINGSTONE_STORE", str(store.folder))
    monkeypatch.setattr(sign_in, "is_set_up", lambda: True)
    monkeypatch.setattr(st, "secrets", {"auth": {"client_id": "dashboard"}})
    monkeypatch.setattr(sign_in, "claims", lambda: PEOPLE["careers"])
    return store


def opened(name: str) -> AppTest:
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run().switch_page(f"pages/{name}.py").run()
    assert not page.exception
    return page


def applications(store: Store) -> list[tuple[str, int]]:
    """The days applied on with how many, in an export's order."""
    snapshot = store.snapshot()
    there = "select strftime(applied_on, '%d %B'), count(*) from applications where removed_at is null group by 1"
    found = snapshot.cursor().execute(f"{there} order by 1").fetchall()
    snapshot.close()
    return [(str(day), int(n)) for day, n in found]


def test_staff_answer_what_an_export_leaves_open_and_take_it_back(store: Store) -> None:
    page = opened("cohort_import")
    page.file_uploader[0].set_value(("export.csv", UNDECIDED.encode(), "text/csv")).run()
    assert page.button(key="import").label == "Answer the question above first"
    page.radio[0].set_value("Matric").run()
    page.radio[0].set_value("day first").run()
    page.selectbox[0].set_value("rejected")
    next(one for one in page.button if one.label == "Take them like this").click().run()
    shown = ["Answered so far (4)", "What each column was taken for", "Set aside: 1 row"]
    assert [one.label for one in page.expander][:3] == shown
    assert page.button(key="import").disabled, "no agreement is named"
    page.text_input(key="agreement").input("Careers form").run()
    assert page.button(key="import").label == "Import 24 applications of 12 students"
    page.button(key="import").click().run()
    assert not page.exception
    assert applications(store) == [("02 April", 12), ("03 April", 12)]
    with store.reading(Viewer.analyst()) as reader:
        assert reader.load("cohort_students", by="programme")["group_name"].tolist() == ["Law"]
    assert "24 applications of 12 students." in [line.value for line in page.markdown]
    page.button(key="undo-1").click().run()
    assert not page.exception
    assert applications(store) == []


def test_what_is_no_log_is_refused_kindly(store: Store) -> None:
    page = opened("cohort_import")
    page.file_uploader[0].set_value(("tea.csv", b"Product,Price\nTea,3\n", "text/csv")).run()
    assert "Nothing to import" in page.warning[0].value
    assert not page.exception


def test_numbers_enrolled_are_stored_or_refused_with_what_to_do(store: Store) -> None:
    page = opened("cohort_import")
    for content, said in ((b"\xff\xfe", "not UTF"), (b"a,b\n1,2\n", "needs the columns")):
        page.file_uploader(key="enrolled").set_value(("n.csv", content, "text/csv")).run()
        next(one for one in page.button if one.label == "Store the numbers").click().run()
        assert said in page.warning[0].value.replace("\\", "")
    right = b"programme,level,term,students\nLaw,MSc,2025,80\n"
    page.file_uploader(key="enrolled").set_value(("n.csv", right, "text/csv")).run()
    next(one for one in page.button if one.label == "Store the numbers").click().run()
    assert page.success[0].value == "1 group stored."


def test_silence_is_the_same_on_the_page_in_the_report_the_command_and_the_notebook(
    store: Store, tmp_path: Path
) -> None:
    fill(store, date(2026, 11, 20))
    silence = QUESTIONS["silence"]
    with store.reading(Viewer.staff()) as staff, store.reading(Viewer.analyst()) as analyst:
        released = staff.load(silence.query)
        assert_frame_equal(analyst.snapshot.cohort.release(analyst.load(silence.query)), released)
    shares = cohort_shares(silence, released)
    said = in_short(silence, shares)
    assert said.startswith("After 90 days, ")

    page = opened("cohort")
    page.selectbox(key="question").set_value("silence").run()
    assert not page.exception
    assert page.header[0].value.replace("\\", "") == said
    assert_frame_equal(page.dataframe[0].value, table_of(shares), check_dtype=False)

    report = tmp_path / "report.html"
    told = CliRunner().invoke(cohort_report_command, [str(report), "--store", str(store.folder)])
    assert f"{silence.label} {said}" in told.stdout
    assert said.replace("'", "&#39;") in report.read_text(encoding="utf-8")


def test_a_part_that_nearly_everybody_or_nobody_is_in_is_named_as_not_shown(store: Store) -> None:
    fill(store, date(2026, 11, 20))
    page = opened("cohort")
    page.selectbox(key="question").set_value("outcomes").run()
    captions = "".join(caption.value for caption in page.caption).replace("\\", "")
    assert "Not shown, as none, few or nearly all are in it: At least one answer" in captions
