"""docs/house.md is complete: packages, queries, statistics, wording, charts, pages, notebooks, where formulas are."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

TEXT = (ROOT / "docs/house.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", TEXT, re.S | re.M))
NAMED = SECTIONS["A question has one name"]
SQL = {path.stem for path in (ROOT / "analytics/store/sql").glob("*.sql")}


def modules(folder: str) -> set[str]:
    return {path.stem for path in (ROOT / folder).glob("*.py")} - {"__init__"}


def rows(section: str) -> list[list[str]]:
    """The cells of a section's tables, without their headings."""
    lines = [line for line in section.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    dividers = [place for place, row in enumerate(cells) if set("".join(row)) <= {"-"}]
    return [row for place, row in enumerate(cells) if not {place, place + 1} & set(dividers)]


def names(text: str) -> set[str]:
    return set(re.findall(r"`(\w+)`", text))


def test_the_map_names_every_package_and_module_of_its_own() -> None:
    there = {
        f"analytics/{path.name}" + ("/" if path.is_dir() else "")
        for path in (ROOT / "analytics").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    } - {"analytics/__init__.py"}
    there |= {f"{folder}/" for folder in ("pages", "notebooks", "data", "tools", "bench", "tests")} | {"app.py"}
    assert {row[0].strip("`") for row in rows(SECTIONS["The map"])} == there


COLUMNS = {
    "query": SQL,
    "statistic": modules("analytics/statistics"),
    "wording": modules("analytics/wording"),
    "chart": modules("analytics/charts"),
    "page": modules("pages"),
    "notebook": {path.stem for path in (ROOT / "notebooks").glob("*.ipynb")},
}


@pytest.mark.parametrize(("number", "column"), list(enumerate(COLUMNS, start=1)))
def test_a_question_is_called_alike_everywhere(number: int, column: str) -> None:
    """Nothing is named that is not there, and what is there is named: in the table, or below it."""
    questions = [row for row in rows(NAMED) if len(row) == 1 + len(COLUMNS)]
    in_table = {row[number].strip("`") for row in questions} - {""}
    assert in_table <= COLUMNS[column]
    assert COLUMNS[column] - in_table <= names(NAMED)


def test_no_query_is_named_that_is_not_there() -> None:
    assert {name for row in rows(NAMED) if len(row) == 2 for name in names(row[1])} <= SQL


TRAIL = rows(SECTIONS["Where a number's formula is"])


@pytest.mark.parametrize("row", TRAIL, ids=lambda row: row[0])
def test_a_numbers_formula_is_found_in_three_files(row: list[str]) -> None:
    assert len(row) <= 4
    for cell in row[1:]:
        file, _, name = cell.strip("`").partition(":")
        text = (ROOT / file).read_text(encoding="utf-8")
        assert not name or name in defined(text), f"{file} has no {name}"


def test_ten_numbers_have_their_way_written_down() -> None:
    assert len(TRAIL) == 10


def defined(source: str) -> set[str]:
    """The functions and classes of a module."""
    return {node.name for node in ast.parse(source).body if isinstance(node, ast.FunctionDef | ast.ClassDef)}


@pytest.mark.parametrize("link", re.findall(r"\]\(([\w./]+)\)", TEXT))
def test_links_lead_somewhere(link: str) -> None:
    assert (Path(ROOT / "docs") / link).exists()
