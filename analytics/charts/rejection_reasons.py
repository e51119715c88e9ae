"""How often each reason was named, as bars with their intervals; what is in one's hands has a colour of its own."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import plotly.graph_objects as go

from analytics.charts.style import COLOURS, SEQUENCE, figure
from analytics.statistics.rejection_reasons import ReasonShare, RejectionReasons

IN_MY_HANDS, NOT_IN_MY_HANDS = "Can be worked on", "Not in my hands"
COLOUR_OF = {IN_MY_HANDS: COLOURS["blue"], NOT_IN_MY_HANDS: COLOURS["grey"]}


def rejection_reasons_chart(result: RejectionReasons) -> go.Figure:
    """Shares with Wilson intervals where there are enough rejections with a reason, else counts."""
    chart = figure(height=110 + 42 * max(1, len(result.reasons)))
    for name, mine in ((IN_MY_HANDS, True), (NOT_IN_MY_HANDS, False)):
        shares = [share for share in result.reasons if share.reason.in_my_hands is mine]
        if shares:
            chart.add_trace(_bars(shares, name, result.enough))
    chart.update_xaxes(
        tickformat=".0%" if result.enough else "d", rangemode="tozero", dtick=None if result.enough else 1
    )
    chart.update_yaxes(categoryorder="array", categoryarray=[share.reason.label for share in reversed(result.reasons)])
    chart.update_layout(hovermode="closest", bargap=0.35)
    return chart


def _bars(shares: Sequence[ReasonShare], name: str, as_shares: bool) -> go.Bar:
    return go.Bar(
        y=[share.reason.label for share in shares],
        x=[share.share if as_shares else share.n for share in shares],
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [share.high - share.share for share in shares],
            "arrayminus": [share.share - share.low for share in shares],
            "visible": as_shares,
        },
        orientation="h",
        name=name,
        marker_color=COLOUR_OF[name],
        customdata=[share.n for share in shares],
        hovertemplate="%{y}: %{customdata} rejections<extra></extra>",
    )


def grouped_reasons_chart(results: Sequence[RejectionReasons]) -> go.Figure:
    """How many rejections of each group named each reason, and how many named none."""
    chart = figure(height=420)
    groups = [escape(str(result.group)) for result in results]
    named = {share.reason: None for result in results for share in result.reasons}
    for colour, reason in zip((*SEQUENCE, *COLOURS.values()), named, strict=False):
        counts = [next((it.n for it in result.reasons if it.reason is reason), 0) for result in results]
        chart.add_trace(go.Bar(x=groups, y=counts, name=reason.label, marker_color=colour))
    chart.update_layout(barmode="group")
    most = max((it.n for result in results for it in result.reasons), default=0)
    chart.update_yaxes(title_text="Rejections", rangemode="tozero", dtick=1 if most < 8 else None)
    chart.update_xaxes(type="category")
    return chart
