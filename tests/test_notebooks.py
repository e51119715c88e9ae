"""The notebooks run from top to bottom in a real kernel, and read while others write."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import nbformat
import pytest
from jupyter_client.manager import start_new_kernel
from nbclient import NotebookClient

from analytics.sample import fill
from analytics.store import Store, Viewer
from tests.conftest import ROOT
from tests.test_store import add_contact
from tools.sample import draw

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that every notebook reads and none writes."""
    folder = tmp_path_factory.mktemp("sample")
    fill(Store(folder), draw(date.today(), students=60))
    return folder


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store without a row; the first notebook opens the made-up sample beside it."""
    return tmp_path_factory.mktemp("empty")


def run(path: Path) -> None:
    """Executes a notebook in a kernel of its own."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(path.parent)}}).execute()


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
@pytest.mark.filterwarnings("default")
def test_a_notebook_runs_on_the_sample_from_top_to_bottom(
    path: Path, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STEPPINGSTONE_STORE", str(sample))
    run(path)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
@pytest.mark.filterwarnings("default")
def test_a_notebook_runs_on_an_empty_store(path: Path, empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STEPPINGSTONE_STORE", str(empty))
    run(path)


def said(client: Any, code: str) -> str:
    """What a kernel prints for the code."""
    printed: list[str] = []

    def keep(message: dict[str, Any]) -> None:
        if message["msg_type"] == "stream":
            printed.append(message["content"]["text"])
        assert message["msg_type"] != "error", message["content"]

    client.execute_interactive(code, timeout=60, output_hook=keep)
    return "".join(printed).strip()


@pytest.mark.filterwarnings("default")
def test_a_kernel_reads_what_another_process_has_just_written(tmp_path: Path) -> None:
    manager, client = start_new_kernel(cwd=str(ROOT))
    try:
        said(client, f"from analytics.store import Store, Viewer\nstore = Store({str(tmp_path)!r})")
        store = Store(tmp_path)
        count = (
            "with store.reading(Viewer.applicant(1)) as reader:\n"
            "    print(reader.snapshot.cursor().execute('select count(*) from contacts').fetchone()[0])"
        )
        seen = []
        for number in range(3):
            with store.writing(Viewer.applicant(1)) as writer:
                seen.append(said(client, count))  # the lock is held: the kernel reads the last committed state
                add_contact(writer, f"contact {number}")
            seen.append(said(client, count))
        assert seen == ["0", "1", "1", "2", "2", "3"]
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
