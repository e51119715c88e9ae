"""How every chart looks: five meanings in five colours that colour-blind readers tell apart, and one quiet template.

    chart = figure(height=320)      # a picture for a page, a notebook or a report
    dark(chart)                     # the same on a dark page

The template is registered with Plotly as `stepping_stone` (and `stepping_stone_dark`), so that an analyst's own figure
looks alike: `plotly.io.templates.default = "stepping_stone"`.
"""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

import plotly.graph_objects as go
import plotly.io as pio

LIGHT = {
    "page": "#fcfbf8",
    "panel": "#f4f2ec",
    "line": "#d8d4c9",
    "text": "#0a1213",
    "quiet": "#55605f",
    "primary": "#0f5c66",
    "range": "#8fb3b4",
    "invited": "#2f86c1",
    "offer": "#17493b",
    "rejection": "#c27a1a",
    "withdrawal": "#75337a",
    "silent": "#7a827f",
    "invited_text": "#1c5f93",
    "rejection_text": "#7c4a05",
}
"""What each colour is for, on a light page. A fill has 3:1 against the page, a text 4.5:1 or more."""

DARK = {
    "page": "#12191a",
    "panel": "#1b2425",
    "line": "#354243",
    "text": "#eceeeb",
    "quiet": "#a9b1af",
    "primary": "#5fb8b4",
    "range": "#2f5f63",
    "invited": "#4a9bdb",
    "offer": "#45d9a5",
    "rejection": "#c9982f",
    "withdrawal": "#e6c8e8",
    "silent": "#7f8985",
    "invited_text": "#9ccdf2",
    "rejection_text": "#eec27a",
}

# The same colour for the same meaning on every page. A rejection is ochre and never red.
MEANING = {
    "interview": LIGHT["invited"],
    "offer": LIGHT["offer"],
    "rejection": LIGHT["rejection"],
    "withdrawal": LIGHT["withdrawal"],
    "silent": LIGHT["silent"],
    "sent": LIGHT["silent"],
}

MEANING_TEXT = {
    "interview": LIGHT["invited_text"],
    "offer": LIGHT["offer"],
    "rejection": LIGHT["rejection_text"],
    "withdrawal": LIGHT["withdrawal"],
    "silent": LIGHT["quiet"],
}

SEQUENCE = [LIGHT[name] for name in ("primary", "rejection", "withdrawal", "invited", "silent", "offer")]

# Plotly would offer to upload the chart's data to a cloud service.
CONFIG: dict[str, Any] = {"showSendToCloud": False, "displaylogo": False, "displayModeBar": False, "responsive": True}

DAYS = "%-d %b"
"""How an axis of days writes them: 24 Nov."""

END_LABELS = 130
"""The margin at the right, in which the ends of lines and bands have their labels."""

LETTERS, LINE, FRAME = 19, 19, 90
"""How many letters fit into it, how high a line of them is, and how much of a chart's height is not the picture."""


def figure(height: int = 360, end_labels: bool = True) -> go.Figure:
    """An empty figure in the common template; without `end_labels` it reaches to the right edge."""
    chart = go.Figure(layout={"template": "stepping_stone", "height": height})
    return chart if end_labels else chart.update_layout(margin_r=12)


def end_label(chart: go.Figure, y: float, text: str, colour: str = LIGHT["text"], **more: Any) -> None:
    """Words at the right end of a line or band, in place of a legend."""
    place = {"x": 1, "xref": "paper", "xanchor": "left", "xshift": 8, "align": "left", "showarrow": False}
    chart.add_annotation(y=y, text=text, font={"color": colour}, **{**place, **more})


def end_labels(chart: go.Figure, labels: Sequence[tuple[float, str, str]], top: float) -> None:
    """A label (height, words, colour) for each of several ends, moved apart where two would lie over each other.

    `top` is where the axis ends, and no label reaches above it. Long words are broken, as the margin is narrow.
    """
    line = top * LINE / ((chart.layout.height or 360) - FRAME)
    placed: list[tuple[float, float, str, str]] = []
    reached = float("-inf")
    for y, words, colour in sorted(labels):
        text = "<br>".join(wrap(words, LETTERS + len("<b></b>") * words.count("<b>")))
        half = line * (text.count("<br>") + 1) / 2
        at = max(y, reached + half)
        reached = at + half
        placed.append((at, half, text, colour))
    limit = top
    for at, half, text, colour in reversed(placed):
        lowered = min(at, limit - half)
        limit = lowered - half
        end_label(chart, lowered, text, colour)


def translucent(colour: str, opacity: float) -> str:
    """A hex colour as rgba, for bands."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, {opacity})"


def dark(chart: go.Figure) -> go.Figure:
    """The same figure for a dark page: every colour by the one of the same meaning there."""
    drawn = chart.to_json()
    for name, colour in LIGHT.items():
        for light, other in ((colour, DARK[name]), (_rgb(colour), _rgb(DARK[name]))):
            drawn = drawn.replace(light, f"\0{other[:1]}\0{other[1:]}")
    return pio.from_json(drawn.replace("\0", ""), skip_invalid=True)


def titled(chart: go.Figure, title: str, foot: str) -> go.Figure:
    """The figure with its title and what is counted inside, for a notebook or a file of its own."""
    chart = go.Figure(chart)
    margin = chart.layout.margin
    chart.update_layout(
        title={"text": title, "x": 0, "xref": "paper"},
        margin_t=(margin.t or 30) + 44,
        margin_b=(margin.b or 30) + 40,
        height=(chart.layout.height or 360) + 84,
    )
    return chart.add_annotation(
        text=foot, x=0, xref="paper", xanchor="left", y=0, yref="paper", yanchor="top", yshift=-52, showarrow=False,
        font={"size": 13, "color": LIGHT["quiet"]},
    )  # fmt: skip


def _rgb(colour: str) -> str:
    return translucent(colour, 0).removesuffix(", 0)") + ", "


def _template(tokens: dict[str, str]) -> go.layout.Template:
    axis = {
        "automargin": True,
        "fixedrange": True,
        "zeroline": False,
        "title": {"text": ""},
        "tickfont": {"size": 13, "color": tokens["quiet"]},
        "linecolor": tokens["line"],
    }
    return go.layout.Template(
        layout={
            "font": {"family": '"Source Sans", "Source Sans 3", sans-serif', "size": 14, "color": tokens["text"]},
            "title": {"font": {"family": '"Source Serif", "Source Serif 4", serif', "size": 20}},
            "paper_bgcolor": "rgba(0, 0, 0, 0)",
            "plot_bgcolor": "rgba(0, 0, 0, 0)",
            "colorway": [tokens[name] for name in ("primary", "rejection", "withdrawal", "invited", "silent", "offer")],
            "margin": {"l": 10, "r": END_LABELS, "t": 24, "b": 30},
            "showlegend": False,
            "hovermode": "closest",
            "hoverlabel": {
                "bgcolor": tokens["panel"],
                "font": {"color": tokens["text"]},
                "bordercolor": tokens["line"],
            },
            "xaxis": {**axis, "showgrid": False, "showline": True},
            "yaxis": {**axis, "gridcolor": tokens["line"]},
        }
    )


def register() -> None:
    """Makes the templates known to Plotly."""
    pio.templates["stepping_stone"] = _template(LIGHT)
    pio.templates["stepping_stone_dark"] = _template(DARK)


def keep_private() -> None:
    """Takes the upload button out of every notebook renderer."""
    for name in pio.renderers:
        renderer = pio.renderers[name]
        if hasattr(renderer, "config"):
            renderer.config = {**(renderer.config or {}), "showSendToCloud": False}
