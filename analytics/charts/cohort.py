"""A cohort's shares: a shaded table, a dot with its range for each part, and how the share of answers grows by day."""

from __future__ import annotations

from collections.abc import Sequence, Set
from html import escape
from typing import Any

import plotly.graph_objects as go

from analytics.charts.heat_table import Cell, heat_table
from analytics.charts.style import LIGHT, SEQUENCE, end_labels, figure
from analytics.statistics.cohort import CohortShare, Part
from analytics.wording import numbers as written
from analytics.wording.cohort import cell, grid, group_name


def shares_of_students(shares: Sequence[CohortShare]) -> go.Figure:
    """A dot with its range for every part of one group that is shown, the first part on top."""
    shown = [share for share in shares if share.share is not None]
    labels = [share.part.label for share in shown]
    chart = figure(height=70 + 34 * max(len(shown), 1), end_labels=False)
    chart.add_trace(
        go.Scatter(
            x=[share.share for share in shown],
            y=labels,
            error_x=_ranges(shown),
            mode="markers+text",
            text=[written.percent(share.share or 0.0) for share in shown],
            textposition="top center",
            cliponaxis=False,
            marker={"color": LIGHT["primary"], "size": 10},
            hovertemplate="%{y}: %{text}<extra></extra>",
        )
    )
    chart.update_layout(margin_t=36, margin_r=30)
    chart.update_xaxes(tickformat=".0%", range=[0, 1])
    chart.update_yaxes(categoryorder="array", categoryarray=labels[::-1], ticksuffix="  ")
    return chart


def answers_by_day(shares: Sequence[CohortShare]) -> go.Figure:
    """The share of students' applications with an answer by each day: a line a group, its name at its end."""
    chart = figure(height=340)
    by_day = [share for share in shares if share.part.day is not None and share.share is not None]
    ends: list[tuple[float, str, str]] = []
    for place, group in enumerate(dict.fromkeys(share.group for share in by_day)):
        line = [share for share in by_day if share.group == group]
        colour = SEQUENCE[place % len(SEQUENCE)]
        chart.add_trace(
            go.Scatter(
                x=[share.part.day for share in line],
                y=[share.share for share in line],
                mode="lines+markers",
                name=escape(group_name(group)),
                line={"color": colour},
                hovertemplate="day %{x}: %{y:.0%}<extra>%{fullData.name}</extra>",
            )
        )
        last = line[-1].share or 0.0
        ends.append((last, f"{escape(group_name(group))} {written.percent(last)}", colour))
    # Room above the highest line for names that are moved up.
    top = 1.35 * max((share.share or 0.0 for share in by_day), default=1.0)
    end_labels(chart, ends, top)
    chart.update_xaxes(tickvals=sorted({share.part.day for share in by_day if share.part.day}), tickprefix="day ")
    chart.update_yaxes(tickformat=".0%", range=[0, top])
    return chart


def table_of_shares(shares: Sequence[CohortShare], caption: str, stands_out: Set[tuple[Part, str]]) -> str:
    """The shares as an HTML table, each cell shaded by its share; what stands out from the other groups is framed."""
    laid_out = grid(shares)
    rows = {
        name: [Cell(cell(share), share.share or 0.0, (share.part, share.group) in stands_out) for share in of_row]
        for name, of_row in laid_out.rows
    }
    return heat_table(laid_out.columns, rows, caption)


def _ranges(shares: Sequence[CohortShare]) -> dict[str, Any]:
    ends = [(share.share or 0.0, share.low, share.high) for share in shares]
    return {
        "type": "data",
        "array": [0.0 if high is None else high - share for share, _, high in ends],
        "arrayminus": [0.0 if low is None else share - low for share, low, _ in ends],
        "color": LIGHT["range"],
        "thickness": 5,
        "width": 0,
    }
