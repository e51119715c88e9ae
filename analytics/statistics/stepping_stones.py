"""Paths that lead on: turned down, told why, a goal that answers it reached, applied again where or for what is alike.

Takes the candidates of sql/stepping_stones.sql and the days on which goals were reached. A path tells what came after
what; that one thing came of another no single path can tell.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from analytics.taxonomy import Outcome


@dataclass(frozen=True)
class SteppingStones:
    """One path, from the rejection to what came of the next application."""

    employer: str | None
    role: str | None
    # None where the day of the no is not known
    rejected_on: date | None
    reason: str | None
    theme: str | None
    goal: str
    reached_on: date
    # other goals that answer it and were reached in between too
    further_goals: tuple[str, ...]
    again_employer: str | None
    again_role: str | None
    again_on: date
    same_employer: bool
    # what both roles name; None where only the employer is the same
    alike: str | None
    outcome: Outcome


def stepping_stones(candidates: pd.DataFrame, reached: Mapping[int, date]) -> list[SteppingStones]:
    """One path for each new application that came after a goal was reached, offers first, then the newest.

    Where several rejections lead to it, one at the same employer is taken before one for a role that is alike, then the
    nearest; of its goals the one that fits best what was said, then the last reached.
    """
    paths: dict[int, list[tuple[_Nearness, SteppingStones]]] = {}
    for row in candidates.to_dict("records"):
        reached_on, again_on = reached.get(row["goal_id"]), _day(row["again_on"])
        if reached_on is not None and reached_on <= again_on:
            path = _path(row, reached_on, again_on)
            nearness = (path.same_employer, path.rejected_on or date.min, row["application_id"]), row["fit"], reached_on
            paths.setdefault(row["again_id"], []).append((nearness, path))
    found = [_nearest(several) for several in paths.values()]
    return sorted(found, key=lambda path: (path.outcome is Outcome.OFFERED, path.again_on), reverse=True)


_Nearness = tuple[tuple[bool, date, int], int, date]


def _nearest(several: list[tuple[_Nearness, SteppingStones]]) -> SteppingStones:
    """The best of the paths to one application, with the other goals that answer the same rejection."""
    several.sort(key=lambda one: one[0], reverse=True)
    (rejection, *_), best = several[0]
    others = [path.goal for (also, *_), path in several[1:] if also == rejection]
    return replace(best, further_goals=tuple(others))


def _path(row: Mapping[Any, Any], reached_on: date, again_on: date) -> SteppingStones:
    return SteppingStones(
        employer=_text(row["employer"]),
        role=_text(row["role"]),
        rejected_on=None if pd.isna(row["rejected_on"]) else _day(row["rejected_on"]),
        reason=_text(row["reason"]),
        theme=_text(row["theme"]),
        goal=row["title"],
        reached_on=reached_on,
        further_goals=(),
        again_employer=_text(row["again_employer"]),
        again_role=_text(row["again_role"]),
        again_on=again_on,
        same_employer=bool(row["same_employer"]),
        alike=_text(row["alike"]),
        outcome=Outcome(row["outcome"]),
    )


def _day(value: Any) -> date:
    return value if type(value) is date else pd.Timestamp(value).date()


def _text(value: Any) -> str | None:
    return None if pd.isna(value) else str(value)
