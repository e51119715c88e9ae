"""`steppingstone goals`, `export` and `restore`, as they are typed."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import icalendar
import pytest
from click.testing import CliRunner, Result

from analytics.cli import commands
from analytics.store import Store, owner
from analytics.store.faults import as_ours
from analytics.store.goals import GoalTerms, add_entry, set_goal


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(commands, [str(word) for word in words], catch_exceptions=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    store = Store(tmp_path / "store")
    viewer = owner(store)
    terms = GoalTerms("Practise", "mock_interviews", 12.0, date(2026, 9, 7), date(2026, 11, 29))
    with store.writing(viewer, datetime(2026, 9, 7)) as writer:
        goal = set_goal(writer, terms)
        for day in (9, 16, 23, 30):
            add_entry(writer, goal, date(2026, 9, day), 1)
    return store.folder


def test_goals_are_printed_with_pace_and_chance(folder: Path) -> None:
    printed = json.loads(run("goals", "--store", folder, "--as-of", "2026-10-04", "--format", "json").stdout)
    chance = printed.pop("chance")
    assert 0.3 < chance < 0.7
    assert printed == {
        "goal": 1,
        "title": "Practise",
        "metric": "mock_interviews",
        "standing": "undecided",
        "reached": 4.0,
        "target": 12.0,
        "due_on": "2026-11-29",
        "pace_per_week": 1.0,
        "needed_per_week": 1.0,
        "weeks_counted": 4.0,
        "reached_on": None,
    }


def test_the_calendar_holds_the_last_day(folder: Path, tmp_path: Path) -> None:
    assert run("goals", "--store", folder, "--as-of", "2026-10-04", "--ics", tmp_path / "g.ics").exit_code == 0
    (event,) = icalendar.Calendar.from_ical((tmp_path / "g.ics").read_bytes()).walk("VEVENT")
    assert event.decoded("dtstart") == date(2026, 11, 29)


def test_an_export_restored_elsewhere_prints_the_same(folder: Path, tmp_path: Path) -> None:
    assert run("export", tmp_path / "all.zip", "--store", folder).exit_code == 0
    assert run("restore", tmp_path / "all.zip", "--store", tmp_path / "again").exit_code == 0
    printed = [run("goals", "--store", store, "--as-of", "2026-10-04").stdout for store in (folder, tmp_path / "again")]
    assert printed[0] == printed[1] and "Practise" in printed[0]


def test_an_export_writes_over_nothing_unless_told_to(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "all.zip").write_text("precious", encoding="utf-8")
    assert "is already there" in str(run("export", tmp_path / "all.zip", "--store", folder).exception)
    assert (tmp_path / "all.zip").read_text(encoding="utf-8") == "precious"
    assert run("export", tmp_path / "all.zip", "--force", "--store", folder).exit_code == 0
    assert list(tmp_path.glob("*.unfinished")) == []


@pytest.mark.parametrize("command", [("goals", "--ics"), ("report", "--out"), ("backup",)], ids=lambda said: said[0])
def test_a_place_that_there_is_none_of_is_named(command: tuple[str, ...], tmp_path: Path) -> None:
    Store(tmp_path / "store")
    place = tmp_path / "none" / "file.html"
    done = run(*command, place, "--store", tmp_path / "store")
    assert isinstance(done.exception, OSError)
    assert (
        str(as_ours(done.exception))
        == f"{place} can't be read or written: No such file or directory. Choose another place."
    )
