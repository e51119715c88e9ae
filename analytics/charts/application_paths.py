"""The ways applications went: bands from sent to where each stands, with the count at every end."""

from __future__ import annotations

import plotly.graph_objects as go

from analytics.charts.style import LIGHT, MEANING, figure, translucent
from analytics.statistics.application_paths import ApplicationPaths, Step
from analytics.wording.application_paths import ENDS
from analytics.wording.numbers import number

SENT_AT, INVITED_AT, END_AT, THICK = 0.0, 0.5, 1.0, 0.018
GAP = 0.07
"""Between two ends, of the height of all together: a line of text, however thin the bands are."""

DIRECT = (Step.SILENT, Step.UNRECORDED, Step.WITHDRAWN, Step.REJECTED)
AFTER = (Step.REJECTED_AFTER_INVITATION, Step.WITHDRAWN_AFTER_INVITATION, Step.IN_PROCESS, Step.OFFERED)

COLOUR_OF = {
    Step.SENT: MEANING["sent"],
    Step.INVITED: MEANING["interview"],
    Step.UNRECORDED: LIGHT["line"],
    Step.OFFERED: MEANING["offer"],
    Step.REJECTED: MEANING["rejection"],
    Step.REJECTED_AFTER_INVITATION: MEANING["rejection"],
    Step.WITHDRAWN: MEANING["withdrawal"],
    Step.WITHDRAWN_AFTER_INVITATION: MEANING["withdrawal"],
    Step.IN_PROCESS: MEANING["interview"],
    Step.SILENT: MEANING["silent"],
}


def application_paths_chart(paths: ApplicationPaths) -> go.Figure:
    """From sent to where each application stands, as thick as there are applications."""
    reached: dict[Step, int] = {}
    for flow in paths.flows:
        reached[flow.target] = reached.get(flow.target, 0) + flow.n
    ends = [step for step in (*DIRECT, *AFTER) if step in reached]
    chart = figure(height=max(240, 120 + 34 * len(ends)))
    top = -GAP * (len(ends) - 1) / 2
    places: dict[Step, float] = {}
    for step in ends:
        places[step] = top
        top += reached[step] / paths.n + GAP
    _node(chart, Step.SENT, SENT_AT, 0.0, 1.0)
    _words(chart, SENT_AT, 0.5, f"<b>{number(paths.n)}</b> sent", "right")
    at = _bands(chart, [step for step in ends if step in DIRECT], reached, paths.n, SENT_AT, 0.0, places)
    invited = reached.get(Step.INVITED, 0)
    if invited:
        _band(chart, Step.INVITED, SENT_AT, at, INVITED_AT, at, invited / paths.n)
        _node(chart, Step.INVITED, INVITED_AT, at, at + invited / paths.n)
        _bands(chart, [step for step in ends if step in AFTER], reached, paths.n, INVITED_AT, at, places)
        _words(chart, INVITED_AT, at + invited / paths.n, f"<b>{number(invited)}</b> invited", "center")
    for step in ends:
        height = reached[step] / paths.n
        _node(chart, step, END_AT, places[step], places[step] + height)
        _words(chart, END_AT, places[step] + height / 2, f"<b>{number(reached[step])}</b> {ENDS[step]}", "left")
    spread = GAP * len(ends) / 2
    chart.update_xaxes(range=[SENT_AT - 0.02, END_AT + 0.03], visible=False)
    chart.update_yaxes(range=[1 + spread + 0.08, -spread], visible=False)
    return chart.update_layout(margin={"l": 76, "r": 150, "t": 4, "b": 4})


def _bands(
    chart: go.Figure, steps: list[Step], reached: dict[Step, int], n: int, x: float, y: float, places: dict[Step, float]
) -> float:
    """A band a step, from one node downwards; where the node is used up."""
    for step in steps:
        height = reached[step] / n
        _band(chart, step, x, y, END_AT, places[step], height)
        y += height
    return y


def _band(chart: go.Figure, step: Step, x: float, y: float, to_x: float, to_y: float, height: float) -> None:
    start, end, middle = x + THICK / 2, to_x - THICK / 2, (x + to_x) / 2
    path = (
        f"M {start},{y} C {middle},{y} {middle},{to_y} {end},{to_y} L {end},{to_y + height} "
        f"C {middle},{to_y + height} {middle},{y + height} {start},{y + height} Z"
    )
    chart.add_shape(type="path", path=path, fillcolor=translucent(COLOUR_OF[step], 0.28), line_width=0)


def _node(chart: go.Figure, step: Step, x: float, top: float, bottom: float) -> None:
    chart.add_shape(
        type="rect", x0=x - THICK / 2, x1=x + THICK / 2, y0=top, y1=bottom, fillcolor=COLOUR_OF[step], line_width=0
    )


def _words(chart: go.Figure, x: float, y: float, text: str, side: str) -> None:
    """Words right of an end, left of the beginning, or under a node between."""
    away = {"left": {"xshift": 12}, "right": {"xshift": -12}, "center": {"yshift": -12}}[side]
    chart.add_annotation(x=x, y=y, text=text, xanchor=side, showarrow=False, **away)
