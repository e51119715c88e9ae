"""A notebook run from top to bottom with its parameters, as a schedule does: the notebook with its results, and a page.

The page needs no network: scripts and charts are in it.
"""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from analytics.errors import InvalidEntry, Refused

TAG = "parameters"


def parsed(settings: Iterable[str]) -> dict[str, object]:
    """The parameters of NAME=VALUE; a value that reads as Python is that, and else words. Raises InvalidEntry."""
    found: dict[str, object] = {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        if not (equals and name.isidentifier()):
            raise InvalidEntry(f"{setting} is not NAME=VALUE.", "Say for example --set programme=Law.")
        try:
            found[name] = ast.literal_eval(value)
        except (ValueError, SyntaxError):
            found[name] = value
    return found


def run(notebook: Path, settings: dict[str, object], store: Path, folder: Path) -> list[Path]:
    """Runs a notebook beside what it is written to. Returns the files written.

    Raises Refused where Jupyter isn't there, a cell fails or nothing can be written; InvalidEntry for a parameter that
    the notebook doesn't have.
    """
    try:
        import nbformat
        from nbclient import NotebookClient
        from nbclient.exceptions import CellExecutionError
        from nbconvert import HTMLExporter
    except ImportError as error:
        raise Refused(
            "Jupyter is not installed beside Stepping Stone.", "pip install 'steppingstone[notebooks]'"
        ) from error
    content = nbformat.read(notebook, as_version=4)
    _set(content, settings)
    there = os.environ | {"STEPPINGSTONE_STORE": str(store), "PLOTLY_RENDERER": "notebook"}
    try:
        NotebookClient(content, timeout=600, resources={"metadata": {"path": str(notebook.parent)}}).execute(env=there)
    except CellExecutionError as error:
        raise Refused(
            f"{notebook.name} stopped: {error.ename}: {error.evalue}", "Run it in Jupyter to see where."
        ) from error
    exporter = HTMLExporter(
        require_js_url="", mathjax_url="", jquery_url="", mermaid_js_url="", exclude_input_prompt=True
    )
    page, _ = exporter.from_notebook_node(content)
    # Scripts for formulas and diagrams, which no notebook here has, would be fetched from elsewhere.
    page = re.sub(r'<script (type="module">.*?|src="[^"]*"[^>]*>)</script>', "", page, flags=re.S)
    words = (re.sub(r"\W+", "-", str(value)) for key, value in settings.items() if key != "store_folder")
    name = "-".join([notebook.stem, *words])
    written = [folder / f"{name}.run.ipynb", folder / f"{name}.html"]
    folder.mkdir(parents=True, exist_ok=True)
    nbformat.write(content, written[0])
    written[1].write_text(page, encoding="utf-8")
    return written


def _set(content: Any, settings: dict[str, object]) -> None:
    """Adds the parameters behind the cell that says what they are when nobody sets them."""
    import nbformat

    places = [place for place, cell in enumerate(content.cells) if TAG in cell.metadata.get("tags", [])]
    defaults = ast.parse(content.cells[places[0]].source).body if places else []
    known = [it.targets[0].id for it in defaults if isinstance(it, ast.Assign) and isinstance(it.targets[0], ast.Name)]
    if unknown := settings.keys() - set(known):
        raise InvalidEntry(
            f"This notebook has no parameter {', '.join(sorted(unknown))}.", f"It has {', '.join(known) or 'none'}."
        )
    if settings:
        lines = "\n".join(f"{name} = {value!r}" for name, value in settings.items())
        content.cells.insert(places[0] + 1, nbformat.v4.new_code_cell(lines))
