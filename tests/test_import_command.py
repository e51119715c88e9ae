"""`steppingstone import` and `undo-import`: what they print, what they store, how they end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from analytics.cli import commands
from analytics.errors import AnswerNeeded, FileTooLarge, NothingToImport

LOG = "Company,Role,Date Applied,Status\nAlder,Analyst,03/04/2025,Applied\nBirch,Dev,25/04/2025,Rejected\nCedar,,,\n"


def run(*arguments: str) -> object:
    result = CliRunner().invoke(commands, list(arguments))
    if result.exception:
        raise result.exception
    return result.output


@pytest.fixture
def log(tmp_path: Path) -> str:
    path = tmp_path / "log.csv"
    path.write_text(LOG, encoding="utf-8")
    return str(path)


def test_json_says_what_was_understood(log: str, tmp_path: Path) -> None:
    output = run("import", log, "--store", str(tmp_path / "store"), "--format", "json")
    told = json.loads(str(output))
    assert {
        name: told[name]
        for name in ("rows", "applications", "merged", "set_aside", "responses", "outcomes", "date_order", "added")
    } == {
        "rows": 3,
        "applications": 2,
        "merged": 0,
        "set_aside": [{"line": 4, "reason": "only one cell is filled (“Cedar”)"}],
        "responses": 0,
        "outcomes": {"open": 1, "rejected": 1},
        "date_order": "day first",
        "added": 2,
    }
    assert told["columns"] == {"Company": "employer", "Role": "role", "Date Applied": "applied_on", "Status": "status"}


def test_a_dry_run_stores_nothing_and_undo_takes_back(log: str, tmp_path: Path) -> None:
    store = str(tmp_path / "store")
    run("import", log, "--store", store, "--dry-run")
    assert "Nothing to show" in str(run("undo-import", "--list", "--store", store))
    run("import", log, "--store", store)
    assert "2 applications went" in str(run("undo-import", "--store", store))


def test_an_answer_is_needed_and_given(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("Company,Role,Date Applied,Status\nAlder,Dev,03/04/2025,Applied\n", encoding="utf-8")
    store = str(tmp_path / "store")
    with pytest.raises(AnswerNeeded):
        run("import", str(path), "--store", store)
    assert "1 new" in str(run("import", str(path), "--store", store, "--answer", "date_order=day first"))


def test_columns_can_be_told(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("Zz,Role,Date Applied,Status\nAlder,Dev,2025-04-03,Applied\n", encoding="utf-8")
    told = json.loads(
        str(
            run("import", str(path), "--store", str(tmp_path / "store"), "--columns", "Zz=employer", "--format", "json")
        )
    )
    assert told["columns"]["Zz"] == "employer"


def test_no_log_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Dear diary\n", encoding="utf-8")
    with pytest.raises(NothingToImport):
        run("import", str(path), "--store", str(tmp_path / "store"))


def test_a_cell_of_20_mb_is_refused_with_the_cause_and_the_log_can_be_imported_after(log: str, tmp_path: Path) -> None:
    endless = tmp_path / "endless.csv"
    endless.write_text(
        f"Company,Role,Date Applied,Status\nAlder,Analyst,2025-04-25,{'x' * 20_000_000}\n", encoding="utf-8"
    )
    with pytest.raises(FileTooLarge, match="A row of the file is longer than 16 MB"):
        run("import", str(endless), "--store", str(tmp_path / "store"))
    assert "2 new" in str(run("import", log, "--store", str(tmp_path / "store")))
