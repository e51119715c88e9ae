"""What came of asking for feedback: how many replied, how fast, and how many replies helped.

    results = feedback_requests(reader.load("feedback_requests", by="contact"))

Population: requests that were sent. A reply rate needs the waiting to be over: a request counts in it once it was
answered, declined or marked as silent, or has waited for `silent_after` days; the others are shown beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analytics.statistics.applicants import share_of_applicants
from analytics.statistics.proportions import Proportion
from analytics.statistics.response_times import ResponseCurve, response_times
from analytics.statistics.waits import weighed

NO_LONGER_EXPECTED = 21
"""Days after which a request that nobody answered counts as unanswered."""

REPLIES = ("replied", "declined")


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


def feedback_requests(counts: pd.DataFrame, silent_after: int = NO_LONGER_EXPECTED) -> list[RequestResults]:
    """Results for each group of the counts of `store/sql/feedback_requests.sql`, by name."""
    if counts.empty:
        return []
    return [
        _results(curve.group, counts[counts["group_name"] == curve.group], curve, silent_after)
        for curve in response_times(weighed(counts), answers=REPLIES)
    ]


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
    return share_of_applicants(successes.to_numpy(), cases.to_numpy())
