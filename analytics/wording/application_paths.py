"""What happened to the applications: the one sentence, what each step is called, and the flows as a table."""

from __future__ import annotations

import pandas as pd

from analytics.statistics.application_paths import ApplicationPaths, Step
from analytics.wording.numbers import at_start, count, how_many, joined, number, plural

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
    whose = "" if not paths.unrecorded else " whose log says what came of them"
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


def table(paths: ApplicationPaths) -> pd.DataFrame:
    """A row a flow: from where to where how many applications went."""
    flows = [(STEPS[flow.source], STEPS[flow.target], flow.n) for flow in paths.flows]
    return pd.DataFrame(flows, columns=["From", "To", "Applications"])
