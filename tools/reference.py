"""Writes what analysts look up: docs/tables.md from the data dictionary, docs/interface.md from the notebooks.

python -m tools.reference

Tests compare both pages with what this would write. A change of docs/interface.md is a change of what analysts build
on: it belongs into the changelog.
"""

from __future__ import annotations

import ast
import dataclasses
import importlib
import inspect
import json
import re
import typing
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType
from typing import Any

import duckdb

from analytics.store import Reader, Snapshot, Store, Viewer, migrations, queries
from analytics.store.dictionary import Column, Relation, dictionary
from analytics.store.tables import PRIVATE, READABLE

ROOT = Path(__file__).parents[1]
TABLES_PAGE = ROOT / "docs" / "tables.md"
INTERFACE_PAGE = ROOT / "docs" / "interface.md"

TABLES_HEAD = """\
# The tables

What a store holds, for queries of one's own: [analysts.md](analysts.md) says how to ask. An empty cell is not known or
does not apply. Most questions are asked of `timelines`, which has one row an application that was sent, with everything
that came of it; rows of the other tables that have a moment in `removed_at` are counted nowhere.

This page is written from `data/data_dictionary.csv` by `python -m tools.reference`; an export holds the same in its
`datapackage.json`.
"""
INTERFACE_HEAD = """\
# What analysts may build on

The stable interface: readers, the fixed queries that the notebooks load, the statistics and charts that they import.
Nothing here changes without an entry in the changelog that says how to go on; everything else may change with any
version. A test compares this page, which `python -m tools.reference` writes, with what is there. Each function's
docstring says what it counts, who is left out, and where the formula is from.
"""
READING = (Store, Snapshot, Reader, Viewer)
STABLE = ("analytics.store", "analytics.statistics", "analytics.charts")


def main() -> None:
    TABLES_PAGE.write_text(tables_page(), encoding="utf-8")
    INTERFACE_PAGE.write_text(interface_page(), encoding="utf-8")


# --- tables ----------------------------------------------------------------------------------------------


def tables_page() -> str:
    """Every table and view with all of its columns, in the data dictionary's order."""
    return "\n".join([TABLES_HEAD, *(_relation(relation) for relation in dictionary().values())])


def _relation(relation: Relation) -> str:
    lines = [f"## {relation.name}", "", f"{relation.meaning}.", ""]
    if relation.name in PRIVATE:
        lines += ["No query of an analyst reaches it.", ""]
    elif relation.name not in READABLE:
        lines += ["It tells of the store and not of applications: no query of an analyst reaches it.", ""]
    lines += ["| column | type | meaning | unit | example |", "|---|---|---|---|---|"]
    return "\n".join([*lines, *map(_column, relation.columns), ""])


def _column(column: Column) -> str:
    cells = (f"`{column.name}`", column.type.lower(), column.meaning, column.unit, column.example)
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


# --- the interface ---------------------------------------------------------------------------------------


def interface_page() -> str:
    """The signature of everything that analysts may build on, by the module it is imported from."""
    modules: dict[str, list[str]] = {"analytics.store": [line for kind in READING for line in _methods(kind)]}
    for module, name in sorted({*imported(), *_results()}):
        if _found(module, name) not in READING and module.startswith(STABLE) and name != "default_folder":
            modules.setdefault(module, []).extend(_signature(_found(module, name), name))
    blocks = [f"## {module}\n\n```python\n{chr(10).join(lines)}\n```\n" for module, lines in sorted(modules.items())]
    return "\n".join([INTERFACE_HEAD, _queries(), *blocks])


def _queries() -> str:
    """The fixed queries that the notebooks load: what they count, the values they take, and the columns they give."""
    code = "\n".join(_code())
    lines = ["## The fixed queries", "", "| `reader.load(…)` | values | columns |", "|---|---|---|"]
    with duckdb.connect() as connection:
        migrations.apply(connection)
        for name in sorted({*re.findall(r'load\("(\w+)"', code)}):
            takes = queries.parameters(name)
            found = connection.execute(queries.text(name), dict.fromkeys(takes)).description or []
            values = ", ".join(sorted(takes - {"applicant"}))
            lines.append(f"| `{name}` | {values} | {', '.join(column[0] for column in found)} |")
    return "\n".join([*lines, ""])


def imported() -> Iterator[tuple[str, str]]:
    """What the notebooks import of the package: module and name."""
    for code in _code():
        for node in ast.walk(ast.parse(code)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("analytics"):
                yield from ((str(node.module), alias.name) for alias in node.names)


def _code() -> Iterator[str]:
    """The notebooks' code, a cell at a time."""
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                yield "".join(cell["source"])


def _found(module: str, name: str) -> Any:
    """What a notebook imports: something of a module, or a module of a package."""
    package = importlib.import_module(module)
    return getattr(package, name) if hasattr(package, name) else importlib.import_module(f"{module}.{name}")


def _results() -> Iterator[tuple[str, str]]:
    """The dataclasses of this package that what is imported gives back."""
    for module, name in imported():
        named = _found(module, name)
        if isinstance(named, FunctionType):
            for kind in _inside(typing.get_type_hints(named).get("return")):
                if (
                    isinstance(kind, type)
                    and dataclasses.is_dataclass(kind)
                    and kind.__module__.startswith("analytics.")
                ):
                    yield kind.__module__, kind.__qualname__


def _inside(kind: Any) -> Iterator[Any]:
    yield kind
    for argument in typing.get_args(kind):
        yield from _inside(argument)


def _signature(named: Any, name: str) -> list[str]:
    if inspect.ismodule(named):
        return [f"{name}.{line}" for line in _functions(named)]
    if isinstance(named, FunctionType):
        return [f"{name}{_written(named)}"]
    if isinstance(named, type):
        return [f"class {name}{_fields(named)}", *_methods(named)]
    return [f"{name}: {type(named).__name__}"]


def _functions(module: Any) -> list[str]:
    return [
        f"{name}{_written(found)}"
        for name, found in vars(module).items()
        if isinstance(found, FunctionType) and found.__module__ == module.__name__ and not name.startswith("_")
    ]


def _fields(kind: type) -> str:
    if not dataclasses.is_dataclass(kind):
        return ""
    return f"({', '.join(f'{field.name}: {field.type}' for field in dataclasses.fields(kind))})"


def _methods(kind: type) -> list[str]:
    """The public methods and properties that a class itself defines."""
    lines = []
    for name, found in vars(kind).items():
        inner = getattr(found, "__func__", getattr(found, "fget", getattr(found, "func", found)))
        if name.startswith("_") or not isinstance(inner, FunctionType):
            continue
        reads_like_a_value = isinstance(found, property) or not callable(getattr(kind, name, None))
        lines.append(f"{kind.__name__}.{name}{_value(inner) if reads_like_a_value else _written(inner)}")
    return lines


def _value(getter: FunctionType) -> str:
    return f" -> {getter.__annotations__.get('return')}"


def _written(function: FunctionType) -> str:
    """A signature as it stands in the source, with defaults that don't change from run to run."""
    signature = inspect.signature(function)
    kept = [it for it in signature.parameters.values() if it.name not in ("self", "cls")]
    written = re.sub(r"'([\w., |\[\]]+)'", r"\1", str(signature.replace(parameters=kept)))
    return re.sub(r" at 0x[0-9a-f]+", "", written)


if __name__ == "__main__":
    main()
