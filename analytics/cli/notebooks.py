"""`steppingstone notebooks`: the notebooks in a folder of one's own, beside the running dashboard."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import click

from analytics import HOME, INSTALLED
from analytics.cli.options import store_option
from analytics.errors import Refused
from analytics.store import default_folder

SHIPPED = HOME / "notebooks"
OWN = Path("steppingstone-notebooks")


@click.command("notebooks")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), required=False)
@store_option
@click.option("--copy-only", is_flag=True, help="Copy the notebooks and do not open Jupyter.")
@click.option(
    "--run", "name", default=None, help="Run this one from top to bottom; write it and an HTML page to FOLDER."
)
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="With --run: a parameter, programme=Law.")
def notebooks_command(
    folder: Path | None, store_folder: Path | None, copy_only: bool, name: str | None, settings: tuple[str, ...]
) -> None:
    """Copy the notebooks to a folder and open them in Jupyter, on the dashboard's store.

    FOLDER is steppingstone-notebooks here unless given; a checkout opens its own. A notebook that you changed stays as
    you left it.
    """
    if name is not None:
        _run(name, settings, (store_folder or default_folder()).resolve(), folder or Path())
        return
    if settings:
        raise click.UsageError("--set belongs to --run.")
    chosen = folder or (OWN if INSTALLED else SHIPPED)
    kept = copied_out(chosen)
    click.echo(f"The notebooks are in {chosen.resolve()}.")
    for name in kept:
        click.echo(f"{name} was changed there and stays as it is. Rename it to get the one of this version beside it.")
    if not copy_only:
        _open(chosen, (store_folder or default_folder()).resolve())


def _run(name: str, settings: tuple[str, ...], store: Path, folder: Path) -> None:
    there = sorted(path.stem for path in SHIPPED.glob("*.ipynb"))
    if name not in there:
        raise Refused(f"There is no notebook {name}.", f"There are {', '.join(there)}.")
    from analytics.cli import notebook_runs

    for path in notebook_runs.run(SHIPPED / f"{name}.ipynb", notebook_runs.parsed(settings), store, folder):
        click.echo(f"Wrote {path}.")


def copied_out(folder: Path) -> list[str]:
    """Copies each notebook that is not there yet; the names of those that differ from this version's, left alone.

    Raises Refused where the folder can't be written.
    """
    kept = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for notebook in sorted(SHIPPED.glob("*.ipynb")):
            target = folder / notebook.name
            if not target.exists():
                shutil.copyfile(notebook, target)
            elif _cells(target) != _cells(notebook):
                kept.append(notebook.name)
    except OSError as error:
        raise Refused(
            f"The notebooks can't be copied to {folder.resolve()} ({error.strerror}).",
            "Name another folder: steppingstone notebooks FOLDER",
        ) from error
    return kept


def _cells(notebook: Path) -> object:
    """What somebody wrote; what a cell printed is no change, and a file that is no notebook is one."""
    text = notebook.read_text(encoding="utf-8", errors="replace")
    try:
        return [(cell["cell_type"], "".join(cell["source"])) for cell in json.loads(text)["cells"]]
    except (ValueError, KeyError, TypeError):
        return text


def _open(folder: Path, store: Path) -> None:
    if importlib.util.find_spec("jupyterlab") is None or importlib.util.find_spec("ipykernel") is None:
        raise Refused(
            "Jupyter is not installed beside Stepping Stone.",
            f"Install it with `{sys.executable} -m pip install jupyterlab ipykernel` (with pipx: `pipx inject "
            "steppingstone jupyterlab ipykernel`) and try again.",
        )
    finished = subprocess.run(
        [sys.executable, "-m", "jupyterlab", str(folder)],
        env={**os.environ, "STEPPINGSTONE_STORE": str(store)},
        check=False,
    )
    sys.exit(finished.returncode)
