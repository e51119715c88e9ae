"""docs/commands.md names each command, its options and the fields of its JSON: none is missing, and no other."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import click
import pytest
from click.testing import CliRunner

from analytics.cli import COMMANDS, commands
from analytics.store import Store, Viewer
from bench.mailbox_quality import PROBES, made
from tests.conftest import ROOT
from tools.sample import draw

SECTIONS = dict(
    re.findall(
        r"^## steppingstone ([\w-]+)\n(.*?)(?=^## |\Z)",
        (ROOT / "docs/commands.md").read_text(encoding="utf-8"),
        re.S | re.M,
    )
)

LOG = """Company,Role,Applied,Status,Rejected on
Alder Works,Analyst,2026-01-05,Rejected,2026-01-20
Birch & Co,Analyst,someday,Applied,
Cedar,Analyst,05/06/2026,maybe so,
Total,,,,
,,,,
Dune,Analyst,2026-01-07,To apply,
"""
LETTERS = "We chose somebody with more experience in SQL.\nYour presentation was excellent.\nThank you for applying.\n"

CALLS: dict[str, list[list[str]]] = {
    "import": [["log.csv", "--dry-run"], ["log.csv", "--answer", "date_order=day first"]],
    "import-mail": [["second.mbox", "--dry-run"], ["second.mbox", "--store", "mails"]],
    "undo-import": [["--list"]],
    "reasons": [[], ["--by", "stage"]],
    "read-feedback": [["letters.txt"]],
    "response-times": [[]],
    "requests": [["--all"]],
    "goals": [[]],
    "turns": [[], ["--begin", "short letters"]],
    "export": [["export.zip"]],
    "restore": [["export.zip", "--store", "empty"]],
}
"""How each command that prints JSON is called, on the store of one made-up student; in this order."""


def table(section: str, heading: str) -> list[str]:
    """The names in a table's first column."""
    found = re.search(rf"^\| {heading} \|.*?\n\|[-|]+\|\n((?:\|.*\n)+)", section, re.M)
    return re.findall(r"^\| `([^`]+)`", found[1], re.M) if found else []


def options(command: click.Command) -> set[str]:
    return {
        parameter.opts[0] if isinstance(parameter, click.Option) else str(parameter.name).upper()
        for parameter in command.params
    }


def command(name: str) -> click.Command:
    found = commands.get_command(None, name)  # type: ignore[arg-type]
    assert found is not None
    return found


def fields(value: Any, name: str = "") -> Iterator[str]:
    """The names of a JSON object's fields, with those of what it holds."""
    if isinstance(value, dict) and (value or not name):
        for key, inner in value.items():
            yield from fields(inner, f"{name}.{'DAY' if key.isdigit() else key}" if name else key)
    elif isinstance(value, list) and value:
        for inner in value:
            yield from fields(inner, f"{name}[]")
    elif value not in ([], {}):
        yield name


def matches(pattern: str, name: str) -> bool:
    return re.fullmatch(re.escape(pattern).replace(r"\*", ".*"), name) is not None


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """Each command's fields, as it prints them."""
    folder = tmp_path_factory.mktemp("commands")
    (folder / "log.csv").write_text(LOG, encoding="utf-8")
    made(PROBES / "second.toml", folder)
    (folder / "letters.txt").write_text(LETTERS, encoding="utf-8")
    with Store(folder / "store").writing(Viewer.applicant(1)) as writer:
        for name, rows in draw(date(2026, 11, 20), students=1, seed=20).items():
            writer.append(name, rows)
    found: dict[str, set[str]] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STEPPINGSTONE_STORE", str(folder / "store"))
        patch.chdir(folder)
        for name, calls in CALLS.items():
            for arguments in calls:
                done = CliRunner().invoke(commands, [name, *arguments, "--format", "json"])
                lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
                assert lines, done.output
                found.setdefault(name, set()).update(*(fields(json.loads(line)) for line in lines))
    return found


def test_every_command_has_a_section_and_no_other() -> None:
    assert set(SECTIONS) == set(COMMANDS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_a_section_names_the_commands_options(name: str) -> None:
    assert sorted(table(SECTIONS[name], "option")) == sorted(options(command(name)))


def test_the_commands_that_print_json_are_those_with_a_format() -> None:
    assert set(CALLS) == {name for name in COMMANDS if "--format" in options(command(name))}


@pytest.mark.parametrize("name", sorted(CALLS))
def test_a_section_names_the_fields_of_the_json(name: str, printed: dict[str, set[str]]) -> None:
    documented = table(SECTIONS[name], "field")
    undocumented = {field for field in printed[name] if not any(matches(pattern, field) for pattern in documented)}
    never_printed = {pattern for pattern in documented if not any(matches(pattern, field) for field in printed[name])}
    assert (undocumented, never_printed) == (set(), set())
