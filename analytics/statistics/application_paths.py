"""What happened to the applications: the ways they went, as flows from step to step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

SENT = "Sent"
INVITED = "Invited"
UNRECORDED = "The log doesn't say"
AFTER_INVITATION = {
    "offered": "Offer",
    "rejected": "Turned down after an invitation",
    "withdrawn": "Withdrawn after an invitation",
    "in_process": "In process",
}
WITHOUT_INVITATION = {"rejected": "Turned down", "withdrawn": "Withdrawn", "open": "No answer yet"}


@dataclass(frozen=True)
class Flow:
    """`n` applications that went from one step to the next."""

    source: str
    target: str
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

    def in_words(self) -> str:
        """The one sentence worth knowing."""
        if not self.recorded:
            return f"{self.n} applications, and nothing yet says what came of them."
        whose = "" if not self.unrecorded else " whose log says what came of them"
        stepped_back = f" you stepped back from {self.withdrawn} before any," if self.withdrawn else ""
        return (
            f"Of {self.recorded} applications{whose}, {self.answered} had an answer, {self.invited} led to an"
            f" invitation,{stepped_back} and {self.waiting} have heard nothing yet."
        )


def application_paths(counts: pd.DataFrame) -> ApplicationPaths:
    """Sums the rows of `application_paths.sql` into totals and flows, largest flows first.

    Population: applications that were sent; plans, speculative letters and undelivered ones are left out.
    """
    flows: dict[tuple[str, str], int] = {}
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


def _steps(row: Any) -> list[tuple[str, str]]:
    if not row.outcome_recorded:
        return [(SENT, UNRECORDED)]
    if row.invited:
        return [(SENT, INVITED), (INVITED, AFTER_INVITATION[row.outcome])]
    return [(SENT, WITHOUT_INVITATION[row.outcome])]


def _total(counts: pd.DataFrame, which: pd.Series[bool]) -> int:
    return int(counts.loc[which.astype(bool), "n"].sum())
