"""`steppingstone notebooks` copies the notebooks out, never over somebody's work, and opens them on the same store."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from analytics.cli import commands
from analytics.cli import notebooks as command
from analytics.errors import Refused

NAMES = sorted(path.name for path in command.SHIPPED.glob("*.ipynb"))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(commands, ["notebooks", *arguments], catch_exceptions=False)


def change(notebook: Path, **cell: Any) -> str:
    """Changes a notebook's first cell of code, and says what the file holds then."""
    told = json.loads(notebook.read_text(encoding="utf-8"))
    next(code for code in told["cells"] if code["cell_type"] == "code").update(cell)
    notebook.write_text(json.dumps(told), encoding="utf-8")
    return notebook.read_text(encoding="utf-8")


def test_notebooks_are_copied_where_they_were_asked_for(tmp_path: Path) -> None:
    done = run(str(tmp_path / "mine"), "--copy-only")
    assert sorted(path.name for path in (tmp_path / "mine").iterdir()) == NAMES
    assert done.output == f"The notebooks are in {tmp_path / 'mine'}.\n"


def test_an_installed_wheel_copies_beside_you_and_a_checkout_opens_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("--copy-only").output == f"The notebooks are in {command.SHIPPED}.\n"
    assert not list(tmp_path.iterdir())
    monkeypatch.setattr(command, "INSTALLED", True)
    run("--copy-only")
    assert sorted(path.name for path in (tmp_path / "steppingstone-notebooks").iterdir()) == NAMES


def test_what_somebody_wrote_stays_and_is_named(tmp_path: Path) -> None:
    run(str(tmp_path), "--copy-only")
    written = change(tmp_path / NAMES[0], source=["print('mine')"])
    (tmp_path / NAMES[1]).write_text("no notebook", encoding="utf-8")
    (tmp_path / NAMES[2]).unlink()
    done = run(str(tmp_path), "--copy-only")
    assert (tmp_path / NAMES[0]).read_text(encoding="utf-8") == written
    assert (tmp_path / NAMES[1]).read_text(encoding="utf-8") == "no notebook"
    assert (tmp_path / NAMES[2]).exists()
    assert [line.split()[0] for line in done.output.splitlines()[1:]] == NAMES[:2]


def test_what_a_cell_printed_is_kept_and_is_no_change(tmp_path: Path) -> None:
    run(str(tmp_path), "--copy-only")
    executed = change(tmp_path / NAMES[0], outputs=[{"output_type": "stream", "name": "stdout", "text": ["7"]}])
    assert run(str(tmp_path), "--copy-only").output == f"The notebooks are in {tmp_path}.\n"
    assert (tmp_path / NAMES[0]).read_text(encoding="utf-8") == executed


def test_a_folder_that_cant_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Refused, match=r"can't be copied to .*file.* Name another folder"):
        run(str(tmp_path / "file" / "below"), "--copy-only")


def test_jupyter_opens_the_folder_on_the_dashboards_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[list[str], str]] = []

    def start(words: list[str], *, env: dict[str, str], **_: Any) -> subprocess.CompletedProcess[str]:
        started.append((words, env["STEPPINGSTONE_STORE"]))
        return subprocess.CompletedProcess(words, 0)

    monkeypatch.setattr(subprocess, "run", start)
    assert run(str(tmp_path / "mine"), "--store", str(tmp_path / "store")).exit_code == 0
    assert started == [([sys.executable, "-m", "jupyterlab", str(tmp_path / "mine")], str(tmp_path / "store"))]


@pytest.mark.parametrize("missing", ["jupyterlab", "ipykernel"])
def test_without_jupyter_it_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == missing else object())
    with pytest.raises(Refused, match="pip install jupyterlab ipykernel"):
        run(str(tmp_path / "mine"))
    assert sorted(path.name for path in (tmp_path / "mine").iterdir()) == NAMES
