"""What has come by each day, as stacked areas; and groups side by side."""

from __future__ import annotations

from html import escape

import numpy as np
import plotly.graph_objects as go

from analytics.charts.style import COLOURS, MEANING, figure, translucent
from analytics.statistics.group_differences import SHARE_BY, GroupDifferences
from analytics.statistics.response_times import ResponseCurve
from analytics.wording.response_times import ANSWERS

LABELS = ANSWERS | {"silent": "Silent"}
SHOWN_DAYS = 120


def response_times_chart(curve: ResponseCurve) -> go.Figure:
    """Of all applications, what had come by each day; the dotted lines are the interval of the silent share."""
    chart = figure()
    days = np.concatenate([[0], curve.days])
    for answer, band in curve.answers.items():
        chart.add_trace(_area(answer, days, np.concatenate([[0.0], band.share])))
    chart.add_trace(_area("silent", days, np.concatenate([[1.0], curve.silent.share])))
    for edge, name in ((curve.silent.low, "fewest"), (curve.silent.high, "most")):
        chart.add_trace(_edge(days, np.concatenate([[1.0], edge]), f"Silent, at {name}", "dot"))
    chart.update_xaxes(title_text="Days since applying", range=[0, min(SHOWN_DAYS, curve.last_day)])
    chart.update_yaxes(tickformat=".0%", range=[0, 1])
    return chart


def _area(answer: str, days: np.ndarray, share: np.ndarray) -> go.Scatter:
    colour = MEANING[answer]
    return go.Scatter(
        x=days,
        y=share,
        name=LABELS[answer],
        stackgroup="all",
        line={"shape": "hv", "color": colour, "width": 0.5},
        fillcolor=translucent(colour, 0.25 if answer == "silent" else 0.8),
        hovertemplate="%{y:.0%}",
    )


def _edge(days: np.ndarray, silent: np.ndarray, name: str, dash: str) -> go.Scatter:
    """A line where the silent area would begin."""
    return go.Scatter(
        x=days,
        y=1 - silent,
        name=name,
        mode="lines",
        line={"shape": "hv", "color": COLOURS["grey"], "width": 1, "dash": dash},
        hoverinfo="skip",
        showlegend=dash == "dash",
    )


def group_differences_chart(differences: GroupDifferences) -> go.Figure:
    """Each group's answered share with its interval, and where it lies when drawn towards all together."""
    known = [one for one in differences.groups if one.enough and one.answered.value is not None]
    names = [f"{escape(one.group)} ({one.n})" for one in known]
    chart = figure(height=max(220, 90 + 28 * len(known)))
    chart.add_trace(
        go.Scatter(
            x=[one.answered.value for one in known],
            y=names,
            mode="markers",
            name="As counted",
            marker={"color": COLOURS["blue"], "size": 10},
            error_x={
                "type": "data",
                "symmetric": False,
                "array": [_reach(one.answered.high, one.answered.value) for one in known],
                "arrayminus": [_reach(one.answered.value, one.answered.low) for one in known],
                "color": COLOURS["blue"],
                "thickness": 1.2,
            },
            hovertemplate="%{x:.0%}",
        )
    )
    chart.add_trace(
        go.Scatter(
            x=[one.drawn.value for one in known],
            y=names,
            mode="markers",
            name="Drawn towards all together",
            marker={"color": COLOURS["orange"], "size": 9, "symbol": "diamond-open"},
            hovertemplate="%{x:.0%}",
        )
    )
    if differences.whole.value is not None:
        chart.add_vline(differences.whole.value, line={"color": COLOURS["grey"], "dash": "dot"})
    chart.update_layout(hovermode="closest")
    chart.update_xaxes(title_text=f"Answered by day {SHARE_BY}", tickformat=".0%", range=[0, 1])
    chart.update_yaxes(autorange="reversed")
    return chart


def _reach(end: float | None, start: float | None) -> float:
    return 0.0 if end is None or start is None else end - start
