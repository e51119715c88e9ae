"""Two pages that show one fact show the same: every page's own calls on one log, with whatever can happen in it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analytics.feedback_requests.queue import Lane, asks, key_numbers
from analytics.statistics.application_paths import Step, application_paths
from analytics.statistics.feedback_requests import feedback_requests
from analytics.statistics.funnel import funnel
from analytics.statistics.next_step import Step as NextMove
from analytics.statistics.next_step import next_step
from analytics.statistics.rejection_reasons import overall, rejection_reasons
from analytics.statistics.response_times import response_times
from analytics.store import Reader, Store, Viewer
from analytics.taxonomy import EventKind, Precision
from analytics.wording.feedback_requests import in_words
from analytics.wording.rejection_reasons import can_be_asked_in_words
from tests.builders import RECORDED_AT, AnApplication, a_store, an_application

FIRST, LAST = date(2025, 1, 1), date(2026, 12, 30)
EVER = {"first": FIRST - timedelta(days=400), "last": LAST + timedelta(days=400)}


def a_log(seed: int, number: int = 240) -> list[AnApplication]:
    """Applications of one person to which anything has happened, in any order, as well known as logs say it."""
    chance = random.Random(seed)
    channels = ("Referral", "Website", None)
    return [
        an_application(
            f"Employer {place % 50}",
            applied=None if chance.random() < 0.1 else str(FIRST + timedelta(days=chance.randrange(500))),
            outcome_recorded=chance.random() < 0.8,
            channel=chance.choice(channels),
            feedback="Others fit better." if chance.random() < 0.3 else None,
            reasons=["other_candidates"],
        )
        for place in range(number)
    ]


def happenings(seed: int, store: Store) -> None:
    """Writes up to four events for each application: kinds, precisions and days of the news by chance."""
    chance = random.Random(seed)
    with store.reading(Viewer.applicant(1)) as reader:
        sent = reader.load("applications")
    rows: list[dict[str, Any]] = []
    for number, applied in zip(sent["application_id"], sent["applied_on"], strict=True):
        begun = FIRST if pd.isna(applied) else applied.date()
        for _ in range(chance.randrange(5)):
            precision = chance.choice(list(Precision))
            day = begun + timedelta(days=chance.randrange(120))
            day = {Precision.MONTH: day.replace(day=1), Precision.YEAR: day.replace(month=1, day=1)}.get(precision, day)
            rows.append(
                {
                    "event_id": len(rows) + 1,
                    "application_id": number,
                    "applicant_id": 1,
                    "kind": chance.choice(list(EventKind)).value,
                    "happened_on": None if precision is Precision.UNKNOWN else day,
                    "known_on": day - timedelta(days=3)
                    if day - timedelta(3) >= begun and chance.random() < 0.2
                    else None,
                    "precision": precision.value,
                    "origin": "import",
                    "recorded_at": RECORDED_AT,
                }
            )
    with store.writing(Viewer.applicant(1)) as writer:
        writer.append("events", pd.DataFrame(rows).astype(object))


@pytest.fixture(scope="module", params=range(3))
def reader(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    store = a_store(tmp_path_factory.mktemp("log"), *a_log(request.param))
    happenings(request.param, store)
    with store.reading(Viewer.applicant(1)) as reader:
        yield reader


def test_every_page_counts_the_same_answers_invitations_offers_and_noes(reader: Reader) -> None:
    paths = application_paths(reader.load("application_paths"))
    [steps] = [one.steps for one in funnel(reader.load("funnel"))]
    [debrief] = reader.load("debrief", **EVER).to_dict("records")
    [step] = reader.load("next_step").to_dict("records")
    shown = reader.load("applications")
    sent = shown[shown["submission"] == "sent"]
    flows = {flow.target: flow.n for flow in paths.flows}
    every = {name: (steps[place].n) for place, name in enumerate(("recorded", "answered", "invited", "offered"))}
    assert every == {name: getattr(paths, name) for name in every}
    assert paths.answered + paths.withdrawn + paths.waiting == paths.recorded
    assert len(sent) == paths.n == step["applications"] == debrief["applications"]
    assert paths.unrecorded == step["unrecorded"]
    assert paths.waiting == step["waiting"]
    assert paths.offered >= (sent["outcome"] == "offered").sum() == flows[Step.OFFERED]
    turned_down = overall(reader.load("rejection_reasons")).rejections
    assert paths.rejected == turned_down == step["rejections"] == (sent["outcome"] == "rejected").sum()
    by_stage = rejection_reasons(reader.load("rejection_reasons", by="stage"))
    assert sum(result.rejections for result in by_stage) == turned_down
    assert flows[Step.REJECTED] + flows[Step.REJECTED_AFTER_INVITATION] == turned_down
    assert (flows[Step.WITHDRAWN], flows[Step.SILENT]) == (paths.withdrawn, paths.waiting)


def test_how_long_counts_what_the_overview_counts_where_the_day_of_applying_is_known(reader: Reader) -> None:
    [curve] = response_times(reader.load("response_times"))
    [coverage] = reader.load("response_times_coverage").to_dict("records")
    paths = application_paths(reader.load("application_paths"))
    assert coverage["sent"] == paths.n
    assert coverage["counted"] + coverage["without_date"] == paths.recorded
    assert curve.n == coverage["counted"]
    months = funnel(reader.load("funnel", by="month"))
    dated = [group.steps for group in months if group.group != "not stated"]
    assert sum(steps[0].n for steps in dated) == curve.n
    assert sum(steps[1].n for steps in dated) == curve.responses
    waiting = reader.load("waiting_list")
    assert len(waiting) == curve.censored == curve.n - curve.responses - curve.withdrawn


def test_the_debrief_of_all_time_counts_what_the_pages_count(reader: Reader) -> None:
    [debrief] = reader.load("debrief", **EVER).to_dict("records")
    [curve] = response_times(reader.load("response_times"))
    months = [one.steps for one in funnel(reader.load("funnel", by="month")) if one.group != "not stated"]
    assert debrief["recorded"] == curve.n
    assert debrief["invited"] == sum(steps[2].n for steps in months)
    assert debrief["waiting"] == curve.censored
    assert debrief["sent"] + debrief["sent_undated"] == debrief["applications"]
    noes = overall(reader.load("rejection_reasons")).rejections
    assert debrief["rejections"] + debrief["rejections_undated"] == noes


def test_whom_to_ask_about_is_every_no_and_what_ended_otherwise_is_let_go(reader: Reader) -> None:
    queue = asks(reader.load("request_queue"), reader.load("request_contacts"), LAST)
    outcomes = reader.load("applications").set_index("application_id")["outcome"]
    asked_about = {ask.rejection.application_id for ask in queue}
    assert asked_about >= set(outcomes[outcomes == "rejected"].index)
    assert all(ask.lane is Lane.PASSED for ask in queue if outcomes[ask.rejection.application_id] != "rejected")


def test_goals_count_the_answers_and_invitations_that_have_a_day(reader: Reader) -> None:
    done = reader.load("goal_pace").groupby("metric")["amount"].sum()
    months = [one.steps for one in funnel(reader.load("funnel", by="month")) if one.group != "not stated"]
    assert done["applications"] == reader.load("debrief", **EVER)["sent"].iloc[0]
    paths = application_paths(reader.load("application_paths"))
    for metric, place in (("replies", 1), ("interviews", 2)):
        assert sum(steps[place].n for steps in months) <= done[metric] <= (paths.answered, paths.invited)[place - 1]


def test_ten_that_were_stepped_back_from_and_then_turned_down_are_no_answers_anywhere(tmp_path: Path) -> None:
    ten = [an_application(withdrawn_on="2026-01-10", rejected_on="2026-01-20") for _ in range(10)]
    with a_store(tmp_path, *ten).reading(Viewer.applicant(1)) as reader:
        paths = application_paths(reader.load("application_paths"))
        [curve] = response_times(reader.load("response_times"))
        assert (paths.answered, paths.withdrawn, paths.rejected, paths.waiting) == (0, 10, 0, 0)
        assert (curve.responses, curve.withdrawn, curve.censored) == (0, 10, 0)
        assert overall(reader.load("rejection_reasons")).rejections == 0
        assert [step.n for step in funnel(reader.load("funnel"))[0].steps] == [10, 0, 0, 0, 0]
        assert set(reader.load("applications")["outcome"]) == {"withdrawn"}
        assert next_step(reader.load("next_step")).step is NextMove.KEEP_UP
        assert reader.load("goal_pace")["metric"].unique().tolist() == ["applications"]


def test_a_refusal_to_give_feedback_is_no_reply_on_any_page(tmp_path: Path) -> None:
    requests = [
        {"status": "replied", "sent_on": "2026-01-25", "answered_on": "2026-01-28"},
        {"status": "declined", "sent_on": "2026-01-25", "answered_on": "2026-01-28"},
        {"status": "sent", "sent_on": "2026-01-25"},
    ]
    log = [an_application(rejected_on="2026-01-20", request=request) for request in requests]
    today = date(2026, 1, 29)
    with a_store(tmp_path, *log).reading(Viewer.applicant(1)) as reader:
        queue = asks(reader.load("request_queue"), reader.load("request_contacts"), today)
        [result] = feedback_requests(reader.load("feedback_requests", as_of=today))
    assert key_numbers(queue, today)[-1] == ("Replied", "1 of 3", "of those asked")
    assert (result.replied, result.settled, result.sent) == (1, 2, 3)
    assert in_words([result]).startswith("Of 2 requests whose wait is over, 1 brought a reply")
    assert can_be_asked_in_words(1, result.replied, result.settled).endswith(
        "You may still ask about 1 of your rejections. Of 2 requests whose wait is over, 1 brought a reply."
    )
