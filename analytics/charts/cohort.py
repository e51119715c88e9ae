"""Shares of students with their intervals: bars of reasons, a line by days, a line by months."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from analytics.charts.style import LIGHT, MEANING, SEQUENCE, figure
from analytics.statistics.cohort import CohortShare

OF_PART = MEANING | {"any answer": LIGHT["primary"], "undated": LIGHT["range"]}


def cohort_chart(shares: list[CohortShare], by: str | None = None) -> go.Figure:
    """A dot with its interval for every share that is shown; lines over days where there are days, and over months."""
    if by == "month":
        return _over_months(shares)
    if any(share.day is not None for share in shares):
        return _over_days(shares)
    groups = list(dict.fromkeys(share.group for share in shares))
    shown = [share for share in shares if share.share is not None]
    labels = list(dict.fromkeys(share.label for share in shown))
    chart = figure(height=110 + max(len(labels), 1) * (26 + 14 * len(groups)))
    for place, group in enumerate(groups):
        chart.add_trace(
            _dots([share for share in shown if share.group == group], group, SEQUENCE[place % len(SEQUENCE)])
        )
    chart.update_layout(scattermode="group", showlegend=len(groups) > 1, legend={"orientation": "h", "y": 1.1})
    chart.update_xaxes(tickformat=".0%", rangemode="tozero", title="Share of students")
    chart.update_yaxes(categoryorder="array", categoryarray=labels[::-1])
    return chart


def _dots(shares: list[CohortShare], group: str, colour: str) -> go.Scatter:
    return go.Scatter(
        x=[share.share for share in shares],
        y=[share.label for share in shares],
        error_x=_error(shares),
        name=group,
        mode="markers",
        orientation="h",
        marker={"color": colour, "size": 9},
        customdata=[(share.low, share.high, share.n, share.of) for share in shares],
        hovertemplate="%{y}<br>%{x:.0%} (%{customdata[0]:.0%} to %{customdata[1]:.0%})"
        "<br>about %{customdata[2]} of %{customdata[3]} students",
    )


def _over_days(shares: list[CohortShare]) -> go.Figure:
    groups = list(dict.fromkeys(share.group for share in shares))
    parts = list(dict.fromkeys(share.part for share in shares))[: None if len(groups) == 1 else 1]
    chart = figure(height=400)
    for place, (group, part) in enumerate((group, part) for group in groups for part in parts):
        line = [s for s in shares if (s.group, s.part) == (group, part) and s.share is not None]
        if line and len(groups) == 1:
            chart.add_trace(_line([s.day for s in line], line, line[0].label, OF_PART[part]))
        elif line:
            chart.add_trace(_line([s.day for s in line], line, group, SEQUENCE[place % len(SEQUENCE)]))
    chart.update_layout(showlegend=True, legend={"orientation": "h", "y": 1.1})
    chart.update_xaxes(title="Days after applying", tickvals=sorted({s.day for s in shares if s.day is not None}))
    chart.update_yaxes(tickformat=".0%", rangemode="tozero", title="Share of students' applications")
    return chart


def _over_months(shares: list[CohortShare]) -> go.Figure:
    """A line for each part, as it was by the last day where there are days."""
    last = max((share.day for share in shares if share.day is not None), default=None)
    chart = figure(height=400)
    for place, part in enumerate(dict.fromkeys(share.part for share in shares)):
        line = [s for s in shares if (s.part, s.day) == (part, last) and s.share is not None]
        if line:
            colour = OF_PART.get(part, SEQUENCE[place % len(SEQUENCE)])
            chart.add_trace(_line([s.group for s in line], line, line[0].label, colour))
    chart.update_layout(showlegend=True)
    chart.update_xaxes(
        title="Month of applying", type="category", categoryorder="array",
        categoryarray=list(dict.fromkeys(share.group for share in shares)),
    )  # fmt: skip
    chart.update_yaxes(tickformat=".0%", rangemode="tozero", title=f"Share{f' by day {last}' if last else ''}")
    return chart


def _line(places: Sequence[object], shares: list[CohortShare], name: str, colour: str) -> go.Scatter:
    return go.Scatter(
        x=places,
        y=[share.share for share in shares],
        error_y=_error(shares),
        name=name,
        mode="lines+markers",
        line={"color": colour},
        customdata=[(share.n, share.of) for share in shares],
        hovertemplate="%{y:.0%} (about %{customdata[0]} of %{customdata[1]})",
    )


def _error(shares: list[CohortShare]) -> dict[str, object]:
    return {
        "type": "data",
        "array": [(share.high or 0) - (share.share or 0) for share in shares],
        "arrayminus": [(share.share or 0) - (share.low or 0) for share in shares],
        "color": LIGHT["quiet"],
        "thickness": 1.5,
        "width": 3,
    }
