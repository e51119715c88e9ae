"""What came of asking: the share that replied, by group, and the days until a reply."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from analytics.charts.style import LIGHT, MEANING, MEANING_TEXT, end_label, figure
from analytics.statistics.feedback_requests import RequestResults
from analytics.wording.feedback_requests import in_order, label
from analytics.wording.numbers import cases, percent

SHOWN_DAYS = 42
"""Nearly every reply comes within six weeks; the table knows the rest."""


def reply_rates_chart(results: Sequence[RequestResults]) -> go.Figure:
    """A dot a group with its range; groups with too few settled requests are left to the table."""
    shown = [result for result in in_order(results) if result.reply_rate.enough]
    chart = figure(height=70 + 44 * len(shown), end_labels=False)
    for result in shown:
        chart.add_trace(
            go.Scatter(
                x=[result.reply_rate.low, result.reply_rate.high],
                y=[label(result), label(result)],
                mode="lines",
                line={"color": LIGHT["range"], "width": 6},
                hoverinfo="skip",
            )
        )
    chart.add_trace(
        go.Scatter(
            x=[result.reply_rate.share for result in shown],
            y=[label(result) for result in shown],
            text=[cases(result.replied, result.settled) for result in shown],
            mode="markers+text",
            textposition="top center",
            marker={"color": LIGHT["primary"], "size": 12},
            hovertemplate="%{y}: %{text} replied<extra></extra>",
        )
    )
    chart.update_xaxes(range=[-0.02, 1.02], tickvals=[0, 0.5, 1], tickformat=".0%")
    return chart.update_yaxes(autorange="reversed", showgrid=False, tickfont={"size": 14, "color": LIGHT["text"]})


def reply_times_chart(result: RequestResults) -> go.Figure:
    """The share of requests that have brought feedback, and that were declined, by days since asking."""
    chart = figure(height=300)
    curve = result.curve
    for answer, name, meaning in (("replied", "replied", "interview"), ("declined", "declined", "rejection")):
        shares = [0, *curve.answers[answer].share]
        chart.add_trace(
            go.Scatter(
                x=[0, *curve.days],
                y=shares,
                mode="lines",
                name=name.capitalize(),
                line={"shape": "hv", "color": MEANING[meaning], "width": 3},
                hovertemplate="%{y:.0%} " + name + " by day %{x}<extra></extra>",
            )
        )
        end_label(chart, shares[-1], f"<b>{percent(shares[-1])}</b> {name}", MEANING_TEXT[meaning])
    chart.update_xaxes(
        range=[0, SHOWN_DAYS], tickvals=[0, 7, 14, 28, 42], ticktext=["asked", "7", "day 14", "28", "42"]
    )
    return chart.update_yaxes(tickformat=".0%", rangemode="tozero")
