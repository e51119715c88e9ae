"""The ways applications went, as a Sankey diagram."""

from __future__ import annotations

import plotly.graph_objects as go

from analytics.charts.style import COLOURS, MEANING, figure, translucent
from analytics.statistics.application_paths import ApplicationPaths, Step
from analytics.wording.application_paths import STEPS

COLOUR_OF = {
    Step.SENT: MEANING["sent"],
    Step.INVITED: MEANING["interview"],
    Step.UNRECORDED: COLOURS["grey"],
    Step.OFFERED: MEANING["offer"],
    Step.REJECTED: MEANING["rejection"],
    Step.REJECTED_AFTER_INVITATION: MEANING["rejection"],
    Step.WITHDRAWN: MEANING["withdrawal"],
    Step.WITHDRAWN_AFTER_INVITATION: MEANING["withdrawal"],
    Step.IN_PROCESS: MEANING["interview"],
    Step.SILENT: MEANING["silent"],
}


def application_paths_chart(paths: ApplicationPaths) -> go.Figure:
    """From sent to where each application stands, as wide as there are applications."""
    steps = list(dict.fromkeys([step for flow in paths.flows for step in (flow.source, flow.target)]))
    place = {step: index for index, step in enumerate(steps)}
    chart = figure(height=360)
    chart.add_trace(
        go.Sankey(
            node={
                "label": [STEPS[step] for step in steps],
                "color": [COLOUR_OF[step] for step in steps],
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
