"""The ways applications went, as a Sankey diagram."""

from __future__ import annotations

import plotly.graph_objects as go

from analytics.charts.style import COLOURS, MEANING, figure, translucent
from analytics.statistics.application_paths import INVITED, SENT, UNRECORDED, ApplicationPaths

COLOUR_OF = {
    SENT: MEANING["sent"],
    INVITED: MEANING["interview"],
    UNRECORDED: COLOURS["grey"],
    "Offer": MEANING["offer"],
    "Turned down": MEANING["rejection"],
    "Turned down after an invitation": MEANING["rejection"],
    "Withdrawn": MEANING["withdrawal"],
    "Withdrawn after an invitation": MEANING["withdrawal"],
    "In process": MEANING["interview"],
    "No answer yet": MEANING["silent"],
}


def application_paths_chart(paths: ApplicationPaths) -> go.Figure:
    """From sent to where each application stands, as wide as there are applications."""
    names = list(dict.fromkeys([name for flow in paths.flows for name in (flow.source, flow.target)]))
    place = {name: index for index, name in enumerate(names)}
    chart = figure(height=360)
    chart.add_trace(
        go.Sankey(
            node={
                "label": names,
                "color": [COLOUR_OF[name] for name in names],
                "pad": 18,
                "thickness": 16,
                "line": {"width": 0},
            },
            link={
                "source": [place[flow.source] for flow in paths.flows],
                "target": [place[flow.target] for flow in paths.flows],
                "value": [flow.n for flow in paths.flows],
                "color": [translucent(COLOUR_OF[flow.target], 0.35) for flow in paths.flows],
            },
            valueformat=",d",
            textfont={"size": 13},
        )
    )
    return chart
