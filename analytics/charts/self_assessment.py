"""The themes as the person rates them and as others do, beside what employers praised and missed."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from analytics.charts.style import LIGHT, figure
from analytics.statistics.self_assessment import ThemeView


def theme_views_chart(views: Sequence[ThemeView]) -> go.Figure:
    """Above, scores from 1 to 5; below, in how many texts employers praised a theme or found it missing."""
    names = [view.theme.label for view in views]
    chart = make_subplots(
        rows=2,
        cols=1,
        vertical_spacing=0.12,
        figure=figure(height=720),
        subplot_titles=("● me, ◇ others on average: from 1 to 5", "Texts of employers: praised (blue), missed (ochre)"),
    )
    for name, scores, symbol, colour in (
        ("Me", [view.own for view in views], "circle", LIGHT["primary"]),
        ("Others, on average", [view.others for view in views], "diamond-open", LIGHT["rejection"]),
    ):
        marker = {"size": 12, "symbol": symbol, "color": colour, "line": {"width": 2, "color": colour}}
        chart.add_trace(go.Scatter(x=scores, y=names, mode="markers", name=name, marker=marker), row=1, col=1)
    for name, counts, colour in (
        ("Praised", [view.praised for view in views], LIGHT["invited"]),
        ("Found missing", [view.missed for view in views], LIGHT["rejection"]),
    ):
        chart.add_trace(go.Bar(x=counts, y=names, name=name, orientation="h", marker_color=colour), row=2, col=1)
    chart.update_xaxes(row=1, col=1, range=[0.6, 5.4], dtick=1)
    chart.update_xaxes(row=2, col=1, rangemode="tozero", tickformat="d", autorangeoptions={"include": 5})
    chart.update_yaxes(autorange="reversed", categoryorder="array", categoryarray=names)
    return chart.update_layout(barmode="group", margin={"t": 40, "r": 12})
