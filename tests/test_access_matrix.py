"""Role by page by action by way in: whatever somebody asks for is their own, or was released, or does not come."""

from __future__ import annotations

import random
import shutil
import time
from datetime import datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from click.testing import CliRunner
from python_calamine import CalamineWorkbook
from streamlit.testing.v1 import AppTest

from analytics.cli.cohort import cohort_report_command
from analytics.errors import NotAllowed, Refused
from analytics.ingest.cohort import import_cohort
from analytics.ingest.enrolments import import_enrolments
from analytics.ingest.importing import Source
from analytics.ingest.reading import Answers
from analytics.publishing import exact, publish_on
from analytics.reports.cohort import cohort_briefing, compared_first
from analytics.reports.cohort.html import as_html
from analytics.reports.cohort.xlsx import as_xlsx
from analytics.sample import fill, publication_days
from analytics.statistics.cohort import QUESTIONS, cohort_shares
from analytics.store import Store, Viewer, queries
from analytics.wording.cohort import EXACT, FOR_PASSING_ON
from pages.frame import sign_in
from tests.conftest import ROOT
from tests.test_sign_in import PEOPLE, settings
from tools.sample import draw

PAGES = [path.stem for path in sorted((ROOT / "pages").glob("*.py"))]
AS_OF = datetime(2024, 11, 20).date()
# A word in every row of each of two students, and nowhere else.
MARKS = {1: "Quokkaworks", 2: "Wombatworks"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The sample cohort with two students whose employers and notes can be told at a glance."""
    store = Store(tmp_path_factory.mktemp("matrix") / "store")
    fill(store, draw(AS_OF, students=60))
    with store.writing(Viewer.staff()) as writer:
        for person, mark in MARKS.items():
            who = {"mark": mark, "person": person}
            writer.sql("update applications set employer = $mark where applicant_id = $person", **who)
            writer.sql("update journal set what_happened = $mark where applicant_id = $person", **who)
            writer.sql("update feedback set words = $mark where applicant_id = $person", **who)
        writer.sql("update applicants set email = 'ada@students.uni.example' where applicant_id = 1")
        writer.sql("update applicants set email = 'grace@students.uni.example' where applicant_id = 2")
    settings(store.folder)
    publish_on(store, publication_days(AS_OF), datetime(2024, 11, 20), random.Random(1).randbytes)
    # A page that is opened later publishes what has come due since.
    shutil.copytree(store.folder, store.folder.with_name("as_published"))
    return store


@pytest.fixture
def signed_in_as(store: Store, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("STEPPINGSTONE_STORE", str(store.folder))
    monkeypatch.setattr(sign_in, "is_set_up", lambda: True)
    monkeypatch.setattr(st, "secrets", {"auth": {"client_id": "dashboard"}})

    def somebody(sub: str | None) -> None:
        claimed = {"iss": "https://login.uni.example", "sub": sub} | PEOPLE[sub] if sub else None
        monkeypatch.setattr(sign_in, "claims", lambda: claimed)

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
        ("careers", {"cohort"}, {"overview", "journal", "about_me", "applications"}),
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
        if page == "applications":
            assert own in shown
        assert "How are our students doing?" not in shown


@pytest.mark.parametrize("sub", ["careers", "stranger", "unverified", None])
@pytest.mark.parametrize("page", PAGES)
def test_staff_and_strangers_get_nobodys_rows(page: str, sub: str | None, signed_in_as: Any) -> None:
    if sub != "careers" and page not in ("overview", "cohort", "applications"):
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
def test_staff_read_what_they_brought_and_no_rows_of_students(query: str, store: Store) -> None:
    with store.reading(Viewer.staff()) as reader:
        if query in ("exports", "enrolments"):
            assert not {"applicant_id", "student"} & set(reader.load(query))
        else:
            with pytest.raises(NotAllowed, match="published numbers only"):
                reader.load(query)


def test_publications_are_for_staff_and_analysts_and_exact_counts_for_analysts(store: Store) -> None:
    for viewer, may_publish, may_count in (
        (Viewer.applicant(1), False, False), (Viewer.staff(), True, False), (Viewer.analyst(), True, True)
    ):  # fmt: skip
        with store.reading(viewer) as reader:
            for allowed, ask in ((may_publish, reader.publication), (may_count, partial(exact, reader, AS_OF))):
                if allowed:
                    assert ask() is not None
                else:
                    with pytest.raises(NotAllowed):
                        ask()


def test_only_staff_upload_a_cohort(store: Store, tmp_path: Path) -> None:
    export = tmp_path / "export.csv"
    export.write_text("student id,company,position,date applied\nS1,Acme,Analyst,2024-01-05\n", encoding="utf-8")
    for viewer in (Viewer.applicant(1), Viewer.analyst()):
        with pytest.raises(NotAllowed):
            import_cohort(store, viewer, Source(export, "export.csv"), "Form", Answers(), datetime(2024, 11, 1), "x")
        with pytest.raises(NotAllowed):
            import_enrolments(
                store, viewer, "programme,level,term,students\nA,B,C,10\n", now=datetime(2024, 11, 1), recorded_by="x"
            )


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


def published_numbers(store: Store) -> set[int]:
    """Every number that staff may see in the briefing by programme."""
    with store.reading(Viewer.staff()) as reader:
        publication = reader.publication()
    assert publication is not None
    shares = [
        share
        for question in QUESTIONS.values()
        for by in publication.plan.names
        for share in cohort_shares(question, publication.numbers, by)
    ]
    return {int(n) for share in shares for n in (share.n, share.of) if n is not None}


def test_the_command_line_writes_published_numbers_only(store: Store, tmp_path: Path) -> None:
    store = Store(store.folder.with_name("as_published"))
    allowed = published_numbers(store)
    for form in ("html", "xlsx"):
        target = tmp_path / f"report.{form}"
        done = CliRunner().invoke(cohort_report_command, [str(target), "--store", str(store.folder)])
        assert done.exit_code == 0, done.output
    book = CalamineWorkbook.from_path(str(tmp_path / "report.xlsx"))
    found = 0
    for name in book.sheet_names[1:]:
        header, *rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)[4:]
        for row in rows:
            cells = dict(zip(header, row, strict=True))
            for column in ("Students (about)", "Of (about)"):
                found += cells[column] != ""
                assert cells[column] == "" or cells[column] in allowed
    assert found >= 10
    html = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert not any(mark in html for mark in MARKS.values())


def shown_on_cohort(store: Store) -> AppTest:
    test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    test.switch_page("pages/cohort.py")
    return test.run()


def test_staff_see_what_came_in_and_are_asked_who_is_enrolled_and_analysts_are_told_what_is_exact(
    store: Store, signed_in_as: Any
) -> None:
    signed_in_as("careers")
    test = shown_on_cohort(store)
    captions = " ".join(caption.value for caption in test.caption)
    assert "No published number moves before" in captions.replace("\\", "")
    assert EXACT not in captions.replace("\\", "")
    signed_in_as("analyst")
    told = " ".join(caption.value for caption in shown_on_cohort(store).caption).replace("\\", "")
    assert FOR_PASSING_ON in told
    assert "No published number moves" not in told
    for page in ("rejection_reasons", "response_times", "applications", "goal_progress", "feedback_requests"):
        assert EXACT.split(";")[0] in everything_shown(page).replace("\\", ""), page


def test_what_an_analyst_downloads_for_passing_on_is_what_staff_download(store: Store) -> None:
    """The files hold the numbers of the publication and no exact one, whoever asks for them."""
    store, made = Store(store.folder.with_name("as_published")), []
    for viewer in (Viewer.staff(), Viewer.analyst()):
        with store.reading(viewer) as reader:
            publication = reader.publication()
        assert publication is not None
        briefing = cohort_briefing(publication, AS_OF, compared_first(publication))
        made.append((as_html(briefing), CalamineWorkbook.from_filelike(BytesIO(as_xlsx(briefing)))))
    assert made[0][0] == made[1][0]
    sheets = [[book.get_sheet_by_name(name).to_python() for name in book.sheet_names] for _, book in made]
    assert sheets[0] == sheets[1]
    with store.reading(Viewer.analyst()) as reader:
        publication = reader.publication()
        assert publication is not None
        counted = exact(reader, publication.day).numbers
    assert not counted["n"].equals(publication.numbers["n"]), "exact counts are others"


def test_a_notebook_reads_by_the_same_rules(store: Store) -> None:
    """What notebooks call (load, sql, among) is refused to staff, and to students beyond their own."""
    for viewer in (Viewer.staff(), Viewer.applicant(1)):
        with store.reading(viewer) as reader:
            for ask in (
                lambda reader: reader.sql("select count(*) as n from timelines"),
                lambda reader: reader.among(programme="Data Science"),
            ):
                with pytest.raises(NotAllowed):
                    ask(reader)
    with store.reading(Viewer.applicant(1)) as reader:
        assert set(reader.load("applications")["employer"]) == {MARKS[1]}


def test_another_grouping_than_the_plans_is_refused_by_name(store: Store, tmp_path: Path) -> None:
    target = str(tmp_path / "report.html")
    done = CliRunner().invoke(cohort_report_command, [target, "--by", "month", "--store", str(store.folder)])
    assert isinstance(done.exception, Refused)
    assert "Nothing is published by month." in str(done.exception)
    assert "holds everybody" in str(done.exception)
