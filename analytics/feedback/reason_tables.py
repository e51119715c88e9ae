"""Results on reasons as tables: the numbers beside each chart, the same on page and in notebook."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analytics.statistics.rejection_reasons import ReasonDifference, RejectionReasons

ACCEPTED = 0.05


def by_reason(result: RejectionReasons) -> pd.DataFrame:
    """One row a reason, and one for the rejections that gave none. No percentage where there are too few."""
    rows = [
        (
            it.reason.label,
            "yes" if it.reason.in_my_hands else "no",
            it.n,
            it.share if result.enough else None,
            it.low if result.enough else None,
            it.high if result.enough else None,
        )
        for it in result.reasons
    ]
    columns = ["Reason", "Can be worked on", "Rejections", "Share", "Low", "High"]
    return pd.DataFrame([*rows, ("None given", None, result.unstated, None, None, None)], columns=columns)


def by_group(results: Sequence[RejectionReasons]) -> pd.DataFrame:
    """One row a group and reason, with how many rejections of the group gave any."""
    rows = [
        (result.group or "not known", result.rejections, result.stated, it.reason.label, it.n)
        for result in results
        for it in result.reasons
    ]
    return pd.DataFrame(rows, columns=["Group", "Rejections", "With a reason", "Reason", "Named it"])


def differences_in_words(differences: Sequence[ReasonDifference]) -> str:
    """Whether any reason is named more often in some groups than chance allows."""
    found = [it.reason.label.lower() for it in differences if it.p_adjusted is not None and it.p_adjusted < ACCEPTED]
    if not differences:
        return "Too few rejections gave a reason to compare the groups."
    if not found:
        return "No reason is named in one group so much more often that chance would not explain it."
    return f"Named differently often from group to group, beyond chance: {', '.join(found)}."
