"""The one thing worth doing next, from a few counts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd


class Step(StrEnum):
    """What can be next, in the order in which it is advised."""

    BRING_LOG = "bring_log"
    SAY_WHAT_CAME = "say_what_came"
    CONFIRM_READINGS = "confirm_readings"
    ASK_FOR_FEEDBACK = "ask_for_feedback"
    SET_GOAL = "set_goal"
    LOOK_AT_SILENCES = "look_at_silences"
    KEEP_UP = "keep_up"


@dataclass(frozen=True)
class NextStep:
    """What to do, and the `n` of `applications` (texts, rejections) that are the reason."""

    step: Step
    n: int
    applications: int


def next_step(counts: pd.DataFrame) -> NextStep:
    """The first of the advice's steps that is open, from the one row of `next_step.sql`."""
    has = {name: int(value) for name, value in counts.iloc[0].items()}
    applications = has["applications"]
    open_steps = {
        Step.BRING_LOG: int(applications == 0),
        Step.SAY_WHAT_CAME: has["unrecorded"] if has["unrecorded"] > applications / 2 else 0,
        Step.CONFIRM_READINGS: has["unconfirmed"],
        Step.ASK_FOR_FEEDBACK: has["unasked"],
        Step.SET_GOAL: 0 if has["goals"] else has["texts"],
        Step.LOOK_AT_SILENCES: has["waiting"],
    }
    for step, n in open_steps.items():
        if n:
            return NextStep(step, n, applications)
    return NextStep(Step.KEEP_UP, 0, applications)
