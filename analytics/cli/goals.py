"""`steppingstone goals`: where each goal stands, and what is due this week as a calendar file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from analytics.cli.options import as_of_option, format_option, reading, store_option, write
from analytics.statistics.goal_progress import GoalProgress, all_progress, goals_of


@click.command("goals")
@store_option
@as_of_option
@format_option
def goals_command(store_folder: Path | None, as_of: date | None, form: str) -> None:
    """Show for each goal what is reached, the pace, what the rest needs and the chance of being done in time."""
    with reading(store_folder) as reader:
        goals = goals_of(reader.load("goals"), reader.load("goal_history"))
        counts = reader.load("goal_progress")
    write([row(progress) for progress in all_progress(counts, goals, as_of or date.today())], form)


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
