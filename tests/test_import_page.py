"""The import page: an upload is understood before it is stored, questions are asked, and an import is taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.store import Store, Viewer
from tests.conftest import opened_page

LOG = "Company,Role,Date Applied,Status\nAlder,Analyst,2025-01-05,Applied\nBirch,Dev,2025-01-20,Rejected\n,,,\nx,,,\n"
UNDECIDED = "Company,Role,Date Applied,Status\nAlder,Analyst,03/04/2025,Applied\nBirch,Dev,05/04/2025,passed\n"


def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[AppTest, Store]:
    store = Store(tmp_path / "store")
    return opened_page("import_log", store.folder, monkeypatch), store


def paste(page: AppTest, text: str) -> AppTest:
    page.text_area[0].input(text).run()
    assert not page.exception
    return page


def employers(store: Store) -> list[str]:
    with store.reading(Viewer.applicant(1)) as reader:
        return list(reader.load("applications")["employer"])


def test_a_log_is_shown_as_understood_then_stored_and_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, store = opened(tmp_path, monkeypatch)
    paste(page, LOG)
    assert page.header[0].value == "pasted cells\\: 2 applications, no answers with their day\\."
    assert employers(store) == []
    page.button(key="import-0").click().run()
    assert not page.exception
    assert employers(store) == ["Birch", "Alder"]
    page.button(key="undo-now-1").click().run()
    assert not page.exception
    assert employers(store) == []


def test_a_question_holds_the_import_up_until_it_is_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, store = opened(tmp_path, monkeypatch)
    paste(page, UNDECIDED)
    assert page.button(key="import-0").disabled
    page.radio[0].set_value("day first").run()
    assert not page.button(key="import-0").disabled
    page.selectbox(key="0-0-status-passed").set_value("rejected").run()
    page.button(key="import-0").click().run()
    assert not page.exception
    with store.reading(Viewer.applicant(1)) as reader:
        applications = reader.load("applications")
    assert [day.isoformat()[:10] for day in applications["applied_on"]] == ["2025-04-05", "2025-04-03"]
    assert list(applications["outcome"]) == ["rejected", "open"]


def test_what_is_no_log_is_refused_kindly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, _ = opened(tmp_path, monkeypatch)
    paste(page, "Product,Price\nTea,3\n")
    assert "Nothing to import" in page.warning[0].value


def test_an_answer_can_be_taken_back_even_one_remembered_from_the_file_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, store = opened(tmp_path, monkeypatch)
    paste(page, UNDECIDED.replace("passed", "Applied"))
    page.radio[0].set_value("day first").run()
    page.button(key="import-0").click().run()
    paste(page, UNDECIDED.replace("passed", "Applied") + "Cedar,Dev,06/04/2025,Applied\n")
    assert not page.button(key="import-0").disabled
    page.button(key="0-0-again-date_order").click().run()
    assert page.button(key="import-0").disabled
    page.radio[0].set_value("month first").run()
    page.button(key="import-0").click().run()
    assert not page.exception
    with store.reading(Viewer.applicant(1)) as reader:
        assert str(reader.load("applications")["applied_on"].max())[:10] == "2025-06-04"
