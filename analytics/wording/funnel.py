"""How far applications come, as a table."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analytics.statistics.funnel import Funnel, Step
from analytics.wording.estimates import counted_share
from analytics.wording.numbers import at_start, count, number, plural

STEPS = {"sent": "Sent", "answered": "Answered", "invited": "Invited", "offered": "Offer", "accepted": "Accepted"}


def table(funnels: Sequence[Funnel]) -> pd.DataFrame:
    """A row a group: how many came to each step, and as a share of the step before."""
    return pd.DataFrame(
        [{"Group": one.group} | {STEPS[step.name]: _cell(step) for step in one.steps} for one in funnels]
    )


def _cell(step: Step) -> str:
    before = step.of_previous
    return number(step.n) if step.name == "sent" or not before.n else f"{number(step.n)}: {counted_share(before, True)}"


def left_out(without_outcome: int, without_day: int) -> str:
    """Applications that a page on waiting says nothing about, and why; empty where there are none."""
    parts = [
        f"{at_start(count(without_outcome, 'application'))} from logs that can't say what came of "
        f"{plural(without_outcome, 'it', 'them')} {plural(without_outcome, 'is', 'are')} left out."
        if without_outcome
        else "",
        f"{at_start(count(without_day, 'application'))} {plural(without_day, 'is', 'are')} left out: the day "
        f"{plural(without_day, 'it was', 'they were')} sent is missing, or can't be."
        if without_day
        else "",
    ]
    return " ".join(part for part in parts if part)
