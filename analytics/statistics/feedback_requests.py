"""What came of asking for feedback: how many replied, how fast, and how many replies helped.

    results = feedback_requests(reader.load("feedback_requests", by="contact"))

Population: requests that were sent. A reply rate needs the waiting to be over: a request counts in it once it was
answered, declined or marked as silent, or has waited for `silent_after` days; the others are shown beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analytics.statistics.clustered_proportions import clustered_wilson
from analytics.statistics.proportions import Proportion
from analytics.statistics.response_times import ResponseCurve, response_times

NO_LONGER_EXPECTED = 21
"""Days after which a request that nobody answered counts as unanswered."""

REPLIES = ("replied", "declined")

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
    "meeting": "Short meeting",
    "clarification": "Clarification",
    "thanks": "Thanks",
    "own words": "Own words",
    "not noted": "Not noted",
    "not known": "Not known",
}
"""How the groups are called where people read them, in the order they are shown in."""


@dataclass(frozen=True, eq=False)
class RequestResults:
    """One group's requests: `sent` of them, of which `waiting` are not settled yet."""

    group: str
    sent: int
    waiting: int
    replied: int
    declined: int
    applicants: int
    # Of the settled requests, how many brought feedback; of the replies that were read, how many were constructive.
    reply_rate: Proportion
    constructive: Proportion
    # The days until a reply; a refusal to give feedback competes with it.
    curve: ResponseCurve

    @property
    def settled(self) -> int:
        return self.sent - self.waiting

    @property
    def label(self) -> str:
        return LABELS.get(self.group, self.group)


def feedback_requests(counts: pd.DataFrame, silent_after: int = NO_LONGER_EXPECTED) -> list[RequestResults]:
    """Results for each group of the counts of `store/sql/feedback_requests.sql`, in the order of LABELS."""
    if counts.empty:
        return []
    curves = {curve.group: curve for curve in response_times(counts, answers=REPLIES)}
    order = [*LABELS, *sorted(set(curves) - set(LABELS))]
    return [
        _results(group, counts[counts["group_name"] == group], curves[group], silent_after)
        for group in order
        if group in curves
    ]


def reading(results: list[RequestResults]) -> str:
    """The sentence that says what came of asking."""
    sent, waiting = sum(result.sent for result in results), sum(result.waiting for result in results)
    replied, settled = sum(result.replied for result in results), sent - waiting
    text = f"Of {settled} {'request' if settled == 1 else 'requests'} whose wait is over, {replied} brought a reply"
    text += f"; {waiting} still {'waits' if waiting == 1 else 'wait'}." if waiting else "."
    better = [result for result in results if result.reply_rate.enough]
    if len(results) == 1 and better:
        rate = results[0].reply_rate
        text += f" That is {rate.share:.0%} (likely between {rate.low:.0%} and {rate.high:.0%})."
    return text


def results_table(results: list[RequestResults]) -> list[dict[str, object]]:
    """A row a group, as pages and notebooks show it; no share below five cases."""
    return [
        {
            "Group": result.label,
            "Sent": result.sent,
            "Waiting": result.waiting,
            "Replied": result.replied,
            "Declined": result.declined,
            "Reply rate": _percent(result.reply_rate),
            "Constructive replies": _percent(result.constructive),
            "Median days to a reply": result.curve.median.value,
        }
        for result in results
    ]


def _percent(proportion: Proportion) -> str:
    if not proportion.enough or proportion.share is None:
        return f"too few (n = {proportion.n})"
    return f"{proportion.share:.0%} ({proportion.low:.0%} to {proportion.high:.0%}, n = {proportion.n})"


def _results(group: str, rows: pd.DataFrame, curve: ResponseCurve, silent_after: int) -> RequestResults:
    settled = rows["answer"].notna() | (rows["status"] == "silent") | (rows["days_low"] >= silent_after)
    replied = rows["answer"] == "replied"
    read = replied & rows["kind"].notna()
    return RequestResults(
        group=group,
        sent=_count(rows, rows["n"] > 0),
        waiting=_count(rows, ~settled),
        replied=_count(rows, replied),
        declined=_count(rows, rows["answer"] == "declined"),
        applicants=rows["applicant"].nunique(),
        reply_rate=_share(rows, replied, settled),
        constructive=_share(rows, read & (rows["kind"] == "constructive"), read),
        curve=curve,
    )


def _count(rows: pd.DataFrame, which: pd.Series[bool]) -> int:
    return int(rows.loc[which, "n"].sum())


def _share(rows: pd.DataFrame, which: pd.Series[bool], among: pd.Series[bool]) -> Proportion:
    """A share whose interval knows that one applicant's requests resemble each other."""
    cases = rows["n"].where(among, 0).groupby(rows["applicant"]).sum()
    successes = rows["n"].where(which, 0).groupby(rows["applicant"]).sum()
    return clustered_wilson(successes.to_numpy(), cases.to_numpy())
