"""What was once claimed and not so, from the file to the command's answer and the page's sentence.

The other rows of the same table are measured: withdrawals between groups, unequal applicants, reasons, waiting, looks
(test_coverage.py), did it help (test_did_it_help.py), fans (test_goal_forecast.py), stopped logs (test_log_clock.py).
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from analytics.cli import commands
from tests.conftest import opened_page

SENT = [date(2025, 3, 3) + timedelta(days=place) for place in range(30)]

# T24 of the shared twins: answers, and no day of any
UNDATED = """Company,Role,Date Applied,Status
Amberlight,Analyst,2025-01-03,Rejected
Brookvale,Analyst,2025-01-14,Rejected
Corvina,Analyst,2025-02-05,Interview
Dunmore,Analyst,2025-02-16,Rejected
Ellery,Analyst,2025-03-07,Applied
Farrow,Analyst,2025-03-18,Rejected
Garnet,Analyst,2025-05-09,Rejected
Hollis,Analyst,2025-06-10,Applied
"""


def a_log(status: str, after: int | None, n: int = 30) -> str:
    """A file in which the same happened to all, on a day of its own or on none."""
    rows = [
        f"Firm {place},Analyst,{day},{status},{'' if after is None else day + timedelta(days=after)}"
        for place, day in enumerate(SENT[:n])
    ]
    return "\n".join(["Company,Role,Date Applied,Status,Response date", *rows, ""])


def asked(log: str, folder: Path, *options: str) -> tuple[dict[str, Any], str]:
    """What the command says of a file once it is imported, and what it says beside it."""
    (folder / "log.csv").write_text(log, encoding="utf-8")
    store = str(folder / "store")
    done = CliRunner().invoke(commands, ["import", str(folder / "log.csv"), "--store", store])
    assert done.exit_code == 0, done.output
    done = CliRunner().invoke(commands, ["response-times", "--store", store, "--format", "json", *options])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout), done.stderr


def sentence(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    return str(opened_page("response_times", folder / "store", monkeypatch).header[0].value).replace("\\", "")


def test_what_one_withdrew_is_no_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found, _ = asked(a_log("Withdrawn", 3, 20), tmp_path)
    assert (found["n"], found["responses"], found["withdrawn"], found["median_days"]) == (20, 0, 20, None)
    assert found["answered"]["30"]["share"] == 0.0
    assert sentence(tmp_path, monkeypatch).startswith("All 20 were withdrawn before an answer came")


@pytest.mark.parametrize(("log", "answers"), [(a_log("Rejected", None), 30), (UNDATED, 6)])
def test_answers_without_a_day_have_no_median(
    log: str, answers: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, _ = asked(log, tmp_path)
    assert (found["responses"], found["undated"]) == (answers, answers)
    assert {found[name] for name in ("median_days", "median_low", "median_high")} == {None}
    assert {day["share"] for day in found["answered"].values()} == {None}
    assert all(day["low"] < day["high"] for day in found["answered"].values())
    assert {share for day in found["incidence"].values() for share in day.values()} == {None}
    assert "How fast can't be told" in sentence(tmp_path, monkeypatch)


def test_all_and_none_are_never_certain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "all").mkdir()
    (tmp_path / "none").mkdir()
    everything, _ = asked(a_log("Rejected", 3), tmp_path / "all")
    assert everything["answered"]["30"]["share"] == 1.0
    assert 0.8 < everything["answered"]["30"]["low"] < 0.95
    nothing, _ = asked(a_log("Applied", None), tmp_path / "none")
    assert nothing["answered"]["14"] == {"share": 0.0, "low": 0.0, "high": pytest.approx(0.19, abs=0.02)}
    assert sentence(tmp_path / "none", monkeypatch) == "Of 30 applications, none had an answer so far."


def test_a_day_that_cannot_be_is_said_and_costs_no_time(tmp_path: Path) -> None:
    rows = "Zero,Analyst,0001-01-03,Rejected,2025-04-01\nLast,Analyst,2025-03-09,Rejected,9999-12-31\n"
    found, beside = asked(a_log("Rejected", 9) + rows, tmp_path, "--as-of", "9999-12-31")
    assert (found["n"], found["undated"], found["median_days"]) == (31, 1, 9.0)
    assert beside == "One application is left out: the day it was sent is missing, or can't be.\n"
