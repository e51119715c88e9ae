"""`steppingstone requests`: whom to ask for feedback and when, as a list or as a calendar file."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from analytics.cli.options import as_of_option, format_option, reading, store_option, write
from analytics.feedback_requests.calendar import reminders
from analytics.feedback_requests.messages import fitting_template
from analytics.feedback_requests.queue import OPEN, Ask, asks

SHORT = ("stands", "ask_from", "ask_until", "employer", "role", "stage", "whom", "how")
"""What fits on a line of a terminal."""


@click.command("requests")
@store_option
@as_of_option
@format_option
@click.option("--all", "everything", is_flag=True, help="Also what is done, let go or without a day.")
@click.option(
    "--ics",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help="Write reminders to this calendar file.",
)
@click.option("--zone", default=None, help="Time zone of the reminders, such as Europe/Berlin; else whole days.")
def requests_command(
    store_folder: Path | None, as_of: date | None, form: str, everything: bool, ics: Path | None, zone: str | None
) -> None:
    """Whom to ask for feedback, when and how; nothing is sent."""
    with reading(store_folder) as reader:
        queue = asks(reader.load("request_queue"), reader.load("request_contacts"), as_of or date.today())
    if ics is not None:
        _write_file(ics, reminders(queue, datetime.now(UTC), zone))
    rows = [request_row(ask) for ask in queue if everything or ask.lane in OPEN]
    write(rows if form != "table" else [{name: row[name] for name in SHORT} for row in rows], form)


def request_row(ask: Ask) -> dict[str, Any]:
    """One rejection as the command line prints it."""
    return {
        "stands": ask.lane.value,
        "ask_from": ask.window.ask_from,
        "ask_until": ask.window.ask_until,
        "employer": ask.rejection.employer,
        "role": ask.rejection.role,
        "stage": ask.rejection.stage,
        "whom": ask.whom.contact.name or ask.whom.contact.kind,
        "how": ask.way.channel,
        "message": fitting_template(ask),
        "rule": ask.window.rule,
        "said": ask.said,
    }


def _write_file(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    click.echo(f"Reminders are in {path}; open it with your calendar.", err=True)
