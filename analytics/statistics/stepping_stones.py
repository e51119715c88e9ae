"""Paths that lead on: turned down, told why, a goal reached, applied again to the same employer or kind of role.

Takes the candidates of sql/stepping_stones.sql and the days on which goals were reached.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from analytics.taxonomy import Outcome


@dataclass(frozen=True)
class SteppingStones:
    """One path, from the rejection to what came of the next application."""

    employer: str | None
    role: str | None
    rejected_on: date
    reason: str | None
    theme: str | None
    goal: str
    reached_on: date
    again_employer: str | None
    again_role: str | None
    again_on: date
    same_employer: bool
    outcome: Outcome


def stepping_stones(candidates: pd.DataFrame, reached: Mapping[int, date]) -> list[SteppingStones]:
    """One path for each new application that came after a goal was reached, the newest first.

    Where several rejections or goals lead to it, the nearest are taken; the same employer before the same role.
    """
    paths: dict[int, tuple[tuple[bool, date, date], SteppingStones]] = {}
    for row in candidates.to_dict("records"):
        reached_on = reached.get(row["goal_id"])
        again_on = _day(row["again_on"])
        if reached_on is None or reached_on > again_on:
            continue
        path = SteppingStones(
            employer=_text(row["employer"]),
            role=_text(row["role"]),
            rejected_on=_day(row["rejected_on"]),
            reason=_text(row["reason"]),
            theme=_text(row["theme"]),
            goal=row["title"],
            reached_on=reached_on,
            again_employer=_text(row["again_employer"]),
            again_role=_text(row["again_role"]),
            again_on=again_on,
            same_employer=bool(row["same_employer"]),
            outcome=Outcome(row["outcome"]),
        )
        nearness = (path.same_employer, path.rejected_on, reached_on)
        if row["again_id"] not in paths or paths[row["again_id"]][0] < nearness:
            paths[row["again_id"]] = (nearness, path)
    return sorted((path for _, path in paths.values()), key=lambda path: path.again_on, reverse=True)


def _day(value: Any) -> date:
    return value if type(value) is date else pd.Timestamp(value).date()


def _text(value: Any) -> str | None:
    return None if pd.isna(value) else str(value)
