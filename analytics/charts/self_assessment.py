"""The themes as the person rates them and as others do, beside what employers praised and missed."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from analytics.charts.style import COLOURS, figure
from analytics.statistics.self_assessment import ThemeView


def theme_views_chart(views: Sequence[ThemeView]) -> go.Figure:
    """Left, scores from 1 to 5; right, in how many texts employers praised a theme (to the right) or missed it."""
    names = [view.theme.label for view in views]
    chart = make_subplots(
        rows=1,
        cols=2,
        shared_yaxes=True,
        horizontal_spacing=0.06,
        figure=figure(height=430),
        subplot_titles=("Scores, 1 to 5", "Texts of employers"),
    )
    for name, scores, symbol, colour in (
        ("Me", [view.own for view in views], "circle", COLOURS["blue"]),
        ("Others, on average", [view.others for view in views], "diamond-open", COLOURS["vermillion"]),
    ):
        chart.add_trace(
            go.Scatter(
                x=scores,
                y=names,
                mode="markers",
                name=name,
                marker={"size": 12, "symbol": symbol, "color": colour, "line": {"width": 2}},
            ),
            row=1,
            col=1,
        )
    for name, counts, colour in (
        ("Praised", [view.praised for view in views], COLOURS["green"]),
        ("Found missing", [view.missed for view in views], COLOURS["orange"]),
    ):
        chart.add_trace(go.Bar(x=counts, y=names, name=name, orientation="h", marker_color=colour), row=1, col=2)
    chart.update_xaxes(row=1, col=1, range=[0.6, 5.4], dtick=1)
    chart.update_xaxes(row=1, col=2, rangemode="tozero", tickformat="d")
    chart.update_yaxes(autorange="reversed")
    chart.update_layout(hovermode="closest", barmode="group", margin={"t": 70}, legend={"y": 1.12})
    return chart
