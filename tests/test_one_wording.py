"""Numbers are written in one place: no other module formats a percentage, a day, a plural or a thousands comma."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
WRITER = ROOT / "analytics/wording/numbers.py"
MODULES = [
    path
    for path in (
        *sorted((ROOT / "analytics").rglob("*.py")),
        *sorted((ROOT / "pages").rglob("*.py")),
        ROOT / "app.py",
    )
    if path != WRITER
]
TEMPLATES = sorted((ROOT / "analytics/reports/templates").rglob("*.html"))

# Below the wording, an error's limit is written with its comma by itself.
BELOW = ("analytics/store/", "analytics/publication/")

STILL_TO_DO: frozenset[str] = frozenset()
"""Files that still write numbers themselves; it only ever gets shorter."""


def formats(source: str, commas: bool = True) -> list[str]:
    """What a module writes by itself that `numbers` should write, each with its line."""
    return [f"line {line}: {what}" for line, what in sorted(_found(ast.parse(source), commas))]


def _found(tree: ast.AST, commas: bool) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        match node:
            case ast.FormattedValue(format_spec=ast.JoinedStr(values=[*_, ast.Constant(value=str(spec))])):
                if "%" in spec:
                    yield node.lineno, "a percentage or a day"
                elif commas and "," in spec:
                    yield node.lineno, "a thousands comma"
            case ast.JoinedStr(values=parts) if "color-mix(" not in ast.unparse(node):
                for before, after in pairwise(parts):
                    told = isinstance(after, ast.Constant) and re.match(r" ?%(?![({])", str(after.value))
                    if isinstance(before, ast.FormattedValue) and told:
                        yield node.lineno, "a percentage"
            case ast.Call(func=ast.Attribute(attr="strftime")):
                if not any(isinstance(it, ast.Constant) and "T" in str(it.value) for it in node.args):
                    yield node.lineno, "a day"
            case ast.IfExp(test=ast.Compare(ops=[ast.Eq() | ast.NotEq() | ast.Gt()], comparators=[one])):
                if ast.unparse(one) == "1" and all(_is_text(branch) for branch in (node.body, node.orelse)):
                    yield node.lineno, "a plural"
            case ast.BinOp(left=ast.Constant(value="s"), op=ast.Mult()):
                yield node.lineno, "a plural"


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('f"{share:.0%}"', ["line 1: a percentage or a day"]),
        ('f"{on:%d %B %Y}"', ["line 1: a percentage or a day"]),
        ('f"{100 * share:.0f} %"', ["line 1: a percentage"]),
        ('f"{value}%"', ["line 1: a percentage"]),
        ('f"{n:,}"', ["line 1: a thousands comma"]),
        ('on.strftime("%d %B")', ["line 1: a day"]),
        ('"entry" if n == 1 else "entries"', ["line 1: a plural"]),
        ("'rows were' if n > 1 else 'row was'", ["line 1: a plural"]),
        ('"entries" if n != 1 else f"{n} entry"', ["line 1: a plural"]),
        ("f\"row{'s' * (n != 1)}\"", ["line 1: a plural"]),
        ('plural(n, "row"), f"{n:.3f}", "%{y:.0%}", now.strftime("%Y%m%dT%H%M%S"), "first" if n == 1 else None', []),
    ],
)
def test_the_test_sees_what_it_looks_for(source: str, found: list[str]) -> None:
    assert formats(source) == found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_one_module_writes_numbers(path: Path) -> None:
    name = str(path.relative_to(ROOT))
    found = formats(path.read_text(encoding="utf-8"), commas=not name.startswith(BELOW))
    assert_done(name, found)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_leave_numbers_to_the_filters(path: Path) -> None:
    text = re.sub(r'<div class="bar">.*?</div>', "", path.read_text(encoding="utf-8"))
    assert_done(str(path.relative_to(ROOT)), re.findall(r"strftime|\|\s*format|== 1 else|}} ?%", text))


def assert_done(name: str, found: list[str]) -> None:
    if name in STILL_TO_DO:
        assert found, f"{name} is done: take it off the list"
    else:
        assert found == []
