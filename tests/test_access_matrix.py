"""Role by page by action by way in: whatever somebody asks for is their own, or was released, or does not come."""

from __future__ import annotations

import re
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from click.testing import CliRunner
from python_calamine import CalamineWorkbook
from streamlit.testing.v1 import AppTest

from analytics.cli.cohort import cohort_report_command
from analytics.errors import NotAllowed
from analytics.ingest.cohort import import_cohort, import_enrolments
from analytics.ingest.importing import Source
from analytics.ingest.reading import Answers
from analytics.sample import fill
from analytics.store import Store, Viewer, queries
from pages.frame import sign_in
from tests.conftest import ROOT
from tests.test_sign_in import PEOPLE, settings

PAGES = [path.stem for path in sorted((ROOT / "pages").glob("*.py"))]
AS_OF = datetime(2024, 11, 20).date()
# A word in every row of each of two students, and nowhere else.
MARKS = {1: "Quokkaworks", 2: "Wombatworks"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The sample cohort with two students whose employers and notes can be told at a glance."""
    store = Store(tmp_path_factory.mktemp("matrix") / "store")
    fill(store, AS_OF)
    with store.writing(Viewer.staff()) as writer:
        for person, mark in MARKS.items():
            who = {"mark": mark, "person": person}
            writer.sql("update applications set employer = $mark where applicant_id = $person", **who)
            writer.sql("update journal set what_happened = $mark where applicant_id = $person", **who)
            writer.sql("update feedback set words = $mark where applicant_id = $person", **who)
        writer.sql("update applicants set email = 'ada@students.uni.example' where applicant_id = 1")
        writer.sql("update applicants set email = 'grace@students.uni.example' where applicant_id = 2")
    settings(store.folder)
    return store


@pytest.fixture
def signed_in_as(store: Store, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("STEPPINGSTONE_STORE", str(store.folder))
    monkeypatch.setattr(sign_in, "is_set_up", lambda: True)
    monkeypatch.setattr(st, "secrets", {"auth": {"client_id": "dashboard"}})

    def somebody(sub: str | None) -> None:
        monkeypatch.setattr(sign_in, "claims", lambda: PEOPLE[sub] if sub else None)

    return somebody


def everything_shown(page: str) -> str:
    """All that a page sends to the browser, asked for past the navigation: texts, tables, charts, error messages."""
    test = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=60)
    test.session_state["came_through_the_app"] = True
    test.run()
    return "".join(str(element.proto) for block in (test.main, test.sidebar) for element in _elements(block))


def listed(store: Store) -> set[str]:
    """The pages that the navigation offers."""
    test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    return {Path(info["script_path"]).stem for info in test._registered_pages.values() if info.get("script_path")}


@pytest.mark.parametrize(
    ("sub", "some", "others"),
    [
        ("ada", {"overview", "journal", "about_me"}, {"cohort"}),
        ("careers", {"cohort"}, {"overview", "journal", "about_me", "waiting_list"}),
        ("analyst", {"applications", "cohort"}, {"about_me", "journal"}),
        ("stranger", {"overview"}, {"cohort", "journal"}),
        (None, {"overview"}, {"cohort", "journal"}),
    ],
)
def test_the_navigation_offers_what_is_meant_for_a_role(
    sub: str | None, some: set[str], others: set[str], signed_in_as: Any, store: Store
) -> None:
    signed_in_as(sub)
    offered = listed(store)
    assert some <= offered
    assert not others & offered


def _elements(node: Any) -> list[Any]:
    children = getattr(node, "children", None)
    if children is None:
        return [node] if getattr(node, "proto", None) is not None else []
    return [element for child in children.values() for element in _elements(child)]


@pytest.mark.parametrize("page", PAGES)
def test_a_student_gets_their_own_rows_and_nobody_elses(page: str, signed_in_as: Any) -> None:
    for sub, own, other in (("ada", MARKS[1], MARKS[2]), ("grace", MARKS[2], MARKS[1])):
        signed_in_as(sub)
        shown = everything_shown(page)
        assert other not in shown
        if page == "waiting_list":
            assert own in shown
        assert "How are our students doing?" not in shown


@pytest.mark.parametrize("sub", ["careers", "stranger", "unverified", None])
@pytest.mark.parametrize("page", PAGES)
def test_staff_and_strangers_get_nobodys_rows(page: str, sub: str | None, signed_in_as: Any) -> None:
    if sub != "careers" and page not in ("overview", "cohort", "waiting_list"):
        pytest.skip("one page of each kind is enough for whoever gets nowhere")
    signed_in_as(sub)
    shown = everything_shown(page)
    assert not any(mark in shown for mark in MARKS.values())
    assert ("How are our students doing?" in shown) == (sub == "careers" and page == "cohort")


def test_a_sign_in_ends_in_every_tab_and_after_its_hours(
    signed_in_as: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings(tmp_path / "store", "hours = 2\n[staff]\nemails = ['careers@uni.example']\n")
    monkeypatch.setenv("STEPPINGSTONE_STORE", str(tmp_path / "store"))
    monkeypatch.setattr(st, "logout", lambda: None)
    signed_in_as(None)

    def tab(hours_ago: float) -> AppTest:
        who = {**PEOPLE["careers"], "iss": "campus", "sub": "c", "iat": int(time.time() - 3600 * hours_ago)}
        monkeypatch.setattr(sign_in, "claims", lambda: who)
        return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()

    one, other = tab(1), AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert one.title[0].value == other.title[0].value == "Cohort"
    one.button(key="sign_out").click().run()
    assert [tab.run().title[0].value for tab in (one, other)] == ["Stepping Stone"] * 2
    assert tab(0.5).title[0].value == "Cohort", "a later sign-in is another one"
    assert tab(3).title[0].value == "Stepping Stone"


@pytest.mark.parametrize("query", queries.names())
def test_staff_read_released_counts_and_no_rows(query: str, store: Store) -> None:
    with store.reading(Viewer.staff()) as reader:
        if query.startswith("cohort_"):
            assert set(reader.load(query)) <= {"group_name", "part", "day", "n", "of"}
        else:
            with pytest.raises(NotAllowed):
                reader.load(query)


def test_a_student_gets_no_cohort_through_the_store(store: Store) -> None:
    with store.reading(Viewer.applicant(1)) as reader:
        for query in [name for name in queries.names() if name.startswith("cohort_")]:
            assert reader.load(query).empty


def test_only_staff_upload_a_cohort(store: Store, tmp_path: Path) -> None:
    export = tmp_path / "export.csv"
    export.write_text("student id,company,position,date applied\nS1,Acme,Analyst,2024-01-05\n", encoding="utf-8")
    for viewer in (Viewer.applicant(1), Viewer.analyst()):
        with pytest.raises(NotAllowed):
            import_cohort(store, viewer, Source(export, "export.csv"), "Form", Answers(), datetime(2024, 11, 1), "x")
        with pytest.raises(NotAllowed):
            import_enrolments(store, viewer, "programme,level,term,students\nA,B,C,10\n")


def test_nobody_but_a_student_changes_a_log(store: Store, signed_in_as: Any, tmp_path: Path) -> None:
    script = tmp_path / "page.py"
    script.write_text(
        "import streamlit as st\n"
        "from analytics.errors import NotAllowed\n"
        "from pages.frame import session\n"
        "st.session_state['came_through_the_app'] = True\n"
        "try:\n"
        "    with session.writing():\n"
        "        st.write('wrote')\n"
        "except NotAllowed:\n"
        "    st.write('not allowed')\n",
        encoding="utf-8",
    )
    for sub, outcome in (("ada", "wrote"), ("careers", "not allowed"), ("analyst", "not allowed")):
        signed_in_as(sub)
        test = AppTest.from_file(str(script), default_timeout=30).run()
        assert [line.value for line in test.markdown] == [outcome]


def released_numbers(store: Store) -> set[int]:
    """Every count that staff may see in the report by programme, and what such a count leaves of its group."""
    with store.reading(Viewer.staff()) as reader:
        tables = [
            reader.load(query, by=by)
            for query in queries.names() if query.startswith("cohort_")
            for by in (None, "programme")
        ]  # fmt: skip
    counts = {int(n) for table in tables for name in ("n", "of") if name in table for n in table[name]}
    return counts | {int(n) for table in tables if "of" in table for n in table["of"] - table["n"]}


def test_the_command_line_writes_released_numbers_only(store: Store, tmp_path: Path) -> None:
    allowed = released_numbers(store)
    for form in ("html", "xlsx"):
        target = tmp_path / f"report.{form}"
        done = CliRunner().invoke(cohort_report_command, [str(target), "--store", str(store.folder)])
        assert done.exit_code == 0, done.output
    book = CalamineWorkbook.from_path(str(tmp_path / "report.xlsx"))
    for name in book.sheet_names[1:]:
        header, *rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)[4:]
        for row in rows:
            cells = dict(zip(header, row, strict=True))
            for column in ("Students (about)", "Of (about)"):
                assert cells[column] == "" or cells[column] in allowed
    html = (tmp_path / "report.html").read_text(encoding="utf-8")
    numbers = re.findall(r'<td class="number">(\d+)</td>', html)
    assert len(numbers) > 10
    assert {int(number) for number in numbers} <= allowed
    assert not any(mark in html for mark in MARKS.values())


def test_the_secret_is_its_owners_alone_and_a_loose_one_is_refused(store: Store) -> None:
    with store.reading(Viewer.staff()) as reader:
        reader.load("cohort_students")
    key = store.folder / "release.key"
    assert key.stat().st_mode & 0o777 == 0o600
    key.chmod(0o640)
    try:
        with pytest.raises(Exception, match="can be read by others"), store.reading(Viewer.staff()) as reader:
            reader.load("cohort_students")
    finally:
        key.chmod(0o600)
