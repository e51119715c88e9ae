"""A public function that raises one of our errors says so, and functions carry the field's terms."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from analytics import errors
from tests.conftest import ROOT

# What the command line's docstrings say is its help, and its errors are shown.
MODULES = [path for path in sorted((ROOT / "analytics").rglob("*.py")) if path.parent.name != "cli"]
OURS = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, Exception)}
PRIVATE_WORDS = {"tell", "say", "met", "had", "heirs", "ask_in"}


def functions(source: str) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef))


def unsaid(source: str) -> list[str]:
    """Each public function with the errors that its body raises and its docstring does not name after "Raises"."""
    return [
        f"{function.name}: {name}"
        for function in functions(source)
        if not function.name.startswith("_")
        for name in sorted(_raised(function) & OURS)
        if name not in (ast.get_docstring(function) or "").partition("Raises")[2]
    ]


def _raised(function: ast.FunctionDef) -> set[str]:
    raised = [node.exc for node in ast.walk(function) if isinstance(node, ast.Raise)]
    kinds = [error.func if isinstance(error, ast.Call) else error for error in raised]
    return {kind.id for kind in kinds if isinstance(kind, ast.Name)}


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('def f():\n    """Does. Raises Refused for that."""\n    raise Refused("x")', []),
        ('def f():\n    """Does."""\n    raise Refused("x")', ["f: Refused"]),
        ('def f():\n    """Refused. Raises NotAllowed."""\n    raise Refused("x")', ["f: Refused"]),
        ('def f():\n    raise Refused("x")', ["f: Refused"]),
        ('def _f():\n    raise Refused("x")', []),
        ('def f():\n    raise ValueError("x")', []),
    ],
)
def test_the_test_sees_what_it_looks_for(source: str, said: list[str]) -> None:
    assert unsaid(source) == said


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_public_function_names_the_errors_it_raises(path: Path) -> None:
    assert unsaid(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "path",
    MODULES,
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_functions_and_their_parameters_carry_standard_terms(path: Path) -> None:
    for function in functions(path.read_text(encoding="utf-8")):
        arguments = function.args
        names = {function.name.lstrip("_"), *(it.arg for it in (*arguments.args, *arguments.kwonlyargs))}
        assert not names & PRIVATE_WORDS, function.name
