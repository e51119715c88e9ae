"""The applications of a period as a table that an agency accepts as proof: each with its stage and what came of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from analytics.taxonomy import Outcome
from analytics.wording.numbers import EMPTY, at_start, count, day, day_as_known
from analytics.wording.records import records

STAGES = {"application": "Sent", "assessment": "Test", "interview": "Interview", "final": "Last round"}
"""How far an application came."""


def table(sent: pd.DataFrame) -> pd.DataFrame:
    """A row an application of `applications_sent.sql`, as it is printed and saved."""
    return pd.DataFrame(
        [_row(row) for row in records(sent)],
        columns=["Sent on", "Employer", "Position", "Place", "Found through", "How far", "Outcome"],
    )


def in_words(sent: pd.DataFrame, first: date, last: date) -> str:
    """How many were sent, and between which days."""
    return at_start(f"{count(len(sent), 'application')} sent from {day(first)} to {day(last)}.")


def _row(row: dict[str, Any]) -> tuple[str, ...]:
    outcome = Outcome(row["outcome"]).label if row["outcome"] else EMPTY
    since = f", {day(row['since'])}" if row["since"] else ""
    plain = (row["employer"], row["role"], row["location"], row["channel"])
    return (
        day_as_known(row["applied_on"], row["applied_precision"]),
        *(text or EMPTY for text in plain),
        STAGES[row["stage"]],
        f"{outcome}{since}",
    )
