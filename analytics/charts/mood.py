"""Mood by week above what was sent and what came."""

from __future__ import annotations

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from analytics.charts.style import DAYS, LIGHT, MEANING, end_label, figure, translucent
from analytics.statistics.mood import Mood


def mood_chart(found: Mood, rejections_shown: bool = True) -> go.Figure:
    """A dot a week on the five-point scale; below it, a lane of columns each for applications and answers."""
    weeks = [week.monday for week in found.weeks]
    lanes = [
        ("Sent", "sent", [week.sent for week in found.weeks]),
        ("Invitations", "interview", [week.invitations for week in found.weeks]),
        ("Rejections", "rejection", [week.rejections for week in found.weeks]),
    ][: 3 if rejections_shown else 2]
    chart = make_subplots(
        rows=1 + len(lanes),
        cols=1,
        shared_xaxes=True,
        row_heights=[3, *(1 for _ in lanes)],
        vertical_spacing=0.05,
        figure=figure(height=460),
    )
    chart.add_trace(
        go.Scatter(
            x=weeks,
            y=[week.mood for week in found.weeks],
            mode="lines+markers",
            connectgaps=True,
            name="Mood",
            marker={"size": 9, "color": LIGHT["primary"]},
            line={"color": translucent(LIGHT["primary"], 0.6), "width": 2},
            hovertemplate="%{y:.1f} of 5",
        ),
        row=1,
        col=1,
    )
    for place, (name, meaning, counts) in enumerate(lanes, start=2):
        chart.add_trace(go.Bar(x=weeks, y=counts, name=name, marker_color=MEANING[meaning]), row=place, col=1)
        chart.update_yaxes(row=place, rangemode="tozero", nticks=3, tickformat="d")
        end_label(chart, max(counts) / 2, name.lower(), yref=f"y{place}")
    chart.update_yaxes(
        row=1, range=[0.7, 5.3], tickvals=[1, 2, 3, 4, 5], ticktext=["very low", "low", "between", "good", "very good"]
    )
    chart.update_xaxes(showline=False, tickformat=DAYS)
    chart.update_layout(bargap=0.2)
    return chart
