"""A path from a rejection to a later application, told in its order and with the time between; never as a cause."""

from __future__ import annotations

from analytics.statistics.stepping_stones import SteppingStones
from analytics.taxonomy import Outcome, Reason, Theme
from analytics.wording.numbers import at_start, day, joined, span

NO_CAUSE = (
    "Told in the order in which it happened. Whether a goal helped, one path can't tell: others are invited again"
    " without one."
)

CAME = {
    Outcome.OFFERED: "An offer came of it.",
    Outcome.IN_PROCESS: "They invited you; nothing is decided yet.",
    Outcome.REJECTED: "They said no again.",
    Outcome.WITHDRAWN: "You withdrew it.",
    Outcome.OPEN: "No answer yet.",
}


def heading(path: SteppingStones) -> str:
    """What the two applications have in common."""
    if path.same_employer:
        return f"Again at {path.again_employer or 'the same employer'}"
    return f"A role that is alike: both name {path.alike}"


def steps(path: SteppingStones) -> list[str]:
    """The path, a sentence a step."""
    no = f" on {day(path.rejected_on)}" if path.rejected_on else ", on a day that isn't known"
    said = Theme.labels().get(path.theme or "") or Reason.labels().get(path.reason or "")
    goals = joined([path.goal, *path.further_goals])
    after = f", {span(path.rejected_on, path.again_on)} after the no" if path.rejected_on else ""
    return [
        f"Turned down{_where(path.employer, path.role)}{no}.",
        f"What they named: {said.lower() if said else 'something to work on'}.",
        f"Reached by {day(path.reached_on)}: {goals}.",
        at_start(f"applied{_where(path.again_employer, path.again_role)} on {day(path.again_on)}{after}."),
        CAME[path.outcome],
    ]


def _where(employer: str | None, role: str | None) -> str:
    return (f" at {employer}" if employer else "") + (f" as {role}" if role else "")
