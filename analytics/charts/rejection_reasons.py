"""How often each reason was named, in two blocks: what can be worked on is filled, the rest hollow."""

from __future__ import annotations

import plotly.graph_objects as go

from analytics.charts.style import LIGHT, figure
from analytics.statistics.rejection_reasons import ReasonShare, RejectionReasons
from analytics.wording.numbers import PERCENTAGE_FROM, number, percent
from analytics.wording.rejection_reasons import IN_MY_HANDS, NOT_IN_MY_HANDS

MOST_DOTS = 16
"""So many dots of one row fit a phone; a longer row is bars."""

DOTS_APART = 8
"""Fewer dots than these stand no further apart than so many would."""


def rejection_reasons_chart(result: RejectionReasons) -> go.Figure:
    """A dot a rejection below twenty rejections with a reason; from twenty on a bar with its 95% range."""
    mine = [share for share in result.reasons if share.reason.in_my_hands]
    others = [share for share in result.reasons if not share.reason.in_my_hands]
    blocks = [(name, shares) for name, shares in ((IN_MY_HANDS, mine), (NOT_IN_MY_HANDS, others)) if shares]
    chart = figure(height=50 + 32 * (len(result.reasons) + len(blocks)), end_labels=False)
    dots = result.stated < PERCENTAGE_FROM and max(share.n for share in result.reasons) <= MOST_DOTS
    widest = max(share.n for share in result.reasons) if dots else max(_highest(share) for share in result.reasons)
    place, names = 0, []
    for name, shares in blocks:
        chart.add_annotation(
            x=0, xref="paper", xanchor="left", y=place, text=f"<b>{name}</b>", showarrow=False, yshift=2
        )
        for row, share in enumerate(shares, start=place + 1):
            names.append((row, share.reason.label))
            (_dots if dots else _bar)(chart, row, share, result.stated)
        place += 1 + len(shares)
    chart.update_yaxes(
        range=[place - 0.5, -0.6], showgrid=False, tickvals=[row for row, _ in names],
        ticktext=[name for _, name in names], tickfont={"size": 14, "color": LIGHT["text"]},
    )  # fmt: skip
    reach = max(widest, DOTS_APART) + 2.4 if dots else min(1.0, widest) * 1.25
    return chart.update_xaxes(visible=False, range=[0, reach])


def _highest(share: ReasonShare) -> float:
    """Where its range ends; the share itself, where two people's numbers say nothing of others."""
    return share.share if share.found.high is None else share.found.high


def _lowest(share: ReasonShare) -> float:
    return share.share if share.found.low is None else share.found.low


def _dots(chart: go.Figure, row: int, share: ReasonShare, stated: int) -> None:
    filled = share.reason.in_my_hands
    chart.add_trace(
        go.Scatter(
            x=[place + 0.5 for place in range(share.n)], y=[row] * share.n, mode="markers", hoverinfo="skip",
            marker={
                "size": 15,
                "color": LIGHT["primary"] if filled else LIGHT["page"],
                "line": {"width": 2, "color": LIGHT["primary"] if filled else LIGHT["silent"]},
            },
        )
    )  # fmt: skip
    _count(chart, share.n + 0.3, row, f"<b>{number(share.n)}</b> of {number(stated)}")


def _bar(chart: go.Figure, row: int, share: ReasonShare, stated: int) -> None:
    filled = share.reason.in_my_hands
    chart.add_trace(
        go.Bar(
            x=[share.share], y=[row], orientation="h", width=0.55,
            marker={
                "color": LIGHT["range"] if filled else LIGHT["page"],
                "line": {"width": 1.5, "color": LIGHT["primary"] if filled else LIGHT["silent"]},
            },
            error_x={
                "type": "data", "symmetric": False, "array": [_highest(share) - share.share],
                "arrayminus": [share.share - _lowest(share)], "color": LIGHT["quiet"], "thickness": 1.5, "width": 3,
            },
            hovertemplate=f"{share.n} of {stated} rejections with a reason<extra></extra>",
        )
    )  # fmt: skip
    _count(chart, _highest(share), row, f"<b>{percent(share.share)}</b> {number(share.n)}")


def _count(chart: go.Figure, x: float, row: int, text: str) -> None:
    chart.add_annotation(x=x, y=row, text=text, xanchor="left", xshift=6, showarrow=False)
