"""Whether a goal helped."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from analytics.statistics.goal_progress import Goal
from pages.frame import show


def draw(goals: Sequence[Goal], today: date) -> None:
    show.note("Coming.")
