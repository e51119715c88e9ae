"""The applications of a period as one HTML file that prints: for an agency that asks what one has sent."""

from __future__ import annotations

from datetime import date

import pandas as pd

from analytics.reports.environment import environment, style
from analytics.wording import proof as wording


def proof(sent: pd.DataFrame, first: date, last: date, *, name: str | None, made_on: date) -> str:
    """The document, from the rows of `applications_sent.sql`; `name` is whose applications they are."""
    table = wording.table(sent)
    return (
        environment()
        .get_template("proof/proof.html")
        .render(
            name=name,
            said=wording.in_words(sent, first, last),
            columns=list(table.columns),
            rows=table.to_numpy().tolist(),
            made_on=made_on,
            style=style("debrief/debrief.css"),
        )
    )
