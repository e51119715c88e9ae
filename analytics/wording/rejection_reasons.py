"""Why applications were turned down: the one sentence, the reasons as tables, and whether groups differ."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analytics.statistics.rejection_reasons import ReasonDifference, RejectionReasons
from analytics.taxonomy import Reason, Theme
from analytics.wording.feedback_requests import settled_in_words
from analytics.wording.numbers import (
    EMPTY,
    PERCENTAGE_FROM,
    at_start,
    capital,
    cases,
    count,
    how_many,
    joined,
    number,
    percent,
)

UNSTATED = "None given"
IN_MY_HANDS, NOT_IN_MY_HANDS = "You can work on", "Not in your hands"


def in_words(result: RejectionReasons) -> str:
    """The one sentence worth knowing, and how many answers could not be read."""
    unread = f" {at_start(count(result.not_read, 'more answer'))} could not be read." if result.not_read else ""
    return _in_words(result) + unread


def _in_words(result: RejectionReasons) -> str:
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
    most = [it.reason.label.lower() for it in result.reasons if it.n == first.n]
    often = percent(first.share) if result.stated >= PERCENTAGE_FROM else number(first.n)
    each = " each" if most[1:] else ""
    return f"{start} gave a reason, most often {joined(most)} ({often}{each}). {workable_in_words(result)}"


def workable_in_words(result: RejectionReasons) -> str:
    """How many of the rejections with a reason named something that can be worked on."""
    workable = result.in_my_hands.hits
    of = number(result.stated)
    if workable in (0, result.stated):
        return f"{'All' if workable else 'None of those'} {of} named something that can be worked on."
    return at_start(f"{number(workable)} of those {of} named something that can be worked on.")


def by_reason(result: RejectionReasons) -> pd.DataFrame:
    """One row a reason, and one for the rejections that gave none. No percentage where there are too few."""
    rows = [
        (
            it.reason.label,
            "yes" if it.reason.in_my_hands else "no",
            it.n,
            it.share if result.enough else None,
            it.found.low if result.enough else None,
            it.found.high if result.enough else None,
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


def most_in_words(result: RejectionReasons) -> str:
    """The title of the picture: which reason is named most, where one is named more than any other."""
    first, *others = result.reasons
    if others and others[0].n == first.n:
        return "No reason is named more than any other"
    return f"{first.reason.label} is named most"


def foot(result: RejectionReasons, until: str) -> str:
    """What stands under the picture: of how many rejections, and up to when."""
    rejections = count(result.rejections, "rejection")
    return f"n = {number(result.stated)} of {rejections}{until}."


def no_reason_in_words(result: RejectionReasons) -> str:
    """The title of the box beside the picture."""
    return at_start(f"{how_many(result.unstated)} gave no reason")


def can_be_asked_in_words(n: int, replied: int = 0, settled: int = 0) -> str:
    """About how many of the rejections one may still ask, and how many of the settled requests brought a reply."""
    usual = "That is the usual case, and says nothing about you."
    may = f" You may still ask about {number(n)} of your rejections." if n else ""
    so_far = f" {settled_in_words(replied, settled)}." if n and settled else ""
    return f"{usual}{may}{so_far}"


def most_named(theme: Theme | None, n: int, of: int, reason: Reason) -> str:
    """The title of the advice: the theme that several of the rejections with a reason name, else the reason."""
    if theme is None or n < 2:
        return reason.label
    return at_start(f"{cases(n, of)} name {theme.label.lower()}")


def groups_in_words(differences: Sequence[ReasonDifference]) -> str:
    """The title of the table by group: it claims a difference only where the test does."""
    found = [it.reason.label for it in differences if it.differs]
    if not differences:
        return "Too few reasons so far to compare groups"
    if not found:
        return "The reasons are alike, as far as these rejections can tell"
    return f"Some groups name {joined([name.lower() for name in found])} more often than others"


def heat(results: Sequence[RejectionReasons]) -> tuple[list[str], dict[str, list[tuple[str, float]]]]:
    """The groups as columns and the reasons as rows; a cell is a share and its count, only the count below 20."""
    columns = [f"{capital(result.group or 'not known')}\nn = {number(result.stated)}" for result in results]
    totals: dict[str, int] = {}
    for result in results:
        for it in result.reasons:
            totals[it.reason.label] = totals.get(it.reason.label, 0) + it.n
    rows = {
        label: [_heat_cell(result, label) for result in results] for label in sorted(totals, key=lambda it: -totals[it])
    }
    return columns, rows


def _heat_cell(result: RejectionReasons, label: str) -> tuple[str, float]:
    found = next((it for it in result.reasons if it.reason.label == label), None)
    if found is None:
        return EMPTY, 0.0
    if result.stated < PERCENTAGE_FROM:
        return number(found.n), 0.0
    return f"{percent(found.share)} · {number(found.n)}", found.share
