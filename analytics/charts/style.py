"""How every chart looks: colours that colour-blind readers can tell apart, and one quiet layout."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import plotly.io as pio

# Okabe and Ito's palette, by name. https://jfly.uni-koeln.de/color/
COLOURS = {
    "orange": "#E69F00",
    "sky": "#56B4E9",
    "green": "#009E73",
    "yellow": "#F0E442",
    "blue": "#0072B2",
    "vermillion": "#D55E00",
    "purple": "#CC79A7",
    "grey": "#8C9196",
}

# The same colour for the same meaning on every page. A rejection is never red.
MEANING = {
    "interview": COLOURS["blue"],
    "offer": COLOURS["green"],
    "rejection": COLOURS["orange"],
    "withdrawal": COLOURS["purple"],
    "silent": COLOURS["grey"],
    "sent": COLOURS["sky"],
}

SEQUENCE = [COLOURS[name] for name in ("blue", "orange", "green", "purple", "sky", "vermillion", "grey")]

# Plotly would offer to upload the chart's data to a cloud service.
CONFIG: dict[str, Any] = {
    "showSendToCloud": False,
    "displaylogo": False,
    "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d"],
    "responsive": True,
}


def figure(height: int = 380) -> go.Figure:
    """An empty figure in the common layout; texts inherit the page's colours."""
    return go.Figure(
        layout=go.Layout(
            height=height,
            margin={"l": 10, "r": 10, "t": 30, "b": 10},
            colorway=SEQUENCE,
            legend={"orientation": "h", "yanchor": "bottom", "y": 1.02, "x": 0},
            hovermode="x unified",
            xaxis={"automargin": True, "fixedrange": True},
            yaxis={"automargin": True, "fixedrange": True},
        )
    )


def translucent(colour: str, opacity: float) -> str:
    """A hex colour as rgba, for bands."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, {opacity})"


def keep_private() -> None:
    """Takes the upload button out of every notebook renderer."""
    for name in pio.renderers:
        renderer = pio.renderers[name]
        if hasattr(renderer, "config"):
            renderer.config = {**(renderer.config or {}), "showSendToCloud": False}
