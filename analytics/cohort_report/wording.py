"""What a cohort's numbers say in words: the one sentence of a question, and how the numbers came about."""

from __future__ import annotations

from analytics.disclosure import THRESHOLD
from analytics.statistics.cohort import ALL, CohortShare, Question

METHOD = (
    "Students are counted, not applications, and only those who agreed. Newcomers are taken up ten at a time; whoever "
    "withdraws is no longer counted from the next look on.",
    f"Groups of fewer than {THRESHOLD} students, or another number that was set, are not shown, nor is a part of a "
    "group when fewer would be left beside it. A number that is missing may be none or a few.",
    "Every other number was moved by chance, mostly by no more than two students up or down and never by more than "
    "eight; the same students always by the same amount. Parts may therefore not add up to their total. The intervals "
    "allow for this as well as for chance.",
    "Each student's applications are represented by one, drawn by lot, wherever answers of employers are counted, so "
    "that nobody counts more for having sent more.",
    "The numbers are of a frozen state, renewed when the logs of enough students have changed.",
    "A difference between groups is called clear when students who trade groups by lot would make one as large in "
    "fewer than 5 of 100 cases, all questions of a table taken together (Benjamini and Hochberg).",
)


def percent(share: float) -> str:
    return f"{share:.0%}".replace("%", " %")


def in_short(question: Question, shares: list[CohortShare]) -> str:
    """The one sentence worth knowing."""
    shown = [share for share in shares if share.share is not None]
    if not shown:
        return "Every number here is too small to be shown."
    if any(share.day is not None for share in shown):
        first = [share for share in shown if share.part == "any answer"] or shown
        top = max(first, key=lambda share: share.day or 0)
        said = f"By day {top.day}, {_about(top)} of students' applications had an answer"
    else:
        top = max(shown, key=lambda share: share.share or 0)
        said = f"{_about(top)} of about {top.of} {question.of_whom}: {top.label}"
    return f"{'' if top.group == ALL else f'{top.group}: '}{said}."


def _about(share: CohortShare) -> str:
    assert share.share is not None and share.low is not None and share.high is not None
    return f"{percent(share.share)} ({percent(share.low)} to {percent(share.high)})"
