"""An analyst's hour: a question of one's own in a real kernel, its chart, and the same number on the page beside it."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import nbformat
import pytest
from click.testing import CliRunner

from analytics.cli import commands
from analytics.errors import NotAllowed, Refused, UnknownChoice
from analytics.store import Store, Viewer
from tests.builders import a_store, an_application
from tests.conftest import ROOT, opened_page
from tools.sample import draw

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def outputs(notebook: Any, kind: str) -> list[Any]:
    return [
        output["data"][kind]
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if kind in output.get("data", {})
    ]


def printed(notebook: Any) -> str:
    return "".join(output.get("text", "") for cell in notebook.cells for output in cell.get("outputs", []))


@pytest.mark.filterwarnings("default")
def test_a_question_of_ones_own_ends_in_a_chart_and_in_the_number_of_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path / "store")
    with store.writing(Viewer.applicant(1)) as writer:
        for table, rows in draw(date(2026, 11, 20), students=1, seed=20).items():
            writer.append(table, rows)
    monkeypatch.setenv("PLOTLY_RENDERER", "notebook")
    arguments = ["notebooks", "--run", "own_question", "--store", str(store.folder), str(tmp_path)]
    done = CliRunner().invoke(commands, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.output

    run = nbformat.read(tmp_path / "own_question.run.ipynb", as_version=4)
    tables = outputs(run, "text/html")
    assert any("weekday" in table and "invited" in table for table in tables)
    assert any("plotly" in table and "by the weekday of sending" in table for table in tables)
    own, by_page = [
        int(words.split()[0]) for words in printed(run).strip().splitlines()[-1].split(" by the query above, ")
    ]
    assert own == by_page > 0
    with store.reading(Viewer.analyst()) as reader:
        assert reader.sql("select count(*) as n from timelines where rejected")["n"].tolist() == [own]

    page = opened_page("rejection_reasons", store.folder, monkeypatch)
    shown = "\n".join(str(it.value) for it in (*page.header, *page.markdown, *page.caption))
    assert str(own) in shown

    html = (tmp_path / "own_question.html").read_text(encoding="utf-8")
    assert not re.search(
        r'<script (src="http|type="module")|<link [^>]*href="http', re.sub(r"(?s)<script>.*?</script>", "", html)
    )


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_notebook_says_in_one_cell_what_can_be_set_from_outside(path: Path) -> None:
    cells = [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
    tagged = [cell for cell in cells if "parameters" in cell["metadata"].get("tags", [])]
    assert tagged == cells[:1]
    assert "store_folder = None" in "".join(tagged[0]["source"])


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_notebook_is_in_the_docs_as_a_page_that_needs_no_network(path: Path) -> None:
    page = (ROOT / f"docs/notebooks/{path.stem}.html").read_text(encoding="utf-8")
    assert len(page) < 300_000
    assert "<script" not in page
    assert 'src="http' not in page
    assert f"notebooks/{path.stem}.html" in (ROOT / "docs/analysts.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--run", "nothing"], "There is no notebook nothing. There are cohort,"),
        (
            ["--run", "response_times", "--set", "programm=Law"],
            "no parameter programm. It has store_folder, programme.",
        ),
        (["--run", "response_times", "--set", "Law"], "Law is not NAME=VALUE."),
    ],
)
def test_a_run_that_can_not_be_says_why(arguments: list[str], said: str, tmp_path: Path) -> None:
    done = CliRunner().invoke(commands, ["notebooks", *arguments, "--store", str(tmp_path), str(tmp_path)])
    assert done.exit_code == 1
    assert said in str(done.exception)


# --- a part of the students ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = a_store(
        tmp_path_factory.mktemp("part"),
        an_application(channel="Referral", rejected_on="2026-01-20", reasons=("cultural_fit",)),
        an_application(applicant=2, invited_on="2026-01-21"),
        an_application(applicant=3, rejected_on="2026-01-22"),
    )
    with store.writing(Viewer.staff()) as writer:
        writer.sql("update applicants set programme = case applicant_id when 1 then 'Law' else 'O''Art' end")
        writer.sql("update applicants set term = 'spring' where applicant_id = 3")
    return store


@pytest.mark.parametrize(
    ("students", "sent", "rejections"),
    [
        ({}, 3, 2),
        ({"programme": "Law"}, 1, 1),
        ({"programme": "O'Art"}, 2, 1),
        ({"programme": "O'Art", "term": "spring"}, 1, 1),
    ],
)
def test_every_query_counts_the_rows_of_these_students_alone(
    store: Store, students: dict[str, str], sent: int, rejections: int
) -> None:
    with store.reading(Viewer.analyst()) as reader:
        part = reader.among(**students)
        assert part.load("response_times")["n"].sum() == sent
        assert part.load("rejection_reasons")["rejections"].sum() == rejections
        assert part.sql("select count(*) as n from timelines")["n"].tolist() == [sent]
        assert reader.load("response_times")["n"].sum() == 3


@pytest.mark.parametrize(
    ("students", "said"), [({"programme": "law"}, "It knows Law, O'Art"), ({"channel": "x"}, "programme, level, term")]
)
def test_what_describes_nobody_is_refused_with_what_does(store: Store, students: dict[str, str], said: str) -> None:
    with store.reading(Viewer.analyst()) as reader, pytest.raises(UnknownChoice, match=said):
        reader.among(**students)


@pytest.mark.parametrize("viewer", [Viewer.applicant(1), Viewer.staff()], ids=str)
def test_nobody_else_reads_a_part(store: Store, viewer: Viewer) -> None:
    with store.reading(viewer) as reader, pytest.raises(NotAllowed):
        reader.among(programme="Law")


def test_a_part_has_no_snapshot_to_take_away(store: Store) -> None:
    with store.reading(Viewer.analyst()) as reader, pytest.raises(Refused):
        _ = reader.among(programme="Law").snapshot
