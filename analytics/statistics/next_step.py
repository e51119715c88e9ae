"""The one thing worth doing next, from a few counts. Shown on the overview."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class NextStep:
    """What to do, why, and the page (by its name) where it is done."""

    title: str
    why: str
    page: str


def next_step(counts: pd.DataFrame) -> NextStep:
    """The first of the advice's steps that is open, from the one row of `next_step.sql`."""
    has = {name: int(value) for name, value in counts.iloc[0].items()}
    if has["applications"] == 0:
        return NextStep("Bring your log", "The file you already keep is enough; no template is needed.", "import_log")
    if has["unrecorded"] > has["applications"] / 2:
        return NextStep(
            "Say what came of your applications",
            f"The log has no column for answers, so {has['unrecorded']} of {has['applications']} can't be counted yet.",
            "applications",
        )
    if has["unconfirmed"]:
        return NextStep(
            "Look through what employers wrote",
            f"{_texts(has['unconfirmed'])} not been confirmed by you yet.",
            "read_feedback",
        )
    if has["unasked"]:
        return NextStep(
            "Ask for feedback",
            f"{_answers(has['unasked'])} came in the last two weeks. Asking works best within days.",
            "feedback_requests",
        )
    if has["texts"] and not has["goals"]:
        return NextStep(
            "Turn what you heard into a goal", "Employers have said something that can be worked on.", "goal_progress"
        )
    if has["waiting"]:
        return NextStep(
            "See which silences are final",
            f"{has['waiting']} of {has['applications']} applications have no answer yet.",
            "waiting_list",
        )
    return NextStep("Keep the log up to date", "Import it again whenever it has grown.", "import_log")


def _texts(n: int) -> str:
    return "1 text has" if n == 1 else f"{n} texts have"


def _answers(n: int) -> str:
    return "1 rejection" if n == 1 else f"{n} rejections"
