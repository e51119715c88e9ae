"""What a silence still holds: the chance of an answer by the days waited, with one's own applications on it."""

from __future__ import annotations

from html import escape

import plotly.graph_objects as go

from analytics.charts.style import COLOURS, MEANING, figure
from analytics.statistics.waiting_list import Suggestion, WaitingList
from analytics.wording.waiting_list import SUGGESTIONS

SHOWN_DAYS = 120
COLOUR_OF = {
    Suggestion.WAIT: COLOURS["sky"],
    Suggestion.FOLLOW_UP: COLOURS["green"],
    Suggestion.LET_GO: COLOURS["grey"],
    Suggestion.NOT_KNOWN: COLOURS["grey"],
}


def waiting_list_chart(result: WaitingList) -> go.Figure:
    """The chance of a reply and of an invitation within 30 days, given the silence so far."""
    chart = figure(height=320)
    shown = [one for one in result.prospects if one.days_silent <= SHOWN_DAYS]
    days = [one.days_silent for one in shown]
    for name, chances, colour in (
        ("Any answer", [one.reply for one in shown], COLOURS["grey"]),
        ("An invitation", [one.invitation for one in shown], MEANING["interview"]),
    ):
        line = {"color": colour, "width": 2}
        chart.add_trace(go.Scatter(x=days, y=chances, name=name, mode="lines", line=line, hovertemplate="%{y:.0%}"))
    for suggestion in Suggestion:
        mine = [one for one in result.waiting if one.suggestion is suggestion and one.days_silent <= SHOWN_DAYS]
        chart.add_trace(
            go.Scatter(
                x=[one.days_silent for one in mine],
                y=[one.reply_later for one in mine],
                name=SUGGESTIONS[suggestion],
                mode="markers",
                marker={"color": COLOUR_OF[suggestion], "size": 10, "line": {"width": 1}},
                text=[escape(one.employer or "no name") for one in mine],
                hovertemplate="%{text}: %{y:.0%}",
            )
        )
    chart.update_xaxes(title_text="Days silent so far", range=[0, SHOWN_DAYS])
    chart.update_yaxes(title_text="Chance within 30 days", tickformat=".0%", rangemode="tozero")
    return chart
