"""What happened to the applications: the ways they went, as flows from step to step."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pandas as pd

from analytics.taxonomy import Outcome


class Step(StrEnum):
    """Where an application starts, passes or ends."""

    SENT = "sent"
    INVITED = "invited"
    OFFERED = "offered"
    REJECTED = "rejected"
    REJECTED_AFTER_INVITATION = "rejected_after_invitation"
    WITHDRAWN = "withdrawn"
    WITHDRAWN_AFTER_INVITATION = "withdrawn_after_invitation"
    IN_PROCESS = "in_process"
    SILENT = "silent"
    UNRECORDED = "unrecorded"


AFTER_INVITATION = {
    Outcome.OFFERED: Step.OFFERED,
    Outcome.REJECTED: Step.REJECTED_AFTER_INVITATION,
    Outcome.WITHDRAWN: Step.WITHDRAWN_AFTER_INVITATION,
    Outcome.IN_PROCESS: Step.IN_PROCESS,
}
WITHOUT_INVITATION = {
    Outcome.REJECTED: Step.REJECTED,
    Outcome.WITHDRAWN: Step.WITHDRAWN,
    Outcome.OPEN: Step.SILENT,
}


@dataclass(frozen=True)
class Flow:
    """`n` applications that went from one step to the next."""

    source: Step
    target: Step
    n: int


@dataclass(frozen=True)
class ApplicationPaths:
    """The ways of `n` sent applications.

    `answered` counts the employer's answers alone; `withdrawn` the applicant's own stepping back before any answer, and
    `waiting` what has neither: the three add up to `recorded`. `unrecorded` are applications of a log that can't say
    what came of them, part of `n` and of no other count.
    """

    n: int
    unrecorded: int
    answered: int
    invited: int
    offered: int
    rejected: int
    withdrawn: int
    waiting: int
    flows: tuple[Flow, ...]

    @property
    def recorded(self) -> int:
        return self.n - self.unrecorded


def application_paths(counts: pd.DataFrame) -> ApplicationPaths:
    """Sums the rows of `application_paths.sql` into totals and flows, largest flows first.

    Population: applications that were sent; plans, speculative letters and undelivered ones are left out.
    """
    flows: dict[tuple[Step, Step], int] = {}
    rows: Any = counts.itertuples()
    for row in rows:
        for step in _steps(row):
            flows[step] = flows.get(step, 0) + int(row.n)
    recorded = counts[counts["outcome_recorded"].astype(bool)]
    return ApplicationPaths(
        n=int(counts["n"].sum()),
        unrecorded=int(counts["n"].sum() - recorded["n"].sum()),
        answered=_total(recorded, recorded["answered"]),
        invited=_total(recorded, recorded["invited"]),
        offered=_total(recorded, recorded["offered"]),
        rejected=_total(recorded, recorded["outcome"] == "rejected"),
        withdrawn=_total(recorded, (recorded["outcome"] == "withdrawn") & ~recorded["answered"].astype(bool)),
        waiting=_total(recorded, recorded["outcome"] == "open"),
        flows=tuple(
            Flow(source, target, n) for (source, target), n in sorted(flows.items(), key=lambda item: -item[1])
        ),
    )


def _steps(row: Any) -> list[tuple[Step, Step]]:
    if not row.outcome_recorded:
        return [(Step.SENT, Step.UNRECORDED)]
    if row.invited:
        return [(Step.SENT, Step.INVITED), (Step.INVITED, AFTER_INVITATION[row.outcome])]
    return [(Step.SENT, WITHOUT_INVITATION[row.outcome])]


def _total(counts: pd.DataFrame, which: pd.Series[bool]) -> int:
    return int(counts.loc[which.astype(bool), "n"].sum())
