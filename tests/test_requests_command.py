"""`steppingstone requests` lists whom to ask, and writes the reminders to a file."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from analytics.cli import commands
from analytics.errors import Refused
from analytics.store.faults import as_ours
from tests.builders import a_store, an_application


def run(tmp_path: Path, *options: str) -> Result:
    store = str(tmp_path / "store")
    return CliRunner().invoke(commands, ["requests", "--store", store, "--as-of", "2026-03-20", *options])


def test_the_list_says_whom_when_and_how(tmp_path: Path) -> None:
    robin = {"kind": "interviewer", "name": "Robin Vale"}
    a_store(
        tmp_path,
        an_application(invited_on="2026-02-20", rejected_on="2026-03-17", contacts=[robin]),
        an_application(rejected_on="2025-12-01", applied="2025-11-01"),
    )
    result = run(tmp_path, "--format", "json")
    assert (result.exit_code, [json.loads(line) for line in result.stdout.splitlines()]) == (
        0,
        [
            {
                "stands": "due",
                "ask_from": "2026-03-20",
                "ask_until": "2026-03-24",
                "employer": "Alder Works",
                "role": "Data Analyst",
                "stage": "interview",
                "whom": "Robin Vale",
                "how": "email",
                "message": "specific",
                "rule": "3 to 5 working days after the no: not in the first rush, and while they remember.",
                "said": "Best by 24 March 2026.",
            }
        ],
    )
    assert len(run(tmp_path, "--format", "json", "--all").stdout.splitlines()) == 2


def test_nothing_to_ask_is_no_error(tmp_path: Path) -> None:
    a_store(tmp_path)
    result = run(tmp_path)
    assert (result.exit_code, result.stdout) == (0, "Nothing to show yet.\n")


def test_reminders_go_to_a_file(tmp_path: Path) -> None:
    a_store(tmp_path, an_application(rejected_on="2026-03-17"))
    result = run(tmp_path, "--ics", str(tmp_path / "ask.ics"), "--zone", "Europe/Berlin")
    content = (tmp_path / "ask.ics").read_bytes()
    assert result.exit_code == 0
    assert content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert b"DTSTART;TZID=Europe/Berlin:20260324T090000" in content


def test_a_place_that_can_not_be_written_is_refused(tmp_path: Path) -> None:
    a_store(tmp_path)
    result = run(tmp_path, "--ics", str(tmp_path / "no" / "ask.ics"))
    assert result.exception is not None
    assert isinstance(as_ours(result.exception), Refused)


def test_what_a_spreadsheet_would_run_stays_text(tmp_path: Path) -> None:
    a_store(tmp_path, an_application(employer="=1+1", rejected_on="2026-03-17"))
    assert ",=1+1," not in run(tmp_path, "--format", "csv").stdout
