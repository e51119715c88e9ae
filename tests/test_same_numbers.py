"""Page, notebook and command line make the same calls: on one store they show the same numbers."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import nbformat
import pytest
from click.testing import CliRunner
from nbclient import NotebookClient
from streamlit.testing.v1 import AppTest

from analytics.cli import commands
from analytics.store import Store, Viewer
from tests.conftest import ROOT
from tools.sample import draw

AS_OF = date(2026, 11, 20)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of one person with a long log, feedback and goals."""
    folder = tmp_path_factory.mktemp("one") / "store"
    store = Store(folder)
    with store.writing(Viewer.applicant(1)) as writer:
        for table, rows in draw(AS_OF, students=1, seed=20).items():
            writer.append(table, rows)
    return folder


@pytest.fixture(autouse=True)
def here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STEPPINGSTONE_STORE", str(folder))
    monkeypatch.chdir(ROOT)


def from_command_line(*arguments: str) -> list[dict[str, Any]]:
    done = CliRunner().invoke(commands, [*arguments, "--format", "json"], catch_exceptions=False)
    return [json.loads(line) for line in done.stdout.splitlines()]


def from_notebook(name: str, expression: str) -> Any:
    """What the notebook's own variables say once it has run in a kernel."""
    notebook = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell(f"import json\nprint('ANSWER', json.dumps({expression}))"))
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(ROOT / "notebooks")}}).execute()
    said = "".join(output.get("text", "") for output in notebook.cells[-1].outputs)
    return json.loads(said.split("ANSWER", 1)[1])


def page(name: str) -> AppTest:
    """The page as it runs inside the dashboard."""
    dashboard = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    shown = dashboard.switch_page(f"pages/{name}.py").run()
    assert not shown.exception
    return shown


def texts(shown: AppTest) -> str:
    written = (*shown.header, *shown.subheader, *shown.markdown, *shown.caption)
    return "\n".join([*(str(element.value) for element in written), *(button.label for button in shown.button)])


def table_with(shown: AppTest, *columns: str) -> Any:
    """The page's first table that has these columns."""
    return next(table.value for table in shown.dataframe if set(columns) <= set(table.value.columns))


@pytest.mark.filterwarnings("default")
def test_response_times_are_the_same_everywhere() -> None:
    [told] = from_command_line("response-times")
    noted = from_notebook(
        "response_times",
        "{'n': curve.n, 'censored': curve.censored, 'undated': curve.undated,"
        " 'incidence': {str(day): {**{answer: e.value for answer, e in curve.incidence_at(day).items()},"
        " 'silent': curve.silent_at(day).value} for day in (7, 14, 30, 60, 90)}, 'sentence': in_words(curve)}",
    )
    shown = page("response_times")
    assert {name: told[name] for name in ("n", "censored", "undated", "incidence")} == {
        name: noted[name] for name in ("n", "censored", "undated", "incidence")
    }
    assert shown.header[0].value.replace("\\", "") == noted["sentence"]
    assert f"{told['n']} applications" in texts(shown).replace("\\", "")


@pytest.mark.filterwarnings("default")
def test_goals_are_the_same_everywhere() -> None:
    told = from_command_line("goals", "--as-of", AS_OF.isoformat())
    noted = from_notebook(
        "goal_progress",
        "[{'title': p.goal.title, 'reached': p.reached, 'target': p.goal.target}"
        " for p in all_progress(counts, goals_of(facts, load('goal_history')), date(2026, 11, 20))]",
    )
    named = ("title", "reached", "target")
    assert [{name: goal[name] for name in named} for goal in told] == noted
    said = texts(page("goal_progress")).replace("\\", "")
    for goal in told:
        assert goal["title"] in said


@pytest.mark.filterwarnings("default")
def test_reasons_are_the_same_everywhere() -> None:
    [told] = from_command_line("reasons")
    noted = from_notebook(
        "rejection_reasons",
        "{'rejections': result.rejections, 'stated': result.stated, 'sentence': in_words(result)}",
    )
    shown = page("rejection_reasons")
    assert {name: told[name] for name in ("rejections", "stated")} == {
        name: noted[name] for name in ("rejections", "stated")
    }
    assert shown.header[0].value.replace("\\", "") == noted["sentence"]
    table = table_with(shown, "Reason")
    assert len(table) >= len(told["reasons"])
