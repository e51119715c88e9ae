"""The `steppingstone` command: the same moves as the dashboard, from a terminal.

Exit status: 0 done, 1 refused or nothing imported, 2 wrong usage, 3 an answer is needed.
"""

from __future__ import annotations

import importlib
import io
import os
import sys
import tempfile
import traceback

import click

from analytics.errors import AnswerNeeded, SteppingStoneError

# Each command's module is loaded when it is called: help stays quick.
COMMANDS = {
    "run": "running",
    "notebooks": "notebooks",
    "import": "importing",
    "import-mail": "mailbox",
    "undo-import": "importing",
    "reasons": "feedback",
    "read-feedback": "feedback",
    "response-times": "response_times",
    "requests": "requests",
    "goals": "goals",
    "turns": "turns",
    "report": "report",
    "publish": "cohort",
    "cohort-report": "cohort",
    "export": "exporting",
    "restore": "exporting",
    "check": "keeping",
    "backup": "keeping",
}


class Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"analytics.cli.{COMMANDS[cmd_name]}")
        command = getattr(module, f"{cmd_name.replace('-', '_')}_command")
        assert isinstance(command, click.Command)
        return command


@click.group(cls=Commands)
def commands() -> None:
    """Find out why an application was turned down, how long employers take, and what to do next."""


def main() -> None:
    """Runs the command line; errors a person may read go to stderr with what to do, and never a traceback."""
    if isinstance(sys.stdout, io.TextIOWrapper) and not sys.stdout.isatty():
        # A file or a pipe gets UTF-8 on every system; Windows would choose one that lacks an arrow.
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        commands(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.exceptions.Abort, KeyboardInterrupt):
        sys.exit(1)
    except BrokenPipeError:  # Whoever read the output has read enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:  # noqa: BLE001  the last place
        _say(error)
        sys.exit(3 if isinstance(error, AnswerNeeded) else 1)


def _say(error: Exception) -> None:
    """What happened and what to do; what only a developer can read goes into a file."""
    from analytics.store.faults import RAISED, as_ours

    ours = as_ours(error) if isinstance(error, RAISED) else error
    if not isinstance(ours, SteppingStoneError):
        with tempfile.NamedTemporaryFile("w", prefix="steppingstone-", suffix=".log", delete=False) as file:
            traceback.print_exception(error, file=file)
        ours = SteppingStoneError("The program made a mistake.", f"Please report it, with what is in {file.name}.")
    click.echo(f"{ours.title}: {ours}", err=True)
