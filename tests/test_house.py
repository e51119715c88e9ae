"""The structure itself: layers, one name for one question, pages without SQL, notebooks without outputs."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from enum import EnumMeta
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb
import pytest

from analytics import taxonomy
from analytics.cli import COMMANDS, commands
from analytics.statistics.goal_progress import BY_HAND
from analytics.store import migrations, queries
from analytics.taxonomy import EventKind, Metric, Term

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "pages").glob("*.py"))
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PYTHON = [
    *sorted(
        path for folder in ("analytics", "pages", "tests", "bench", "tools") for path in (ROOT / folder).rglob("*.py")
    ),
    ROOT / "app.py",
]
TERMS = [
    kind
    for kind in vars(taxonomy).values()
    if isinstance(kind, EnumMeta) and issubclass(kind, Term) and kind is not Term
]


def test_layers_are_kept() -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("kind", TERMS, ids=lambda kind: kind.__name__)
def test_every_term_has_a_label_and_a_description(kind: type[Term]) -> None:
    for term in kind:
        assert term.label
        assert term.description.endswith(".")


def test_the_timelines_answer_as_the_taxonomy_says() -> None:
    text = queries.derived("timelines")
    case = text[text.index("case") : text.index("end as answer")]
    found = {
        kind: answer
        for kinds, answer in re.findall(r"when kind (?:in \((.*?)\)|= '(?:\w+)')\s+then '(\w+)'", case, re.S)
        for kind in re.findall(r"'(\w+)'", kinds)
    } | dict(re.findall(r"when kind = '(\w+)' then '(\w+)'", case))
    assert found == {kind.value: kind.answer.value for kind in EventKind if kind.answer}


def test_the_queries_of_goals_know_which_metrics_the_store_counts_by_itself() -> None:
    connection = duckdb.connect()
    migrations.apply(connection)
    [view] = connection.execute("select sql from duckdb_views() where view_name = 'goal_metrics'").fetchall()
    connection.close()
    counted = {metric.value for metric in Metric} - {metric.value for metric in BY_HAND}
    assert set(re.findall(r"'(\w+)' as metric", view[0].lower().replace('as "metric"', "as metric"))) == counted
    listed = re.search(r"metric not in \((.*?)\)", queries.text("goal_progress"), re.S)
    assert listed is not None
    assert set(re.findall(r"'(\w+)'", listed.group(1))) == counted


@pytest.mark.parametrize(
    "path", sorted(queries.SQL.rglob("*.sql")), ids=lambda path: str(path.relative_to(queries.SQL))
)
def test_only_the_timelines_say_what_kinds_of_events_mean(path: Path) -> None:
    text = re.sub(r"--[^\n]*", "", path.read_text(encoding="utf-8"))
    if path.name != "timelines.sql" and re.search(r"\b(from|join) events\b", text):
        assert not re.search(r"\bkind\s*(=|<>|in\b|not\b|like\b)", text), "ask the timelines"


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_tells_what_it_is_for(path: Path) -> None:
    assert path.stat().st_size == 0 or ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_asks_for_its_viewer_first_and_holds_no_sql_or_html(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    body = [node for node in ast.parse(text).body if not isinstance(node, ast.Import | ast.ImportFrom)][1:]
    assert "session.viewer()" in ast.unparse(body[0]), "the first statement asks who is looking"
    for forbidden in (
        "unsafe_allow_html",
        "st.title(",
        "set_page_config",
        "sys.path",
        "duckdb",
        ".groupby(",
        ".execute(",
    ):
        assert forbidden not in text


def test_no_two_modules_need_each_other() -> None:
    paths = [path for folder in ("analytics", "pages") for path in (ROOT / folder).rglob("*.py")]
    names = {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in paths}
    needs: dict[str, set[str]] = {}
    for name, path in names.items():
        needs[name] = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                whole = [f"{node.module}.{alias.name}" for alias in node.names]
                needs[name] |= {one if one in names else str(node.module) for one in whole} & names.keys()
    TopologicalSorter(needs).prepare()  # raises on a circle, and names it


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_are_committed_without_outputs(path: Path) -> None:
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None


def test_every_command_is_described_in_the_readme_and_in_its_help() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in COMMANDS:
        command = commands.get_command(None, name)  # type: ignore[arg-type]
        assert command is not None
        assert command.help
        assert f"steppingstone {name}" in readme


def test_every_text_file_is_read_and_written_as_utf_8() -> None:
    """Windows would take another encoding where none is named."""
    for path in PYTHON:
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
                mode = call.args[0] if call.args else None
                text = call.func.attr in ("read_text", "write_text") or (
                    call.func.attr == "open" and isinstance(mode, ast.Constant) and mode.value in ("r", "w", "a", "x")
                )
                named = {keyword.arg for keyword in call.keywords}
                assert not text or "encoding" in named, f"{path.name}:{call.lineno}"


def test_lock_files_hold_hashes_and_no_addresses() -> None:
    for path in ROOT.glob("*.lock"):
        text = path.read_text(encoding="utf-8")
        assert "://" not in text
        assert all("--hash=" in block for block in re.split(r"\n(?=\w)", text.strip()))


# What runs before there is a writer, or at its end: the schema is made, timelines and reasons are derived.
TAKES_A_CONNECTION = {
    "analytics/store/migrations/__init__.py": {"version_of", "apply"},
    "analytics/store/derived.py": {"derive"},
}


def test_whoever_writes_is_given_a_writer_and_no_connection() -> None:
    found: dict[str, set[str]] = {}
    for path in PYTHON:
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(("analytics/", "pages/")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                    arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
                    if any(one.annotation and "Connection" in ast.unparse(one.annotation) for one in arguments):
                        found.setdefault(name, set()).add(node.name)
    assert found == TAKES_A_CONNECTION
