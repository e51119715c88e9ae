"""A cohort briefing as one HTML file that needs no network and prints on two pages of A4."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analytics.publication.facts import ANSWER_DAYS
from analytics.publication.plan import EVERYBODY
from analytics.reports.cohort import Briefing, Chapter
from analytics.reports.environment import environment, style
from analytics.statistics.cohort import CohortShare
from analytics.wording.cohort import (
    GROUPS,
    cell,
    compared,
    give_or_take,
    grid,
    group_name,
    left_out,
    method,
)

WIDTH, HEIGHT, NAME = 300, 190, 13
"""Of the curve, and of a line of words beside it, in the picture's own units."""
FARTHEST = ANSWER_DAYS[-1]


@dataclass(frozen=True)
class Line:
    """A curve of answers: its points as an SVG path's numbers, and where its name stands."""

    name: str
    points: str
    end_x: float
    end_y: float
    is_everybody: bool


def as_html(briefing: Briefing) -> str:
    """The briefing; every word in it is escaped."""
    return (
        environment()
        .get_template("cohort/briefing.html")
        .render(
            briefing=briefing,
            style=style("cohort/briefing.css"),
            method=method(briefing.plan),
            lines=answer_lines(briefing.chapters["answers"]),
            days=[(day, x_of(day)) for day in ANSWER_DAYS if day != 14],
            cell=cell,
            give_or_take=give_or_take,
            grid=grid,
            left_out=left_out,
            groups=GROUPS,
            compared=compared,
            shade=shade,
            stands_out=briefing.chapters["reasons"].stands_out,
        )
    )


def shade(share: CohortShare) -> int:
    """The step of the one ramp of colour for a share, 0 (none shown) to 5."""
    return 0 if share.share is None else min(5, 1 + int(share.share * 8))


def answer_lines(chapter: Chapter) -> list[Line]:
    """A line of answers by day for everybody and each group of which at least two days are shown."""
    shares = [share for share in chapter.all if share.part.day is not None and share.share is not None]
    lines = []
    for group in dict.fromkeys(share.group for share in shares):
        own = [share for share in shares if share.group == group]
        if len(own) > 1:
            lines.append(_line(group, own))
    return _apart(lines)


def _line(group: str, shares: Sequence[CohortShare]) -> Line:
    places = [(x_of(share.part.day or 0), HEIGHT * (1 - (share.share or 0.0))) for share in shares]
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    return Line(group_name(group), points, *places[-1], is_everybody=group == EVERYBODY)


def _apart(lines: list[Line]) -> list[Line]:
    """The lines with their names moved down as far as it takes to read each."""
    placed: list[Line] = []
    lowest = float("-inf")
    for line in sorted(lines, key=lambda one: one.end_y):
        lowest = max(line.end_y, lowest + NAME)
        placed.append(replace(line, end_y=lowest))
    return placed


def x_of(day: int) -> float:
    """Where a day stands."""
    return WIDTH * day / FARTHEST
