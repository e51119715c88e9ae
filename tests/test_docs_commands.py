"""Every command that the docs show is run on a made-up log, or stands here with the reason why it can't be."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from analytics.cli import commands
from analytics.store import Store, Viewer
from bench.mailbox_quality import PROBES, made
from tests.conftest import ROOT
from tools.sample import draw

DOCS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]

NOT_RUN = {
    "steppingstone run": "serves until it is ended; tests/test_running.py starts it",
    "steppingstone notebooks": "opens Jupyter or runs a kernel for minutes; tests/test_notebooks_command.py has it",
    "steppingstone publish": "is for the staff of a campus; tests/test_cohort.py publishes",
    "steppingstone cohort-report": "is for the staff of a campus; tests/test_cohort.py writes the report",
    "make": "sets up an environment or measures for minutes; the Makefile's own targets are what runs the tests",
    "pipx": "needs a package index; tools/check_install tries the wheel",
    "uvx": "needs a package index",
    "pip": "needs a package index",
    "python -m build": "needs a package index; .ci/run builds the wheel",
    "python -m tools.": "writes into this checkout; tests/test_reference.py and others compare what it wrote",
    "python -m bench.": "measures for minutes",
    "py": "is for Windows",
    ".venv\\Scripts": "is for Windows",
    ".venv/bin/": "is the same command by its full path",
    "docker": "needs Docker, which the machines of the tests don't have; docs/campus.md says so",
    "cp": "needs a campus's own secrets",
    "export": "sets a variable of a shell",
    "papermill": "runs a kernel for minutes; `notebooks --run` does the same and is tested",
    "duckdb": "is DuckDB's own shell, and no part of this",
    "git": "is for a checkout",
}
"""What a command begins with, and why it is not run here."""


def blocks(text: str) -> Iterator[str]:
    """The lines of code that stand by themselves: indented by four, or between fences."""
    fenced = False
    for line in text.splitlines():
        if line.strip().startswith("```"):
            fenced = not fenced
        elif fenced or re.match(r" {4,}\S", line):
            yield line.strip().removeprefix("$ ")


def shown() -> list[str]:
    """Each command of the docs, once."""
    tools = r"(steppingstone|make|pipx|uvx|pip|python -m|py -|docker|papermill|duckdb|git|cp|export [A-Z])\b"
    lines = {line for path in DOCS for line in blocks(path.read_text(encoding="utf-8")) if re.match(tools, line)}
    single = {part.strip() for line in lines for part in re.split(r" && |\s{2,}#", line)}
    return sorted(part for part in single if re.match(tools, part))


def reason(command: str) -> str | None:
    """Why a command is not run, None for one that is."""
    return next((why for start, why in NOT_RUN.items() if command.startswith(start)), None)


RUN = [command for command in shown() if reason(command) is None]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store, a log, letters and a mailbox under the names that the docs use."""
    folder = tmp_path_factory.mktemp("docs")
    with Store(folder / "store").writing(Viewer.applicant(1)) as writer:
        for table, rows in draw(date(2026, 11, 20), students=1, seed=20).items():
            writer.append(table, rows)
    (folder / "log.csv").write_text("Company,Role,Applied\nAlder,Analyst,2026-01-05\n", encoding="utf-8")
    (folder / "letters.txt").write_text("We chose somebody with more experience in SQL.\n", encoding="utf-8")
    made(PROBES / "second.toml", folder)
    return folder


def test_the_docs_show_commands_and_most_of_this_programs_are_run() -> None:
    assert RUN
    assert all(command.startswith("steppingstone") for command in RUN)


@pytest.mark.parametrize("start", NOT_RUN)
def test_no_reason_is_given_for_what_the_docs_do_not_show(start: str) -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in DOCS)
    assert start in text


@pytest.mark.parametrize("command", RUN)
def test_a_command_of_the_docs_runs(command: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STEPPINGSTONE_STORE", str(folder / "store"))
    monkeypatch.chdir(folder)
    done = CliRunner().invoke(commands, shlex.split(command, comments=True)[1:])
    assert done.exit_code == 0, done.output
