"""What came of asking: the counts, the rates with their intervals, the times to a reply."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analytics.charts.feedback_requests import reply_rates_chart, reply_times_chart
from analytics.statistics.applicants import share_of_applicants
from analytics.statistics.feedback_requests import feedback_requests
from analytics.statistics.proportions import Proportion, wilson
from analytics.store import Store, Viewer
from analytics.wording.feedback_requests import in_words, table
from tests.builders import AnApplication, a_store, an_application


def asked(sent: str = "2026-02-02", **more: Any) -> AnApplication:
    """A rejection of 29 January that was asked about; `request` columns and anything an application takes."""
    columns = {"answered_on", "status", "contact_kind", "channel", "template"}
    request = {"sent_on": sent} | {name: more.pop(name) for name in columns & more.keys()}
    if "answered_on" in request:
        request.setdefault("status", "replied")
    return an_application(**{"rejected_on": "2026-01-29", "request": request} | more)


def counts_of(store: Store, viewer: Viewer | None = None, **values: Any) -> pd.DataFrame:
    with store.reading(viewer or Viewer.analyst()) as reader:
        return reader.load("feedback_requests", **values)


def rows(counts: pd.DataFrame) -> list[tuple[Any, ...]]:
    plain = counts.astype(object).where(counts.notna(), None)
    return [tuple(row) for row in plain.itertuples(index=False)]


# --- counting --------------------------------------------------------------------------------------------


def test_each_sent_request_is_counted_once_with_the_days_it_waited(tmp_path: Path) -> None:
    store = a_store(
        tmp_path,
        asked(answered_on="2026-02-05", feedback="More SQL, please.", kind="constructive"),
        asked(answered_on="2026-02-05", feedback="Just no.", kind="generic"),
        asked(answered_on="2026-02-09", status="declined"),
        asked(status="silent"),
        asked(sent="2026-03-02"),
        asked(status="replied"),
        asked(status="dropped"),
        an_application(rejected_on="2026-03-10"),
    )
    assert rows(counts_of(store)) == [
        ("all", 1, 0, 36, "replied", "replied", None, 1),
        ("all", 1, 3, 3, "replied", "replied", "constructive", 1),
        ("all", 1, 3, 3, "replied", "replied", "generic", 1),
        ("all", 1, 7, 7, "declined", "declined", None, 1),
        ("all", 1, 8, 8, None, "sent", None, 1),
        ("all", 1, 36, 36, None, "silent", None, 1),
    ]


def test_a_reply_after_the_day_looked_at_has_not_come_yet(tmp_path: Path) -> None:
    store = a_store(tmp_path, asked(answered_on="2026-02-12"), asked(sent="2026-03-02"))
    assert rows(counts_of(store, as_of=date(2026, 2, 10))) == [("all", 1, 8, 8, None, "sent", None, 1)]


@pytest.mark.parametrize(
    ("by", "groups"),
    [
        ("contact", ["hr", "interviewer", "not noted"]),
        ("way", ["email", "not noted", "phone"]),
        ("template", ["general", "own words"]),
        ("stage", ["application", "final", "interview"]),
        ("days_waited", ["0 to 2 days", "3 to 7 days", "more than 14 days"]),
    ],
)
def test_requests_are_grouped_by_what_could_make_a_difference(tmp_path: Path, by: str, groups: list[str]) -> None:
    store = a_store(
        tmp_path,
        asked(sent="2026-01-30", contact_kind="hr", channel="email"),
        asked(contact_kind="interviewer", channel="phone", template="general", invited_on="2026-01-20"),
        asked(sent="2026-03-02", final_on="2026-01-20"),
    )
    assert sorted(set(counts_of(store, by=by)["group_name"])) == groups


def test_an_applicant_counts_their_own_requests_only(tmp_path: Path) -> None:
    store = a_store(tmp_path, asked(), asked(applicant=2), asked(applicant=2))
    assert counts_of(store, Viewer.applicant(1))["n"].sum() == 1
    assert counts_of(store, Viewer.applicant(2))["n"].sum() == 2
    assert counts_of(store)["n"].sum() == 3


# --- estimating ------------------------------------------------------------------------------------------


def a_count(n: int, answer: str | None = None, days: int = 30, **more: Any) -> dict[str, Any]:
    columns = {"group_name": "all", "applicant": 1, "days_low": days, "days_high": days, "answer": answer, "n": n}
    return columns | {"status": answer or "sent", "kind": None} | more


def test_a_rate_waits_until_the_waiting_is_over() -> None:
    counts = pd.DataFrame(
        [
            a_count(3, "replied", 4, kind="constructive"),
            a_count(2, "replied", 9, kind="generic"),
            a_count(1, "replied", 2),
            a_count(2, "declined", 3),
            a_count(4, None, 12, status="silent"),
            a_count(5, None, 21),
            a_count(6, None, 20),
        ]
    )
    (result,) = feedback_requests(counts)
    assert (result.sent, result.waiting, result.settled, result.replied, result.declined) == (23, 6, 17, 6, 2)
    assert result.reply_rate == wilson(6, 17)
    assert result.constructive == wilson(3, 5)
    assert in_words([result]) == "Of 17 requests whose wait is over, 6 brought a reply; 6 still wait for one."
    assert table([result]).to_dict("records") == [
        {
            "Group": "All together",
            "Sent": 23,
            "Waiting": 6,
            "Replied": 6,
            "Declined": 2,
            "Reply rate": "6 of 17",
            "Specific replies": "3 of 5",
            "Half replied by day": None,
        }
    ]


def test_times_to_a_reply_compete_with_a_refusal() -> None:
    counts = pd.DataFrame([a_count(5, "replied", 4), a_count(3, "declined", 6), a_count(2, None, 10)])
    curve = feedback_requests(counts)[0].curve
    at_five, at_ten = curve.incidence_at(5), curve.incidence_at(10)
    assert (at_five["replied"].value, at_five["declined"].value) == (0.5, 0.0)
    assert (at_ten["replied"].value, at_ten["declined"].value) == pytest.approx((0.5, 0.3))
    assert curve.median.value == 5.0


def test_groups_come_in_the_order_of_an_application() -> None:
    stages = ("final", "application", "interview", "assessment", "new")
    counts = pd.DataFrame([a_count(1, group_name=stage) for stage in stages])
    labels = table(feedback_requests(counts))["Group"].tolist()
    assert labels == ["Application", "Assessment", "Interview", "Last round", "new"]


def test_few_requests_are_cases_and_not_a_percentage() -> None:
    (result,) = feedback_requests(pd.DataFrame([a_count(2, "replied", 4), a_count(2)]))
    assert not result.reply_rate.enough
    assert table([result])["Reply rate"].tolist() == ["2 of 4"]
    assert in_words([result]) == "Of 4 requests whose wait is over, 2 brought a reply."


@pytest.mark.parametrize(
    ("rows", "said", "rate"),
    [
        ([a_count(1, days=20)], "No request's wait is over yet; 1 still waits for one.", "–"),
        ([a_count(1, days=21)], "Of 1 request whose wait is over, none brought a reply.", "none of 1"),
        ([a_count(10, "replied"), a_count(9)], "Of 19 requests whose wait is over, 10 brought a reply.", "10 of 19"),
        (
            [a_count(10, "replied"), a_count(10)],
            "Of 20 requests whose wait is over, 10 brought a reply: 50% (30% to 70%).",
            "50% (30–70) of 20",
        ),
    ],
)
def test_a_percentage_is_named_from_twenty_on(rows: list[dict[str, Any]], said: str, rate: str) -> None:
    results = feedback_requests(pd.DataFrame(rows))
    assert in_words(results) == said
    assert table(results)["Reply rate"].tolist() == [rate]


def test_nothing_asked_is_nothing_to_say(tmp_path: Path) -> None:
    assert feedback_requests(counts_of(a_store(tmp_path, an_application()))) == []


def test_charts_leave_small_groups_to_the_table() -> None:
    counts = pd.DataFrame(
        [
            a_count(6, "replied", 4),
            a_count(6),
            a_count(2, group_name="phone"),
            a_count(1, "replied", group_name="phone"),
        ]
    )
    results = feedback_requests(counts)
    assert [list(trace.y) for trace in reply_rates_chart(results).data] == [
        ["All together", "All together"],
        ["All together"],
    ]
    assert [trace.name for trace in reply_times_chart(results[0]).data] == ["Replied", "Declined"]


# --- clusters --------------------------------------------------------------------------------------------


def test_one_applicant_has_wilsons_own_interval() -> None:
    assert share_of_applicants([7], [20]) == wilson(7, 20)
    assert share_of_applicants([], []) == Proportion(None, None, None, 0)


def test_the_interval_covers_where_wilsons_would_not() -> None:
    rng = np.random.default_rng(8)
    covered = {"clustered": 0, "plain": 0}
    for _ in range(400):
        cases = rng.integers(5, 15, 30)
        successes = rng.binomial(cases, rng.beta(1.2, 2.8, 30))
        for name, found in (
            ("clustered", share_of_applicants(successes, cases)),
            ("plain", wilson(int(successes.sum()), int(cases.sum()))),
        ):
            assert found.low is not None and found.high is not None
            covered[name] += found.low <= 0.3 <= found.high
    assert covered["clustered"] / 400 > 0.91
    assert covered["plain"] / 400 < 0.80
