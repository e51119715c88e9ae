"""How far applications come, as a table."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analytics.statistics.funnel import Funnel, Step
from analytics.wording.estimates import counted_share
from analytics.wording.numbers import number

STEPS = {"sent": "Sent", "answered": "Answered", "invited": "Invited", "offered": "Offer", "accepted": "Accepted"}


def table(funnels: Sequence[Funnel]) -> pd.DataFrame:
    """A row a group: how many came to each step, and as a share of the step before."""
    return pd.DataFrame(
        [{"Group": one.group} | {STEPS[step.name]: _cell(step) for step in one.steps} for one in funnels]
    )


def _cell(step: Step) -> str:
    before = step.of_previous
    return number(step.n) if step.name == "sent" or not before.n else f"{number(step.n)}: {counted_share(before, True)}"
