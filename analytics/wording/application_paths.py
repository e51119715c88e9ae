"""What happened to the applications: the one sentence, what each step is called, and the flows as a table."""

from __future__ import annotations

from datetime import date

import pandas as pd

from analytics.statistics.application_paths import ApplicationPaths, Step
from analytics.statistics.proportions import ENOUGH
from analytics.taxonomy import Submission
from analytics.wording.numbers import (
    PERCENTAGE_FROM,
    at_start,
    cases,
    count,
    day,
    days,
    how_many,
    in_ten,
    joined,
    number,
    percent,
    plural,
)

EARLY = 14
"""Up to so many days of silence most answers are still on their way, whoever answers."""

STEPS = {
    Step.SENT: "Sent",
    Step.INVITED: "Invited",
    Step.OFFERED: "Offer",
    Step.REJECTED: "Turned down",
    Step.REJECTED_AFTER_INVITATION: "Turned down after an invitation",
    Step.WITHDRAWN: "Withdrawn",
    Step.WITHDRAWN_AFTER_INVITATION: "Withdrawn after an invitation",
    Step.IN_PROCESS: "Still talking",
    Step.SILENT: "Silent",
    Step.UNRECORDED: "The log doesn't say",
}

ENDS = {
    Step.SILENT: "silent",
    Step.UNRECORDED: "not said",
    Step.WITHDRAWN: "withdrawn by me",
    Step.REJECTED: "turned down",
    Step.REJECTED_AFTER_INVITATION: "turned down after",
    Step.WITHDRAWN_AFTER_INVITATION: "withdrawn after",
    Step.IN_PROCESS: "still talking",
    Step.OFFERED: "offer",
}
"""What the end of a band is called, after its count."""


def in_words(paths: ApplicationPaths) -> str:
    """The one sentence worth knowing; parts that are zero are left out."""
    if not paths.recorded:
        said = plural(paths.n, "it", "them")
        return f"{at_start(count(paths.n, 'application'))}, and nothing yet says what came of {said}."
    them = plural(paths.recorded, "it", "them")
    whose = "" if not paths.unrecorded else f" whose log says what came of {them}"
    if paths.recorded == 1 and not paths.unrecorded:
        came = "with an invitation" if paths.invited else "with an answer" if paths.answered else "silent so far"
        return f"One application, {'withdrawn' if not paths.answered and not paths.waiting else came}."
    parts = [
        f"{how_many(paths.answered)} had an answer",
        f"{number(paths.invited)} led to an invitation" if paths.invited else "",
        f"{number(paths.withdrawn)} {plural(paths.withdrawn, 'was', 'were')} withdrawn before any"
        if paths.withdrawn
        else "",
        f"{number(paths.waiting)} {plural(paths.waiting, 'is', 'are')} silent" if paths.waiting else "",
    ]
    return f"Of {count(paths.recorded, 'application')}{whose}, {joined([part for part in parts if part])}."


def one_silent(days_silent: int) -> str:
    """The sentence of somebody who has sent one application and has no answer to it."""
    sent = "today" if not days_silent else f"{days(days_silent)} ago"
    early = "; that is early" if days_silent <= EARLY else ""
    return f"One application, sent {sent}. No answer yet{early}."


def key_numbers(paths: ApplicationPaths, lately: int = 0, past: str = "") -> list[tuple[str, str, str]]:
    """The numbers a page leads with: label, number, and of how many; none where the sentence says it all.

    `lately` of them were sent in the last seven days; `past` says how many of the silent may be let go.
    """
    if paths.recorded < ENOUGH:
        return []
    return [
        ("Sent", number(paths.n), f"{how_many(lately)} in the last 7 days"),
        ("Answered", number(paths.answered), _of(paths.answered, paths.recorded)),
        ("Invited", number(paths.invited), _of(paths.invited, paths.recorded)),
        ("Silent", number(paths.waiting), past or _of(paths.waiting, paths.recorded)),
    ]


def _of(k: int, n: int) -> str:
    return f"{percent(k / n)} of {number(n)}" if n >= PERCENTAGE_FROM and 0 < k < n else f"of {number(n)}"


def point(paths: ApplicationPaths) -> str:
    """The title of the picture: what is known of the most."""
    if not paths.recorded:
        return "Nothing says yet what came of them"
    if not paths.answered:
        return "No answer has come so far"
    if paths.recorded < PERCENTAGE_FROM:
        return at_start(f"{cases(paths.answered, paths.recorded)} had an answer")
    return at_start(f"{in_ten(paths.answered / paths.recorded)} of what you sent had an answer")


def counted(paths: ApplicationPaths) -> str:
    """What the picture counts, under its title."""
    return f"Where {count(paths.n, 'application')} {plural(paths.n, 'stands', 'stand')} today"


def foot(paths: ApplicationPaths, today: date) -> str:
    """What stands under the picture: of how many, up to when."""
    said = ""
    if paths.unrecorded:
        missing = f"For {number(paths.unrecorded)} the log has no place for an answer"
        said = f" {missing}; nothing follows from their silence."
    return f"n = {number(paths.n)}, counted to {day(today)}.{said}"


def kept_apart(submissions: pd.DataFrame) -> str:
    """What is not counted, as nothing was sent or no vacancy was answered; empty where there is none."""
    others = submissions[submissions["submission"] != Submission.SENT.value]
    if others.empty:
        return ""
    parts = [
        f"{number(int(row['n']))} {Submission.labels()[row['submission']].lower()}" for row in others.to_dict("records")
    ]
    return f"Kept apart: {joined(parts)}."


def table(paths: ApplicationPaths) -> pd.DataFrame:
    """A row a flow: from where to where how many applications went."""
    flows = [(STEPS[flow.source], STEPS[flow.target], flow.n) for flow in paths.flows]
    return pd.DataFrame(flows, columns=["From", "To", "Applications"])
