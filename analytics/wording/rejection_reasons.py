"""Why applications were turned down: the one sentence, the reasons as tables, and whether groups differ."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analytics.statistics.rejection_reasons import ReasonDifference, RejectionReasons
from analytics.wording.numbers import PERCENTAGE_FROM, at_start, count, how_many, joined, number, percent

UNSTATED = "None given"


def in_words(result: RejectionReasons) -> str:
    """The one sentence worth knowing."""
    if not result.rejections:
        return "No rejection so far."
    reasons = [it.reason.label.lower() for it in result.reasons]
    if result.rejections == 1:
        return f"One rejection; it named {joined(reasons)}." if reasons else "One rejection, without a reason."
    start = f"Of {count(result.rejections, 'rejection')}, {how_many(result.stated)}"
    if not result.stated:
        return f"{start} gave a reason."
    if result.stated == 1:
        return f"{start} gave a reason: {joined(reasons)}."
    if not result.enough:
        named = joined([f"{it.reason.label.lower()} ({it.n})" for it in result.reasons])
        return f"{start} gave a reason: {named}."
    first = result.reasons[0]
    often = percent(first.share) if result.stated >= PERCENTAGE_FROM else number(first.n)
    return f"{start} gave a reason, most often {first.reason.label.lower()} ({often}). {workable_in_words(result)}"


def workable_in_words(result: RejectionReasons) -> str:
    """How many of the rejections with a reason named something that can be worked on."""
    workable = round((result.in_my_hands.share or 0) * result.in_my_hands.n)
    of = number(result.stated)
    if not workable:
        return f"None of those {of} named something that can be worked on."
    return at_start(f"{number(workable)} of those {of} named something that can be worked on.")


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
    return pd.DataFrame([*rows, (UNSTATED, None, result.unstated, None, None, None)], columns=columns)


def by_group(results: Sequence[RejectionReasons]) -> pd.DataFrame:
    """One row a group and reason, with how many rejections of the group gave any."""
    rows = [
        (result.group, result.rejections, result.stated, it.reason.label, it.n)
        for result in results
        for it in result.reasons
    ]
    return pd.DataFrame(rows, columns=["Group", "Rejections", "With a reason", "Reason", "Named it"])


def differences_in_words(differences: Sequence[ReasonDifference]) -> str:
    """Whether any reason is named more often in some groups than chance allows."""
    found = [it.reason.label.lower() for it in differences if it.differs]
    if not differences:
        return "Too few rejections gave a reason to compare the groups."
    if not found:
        return "No reason is named in one group so much more often that chance would not explain it."
    return f"Named differently often from group to group, and chance would hardly do that: {joined(found)}."
