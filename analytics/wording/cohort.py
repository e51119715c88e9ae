"""What a cohort's numbers say in words: the one sentence of a question, and how the numbers came about."""

from __future__ import annotations

from analytics.disclosure import THRESHOLD
from analytics.statistics.cohort import ALL, CohortShare, Difference, Question
from analytics.statistics.comparison import ALPHA
from analytics.wording.numbers import joined, number, percent, share_range

OUT_OF_SIGHT = (
    "Students are counted, not applications, and only those who agreed. Newcomers are taken up ten at a time; whoever "
    "withdraws is no longer counted from the next look on.",
    f"Groups of fewer than {THRESHOLD} students, or another number that was set, are not shown, nor is a part of a "
    "group when fewer would be left beside it. A number that is missing may be none, a few, or nearly all.",
    "Every other number was moved by chance, mostly by no more than two students up or down and never by more than "
    "eight; the same students always by the same amount. Parts may therefore not add up to their total.",
    "The numbers are of a frozen state, renewed when the logs of enough students have changed.",
)
"""How students are kept out of sight, for themselves and for whoever reads the numbers."""

METHOD = (
    *OUT_OF_SIGHT,
    "The intervals allow for chance and for the moving of numbers.",
    "How soon employers answer, and how many never do, is counted over one application of each student, drawn by lot "
    "and always the same one, so that nobody counts more for having sent more. It is the share of an average student, "
    "and its interval is wider than if all applications were counted. How far students get counts the best that came "
    "of any of their applications: whoever sends more gets there more easily.",
    "An application is without an answer when the employer said nothing by that day, those that the student took back "
    "among them. Answers of which the day isn't known are in neither number; where there are many, the true share "
    "without an answer is smaller than the one shown.",
    "A difference between groups is called clear when students who trade groups by lot would make one as large in "
    "fewer than 5 of 100 cases, all parts of a table taken together (Benjamini and Hochberg).",
)


def in_short(question: Question, shares: list[CohortShare]) -> str:
    """The one sentence worth knowing."""
    shown = [share for share in shares if share.share is not None]
    if not shown:
        return "Every number here is too small to be shown."
    lead = [share for share in shown if share.part == next(iter(question.parts))]
    if question.by_day and lead:
        top = max(lead, key=lambda share: (share.day or 0, share.share or 0))
        said = question.by_day.format(day=top.day, share=_about(top), of=number(top.of or 0))
    else:
        top = max(shown, key=lambda share: share.share or 0)
        said = (
            f"{_about(top)} of about {number(top.of or 0)} {question.of_whom}: {top.label[:1].lower()}{top.label[1:]}"
        )
    return f"{'' if top.group == ALL else f'{top.group}: '}{said}."


def left_out(shares: list[CohortShare]) -> str:
    """Which parts are shown nowhere, and why; empty where all are."""
    shown = {share.label for share in shares if share.n is not None}
    hidden = [label for label in dict.fromkeys(share.label for share in shares) if label not in shown]
    return f"Not shown, as none, few or nearly all are in it: {', '.join(hidden)}." if hidden else ""


def compared(differences: list[Difference]) -> str:
    """Which differences between groups are more than chance; empty where nothing was compared."""
    clear = [found for found in differences if found.adjusted is not None and found.adjusted <= ALPHA]
    if clear:
        named = joined([f"{found.label}{f' by day {found.day}' if found.day else ''}" for found in clear])
        return f"Groups differ by more than chance and rounding explain: {named}."
    return "No clear difference between groups." if any(found.p is not None for found in differences) else ""


def _about(share: CohortShare) -> str:
    assert share.share is not None and share.low is not None and share.high is not None
    return f"{percent(share.share)} ({share_range(share.low, share.high)})"
