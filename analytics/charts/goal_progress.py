"""A goal's burn-up: what is reached, the even way to the target, and where it may go from here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.style import DAYS, LIGHT, end_label, figure, translucent
from analytics.statistics.goal_progress import GoalProgress
from analytics.wording.numbers import number


@dataclass(frozen=True)
class Milestone:
    """A step on the way: at which amount, by when, and when it was reached."""

    name: str
    target: float | None
    due_on: date | None
    reached_on: date | None


def goal_progress_chart(progress: GoalProgress, milestones: Sequence[Milestone] = ()) -> go.Figure:
    """The chart of one goal."""
    goal = progress.goal
    chart = figure(height=320)
    if progress.fan:
        days = [point.day for point in progress.fan]
        band: dict[str, Any] = {"mode": "lines", "line": {"width": 0}, "hovertemplate": "%{y:.3~g}"}
        chart.add_scatter(x=days, y=[p.high for p in progress.fan], name="in 9 of 10 less than", **band)
        chart.add_scatter(
            x=days,
            y=[p.low for p in progress.fan],
            name="in 8 of 10 cases",
            fill="tonexty",
            fillcolor=translucent(LIGHT["primary"], 0.2),
            **band,
        )
        chart.add_scatter(
            x=days,
            y=[p.middle for p in progress.fan],
            name="as likely more as less",
            mode="lines",
            line={"color": LIGHT["primary"], "dash": "dot"},
            hovertemplate="%{y:.3~g}",
        )
    chart.add_scatter(
        x=[goal.starts_on, goal.due_on],
        y=[goal.start_value, goal.target],
        name="an even pace",
        mode="lines",
        line={"color": LIGHT["silent"], "dash": "dash", "width": 1},
        hovertemplate="%{y:.3~g}",
    )
    chart.add_scatter(
        x=[goal.starts_on, *(point.day for point in progress.history), max(progress.as_of, goal.starts_on)],
        y=[goal.start_value, *(point.value for point in progress.history), progress.reached],
        name="reached",
        mode="lines",
        line={"color": LIGHT["primary"], "shape": "hv", "width": 3},
        hovertemplate="%{y:.3~g}",
    )
    dated = [milestone for milestone in milestones if milestone.due_on or milestone.reached_on]
    if dated:
        chart.add_scatter(
            x=[milestone.reached_on or milestone.due_on for milestone in dated],
            y=[goal.target if milestone.target is None else milestone.target for milestone in dated],
            text=[milestone.name for milestone in dated],
            name="milestones",
            mode="markers",
            marker={
                "symbol": ["diamond" if milestone.reached_on else "diamond-open" for milestone in dated],
                "size": 12,
                "color": LIGHT["rejection"],
            },
            hovertemplate="%{text}",
        )
    chart.add_hline(y=goal.target, line={"color": LIGHT["offer"], "width": 2})
    end_label(chart, goal.target, f"<b>{number(goal.target)}</b> to reach", LIGHT["offer"], yshift=9)
    if progress.reached != goal.target:
        end_label(chart, progress.reached, f"<b>{number(progress.reached)}</b> so far", LIGHT["primary"], yshift=-9)
    chart.update_xaxes(tickformat=DAYS)
    chart.update_yaxes(rangemode="tozero")
    return chart


def goal_progress_table(progress: GoalProgress) -> pd.DataFrame:
    """The chart's numbers."""
    reached = [(point.day, "reached", point.value, None, None) for point in progress.history]
    ahead = [(point.day, "expected", point.middle, point.low, point.high) for point in progress.fan[1:]]
    return pd.DataFrame([*reached, *ahead], columns=["Day", "What", "Amount", "Low", "High"])
