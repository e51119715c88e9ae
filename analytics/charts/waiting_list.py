"""What a silence still holds: the chance of an answer by the days waited, with one's own applications on it."""

from __future__ import annotations

from html import escape

import plotly.graph_objects as go

from analytics.charts.style import LIGHT, MEANING, end_label, figure
from analytics.statistics.waiting_list import Suggestion, WaitingList

SHOWN_DAYS = 120
FILL_OF = {Suggestion.FOLLOW_UP: LIGHT["primary"], Suggestion.LET_GO: LIGHT["silent"]}
"""What is due and what may be let go; whatever needs time, or is not known, is hollow."""


def waiting_list_chart(result: WaitingList) -> go.Figure:
    """The chance of an answer and of an invitation within 30 days, given the silence so far; a dot an application."""
    chart = figure(height=320)
    shown = [one for one in result.prospects if one.days_silent <= SHOWN_DAYS]
    days = [one.days_silent for one in shown]
    for name, chances, colour in (
        ("any answer", [one.reply for one in shown], LIGHT["text"]),
        ("an invitation", [one.invitation for one in shown], MEANING["interview"]),
    ):
        line = {"color": colour, "width": 2}
        chart.add_trace(go.Scatter(x=days, y=chances, mode="lines", line=line, hovertemplate="%{y:.0%}"))
        last = next((chance for chance in reversed(chances) if chance is not None), 0.0)
        end_label(chart, last, name, colour, yshift=10 if name == "any answer" else -6)
    for suggestion in Suggestion:
        mine = [one for one in result.waiting if one.suggestion is suggestion and one.days_silent <= SHOWN_DAYS]
        chart.add_trace(
            go.Scatter(
                x=[one.days_silent for one in mine],
                y=[one.reply_later for one in mine],
                mode="markers",
                marker={
                    "color": FILL_OF.get(suggestion, LIGHT["page"]),
                    "size": 10,
                    "line": {"width": 2, "color": LIGHT["primary"]},
                },
                text=[escape(one.employer or "no name") for one in mine],
                hovertemplate="%{text}: %{y:.0%}<extra></extra>",
            )
        )
    marks = [day for day in (0, 14, 30, 60, 90, 120) if day <= max(days, default=0)]
    words = [f"day {day}" if day == marks[-1] else str(day) for day in marks]
    chart.update_xaxes(range=[0, max(days, default=SHOWN_DAYS)], tickvals=marks, ticktext=words)
    return chart.update_yaxes(tickformat=".0%", rangemode="tozero")
