"""What came of asking for feedback: a sentence and a table a group."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analytics.statistics.feedback_requests import RequestResults
from analytics.statistics.proportions import Proportion
from analytics.wording.estimates import share_with_range
from analytics.wording.numbers import EMPTY, NOT_KNOWN, PERCENTAGE_FROM, cases, count, how_many, number, plural

LABELS = {
    "all": "All together",
    "interviewer": "Interviewer",
    "hiring_manager": "Hiring manager",
    "hr": "HR",
    "connection": "A connection",
    "email": "E-mail",
    "phone": "Phone",
    "application": "Application",
    "assessment": "Assessment",
    "interview": "Interview",
    "final": "Last round",
    "general": "General",
    "specific": "Specific",
    "numbered": "Answer by number",
    "meeting": "Short meeting",
    "clarification": "Clarification",
    "thanks": "Thanks",
    "own words": "Own words",
    "not noted": "Not noted",
    "not known": "Not known",
}
"""How the groups are called where people read them, in the order they are shown in."""


def label(result: RequestResults) -> str:
    """What the group is called."""
    return LABELS.get(result.group, result.group)


def in_order(results: Sequence[RequestResults]) -> list[RequestResults]:
    """The groups in the order of LABELS, others after them by name."""
    order = list(LABELS)
    return sorted(results, key=lambda it: (order.index(it.group) if it.group in LABELS else len(order), it.group))


def in_words(results: Sequence[RequestResults]) -> str:
    """The one sentence worth knowing, for all groups together."""
    waiting = sum(result.waiting for result in results)
    settled, replied = (sum(getattr(result, name) for result in results) for name in ("settled", "replied"))
    still = f"{number(waiting)} still {plural(waiting, 'waits', 'wait')} for one" if waiting else ""
    if not settled:
        return f"No request's wait is over yet; {still}." if waiting else "Nothing was asked yet."
    said = settled_in_words(replied, settled)
    rate = results[0].reply_rate
    if len(results) == 1 and rate.n >= PERCENTAGE_FROM:
        said += f": {share_with_range(rate)}"
    return f"{said}; {still}." if still else f"{said}."


def settled_in_words(replied: int, settled: int) -> str:
    """How many requests brought a reply, of those that are waited for no longer."""
    return f"Of {count(settled, 'request')} whose wait is over, {how_many(replied)} brought a reply"


def key_numbers(result: RequestResults) -> list[tuple[str, str, str]]:
    """What the view leads with: each number's label, the number, and what it is of."""
    half = result.curve.median.value
    return [
        ("Asked", number(result.sent), f"{number(result.waiting)} still waiting" if result.waiting else ""),
        ("Replied", cases(result.replied, result.settled) if result.settled else NOT_KNOWN, "whose wait is over"),
        ("Gave no feedback", number(result.declined), "said so"),
        ("Half replied by", f"day {number(half, 0)}" if half is not None else NOT_KNOWN, "after asking"),
    ]


def point(results: Sequence[RequestResults]) -> str:
    """The title of the picture; it claims no difference, as no test bears one."""
    if len(results) > 1:
        return "How often each brought a reply, with its range"
    half = results[0].curve.median.value
    return f"Half of the replies came by day {number(half, 0)}" if half is not None else "When replies came"


def foot(results: Sequence[RequestResults], until: str) -> str:
    """What stands under the picture."""
    return f"n = {number(sum(result.sent for result in results))}{until}. A refusal to give feedback is no reply."


def table(results: Sequence[RequestResults]) -> pd.DataFrame:
    """A row a group, as pages and notebooks show it."""
    return pd.DataFrame(
        [
            {
                "Group": label(result),
                "Sent": result.sent,
                "Waiting": result.waiting,
                "Replied": result.replied,
                "Declined": result.declined,
                "Reply rate": _rate(result.reply_rate),
                "Specific replies": _rate(result.constructive),
                "Half replied by day": result.curve.median.value,
            }
            for result in in_order(results)
        ]
    )


def _rate(rate: Proportion) -> str:
    """Cases below 20, from there on a share whose range knows that one person's requests resemble each other."""
    if rate.share is None:
        return EMPTY
    counted = cases(round(rate.share * rate.n), rate.n)
    return counted if rate.n < PERCENTAGE_FROM else f"{share_with_range(rate, table=True)} of {number(rate.n)}"
