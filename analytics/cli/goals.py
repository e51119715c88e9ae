"""`steppingstone goals`: where each goal stands, and what is due this week as a calendar file."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import click

from analytics.cli.options import as_of_option, counting, engine_options, format_option, store_option, write
from analytics.goals.reminders import all_reminders, calendar
from analytics.statistics.goal_progress import GoalProgress, all_progress, goals_of
from analytics.store import Reader


@click.command("goals")
@store_option
@engine_options
@as_of_option
@format_option
@click.option(
    "--ics",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help="Also write what is due in the coming year into this .ics file.",
)
@click.option("--zone", default=None, help="Time zone of the reminders, such as Europe/Berlin; else whole days.")
def goals_command(
    store_folder: Path | None,
    engine: str | None,
    tables: str | None,
    as_of: date | None,
    form: str,
    file: Path | None,
    zone: str | None,
) -> None:
    """Show for each goal what is reached, the pace, what the rest needs and the chance of being done in time.

    Goals are looked at from today unless --as-of names another day.
    """
    today = as_of or date.today()
    with counting(store_folder, engine, tables) as reader:
        goals = goals_of(reader.load("goals"), reader.load("goal_history"))
        progresses = all_progress(reader.load("goal_progress"), goals, today)
        if file is not None:
            _write_calendar(file, reader, progresses, today, zone)
    write([row(progress) for progress in progresses], form)


def _write_calendar(file: Path, reader: Reader, progresses: list[GoalProgress], today: date, zone: str | None) -> None:
    due = all_reminders(
        progresses,
        reader.load("goals"),
        reader.load("goal_milestones"),
        reader.load("goal_reviews"),
        today,
        today + timedelta(days=366),
    )
    file.write_bytes(calendar(due, reader.viewer.applicant_id or 0, now=datetime.now().astimezone(), zone=zone))


def row(progress: GoalProgress) -> dict[str, Any]:
    """What the command prints of one goal."""
    return {
        "goal": progress.goal.goal_id,
        "title": progress.goal.title,
        "metric": progress.goal.metric,
        "standing": progress.standing.value,
        "reached": progress.reached,
        "target": progress.goal.target,
        "due_on": progress.goal.due_on,
        "pace_per_week": _rounded(progress.pace_per_week, 2),
        "needed_per_week": _rounded(progress.needed_per_week, 2),
        "chance": _rounded(progress.chance, 3),
        "weeks_counted": round(progress.weeks_counted, 1),
        "reached_on": progress.reached_on,
    }


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)
