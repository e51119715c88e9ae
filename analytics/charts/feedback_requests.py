"""What came of asking: the share that replied, by group, and the days until a reply."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from analytics.charts.style import COLOURS, figure
from analytics.statistics.feedback_requests import RequestResults
from analytics.wording.feedback_requests import in_order, label

SHOWN_DAYS = 42
"""Nearly every reply comes within six weeks; the table knows the rest."""


def reply_rates_chart(results: Sequence[RequestResults]) -> go.Figure:
    """A dot a group with its interval; groups with too few settled requests are left to the table."""
    shown = [result for result in in_order(results) if result.reply_rate.enough]
    chart = figure(height=160 + 44 * len(shown))
    for result in shown:
        chart.add_trace(
            go.Scatter(
                x=[result.reply_rate.low, result.reply_rate.high],
                y=[label(result), label(result)],
                mode="lines",
                line={"color": COLOURS["sky"], "width": 6},
                hoverinfo="skip",
                showlegend=False,
            )
        )
    chart.add_trace(
        go.Scatter(
            x=[result.reply_rate.share for result in shown],
            y=[label(result) for result in shown],
            customdata=[[result.replied, result.settled] for result in shown],
            mode="markers",
            marker={"color": COLOURS["blue"], "size": 13},
            hovertemplate="%{y}: %{customdata[0]} of %{customdata[1]} replied<extra></extra>",
            showlegend=False,
        )
    )
    chart.update_xaxes(range=[0, 1], tickformat=".0%", title="replied")
    chart.update_yaxes(autorange="reversed")
    chart.update_layout(hovermode="closest")
    return chart


def reply_times_chart(result: RequestResults) -> go.Figure:
    """The share of requests that have brought feedback, and that were declined, by days since asking."""
    chart = figure(height=300)
    curve = result.curve
    for answer, name, colour in (("replied", "Replied", "blue"), ("declined", "Declined", "orange")):
        chart.add_trace(
            go.Scatter(
                x=[0, *curve.days],
                y=[0, *curve.answers[answer].share],
                name=name,
                mode="lines",
                line={"shape": "hv", "color": COLOURS[colour], "width": 3},
                hovertemplate="%{y:.0%}",
            )
        )
    chart.update_xaxes(title="days since asking", range=[0, SHOWN_DAYS])
    chart.update_yaxes(tickformat=".0%", rangemode="tozero")
    return chart
