"""What is said about single applications: one case on each side of every limit, whole sentences compared."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from analytics.wording.applications import (
    Counts,
    Point,
    answered_in_words,
    asked_for_its_day,
    facts,
    name,
    names,
    next_step,
    rows,
    sent_in_words,
    silence_in_words,
    since,
    state,
    state_of,
    timeline,
    to_ask,
    undated_in_words,
)

TODAY = date(2026, 11, 25)
NOTHING = pd.DataFrame()
ROW: dict[str, Any] = {
    "state": "silent",
    "applied_on": date(2026, 11, 5),
    "silent_days": 20,
    "since": date(2026, 11, 18),
    "due": False,
    "followed_up": False,
    "may_be_let_go": False,
}


@pytest.mark.parametrize(
    ("of", "write", "ask", "gone", "said"),
    [
        ({"silent": 3}, 0, 0, 0, "Three sent."),
        ({"silent": 3, "planned": 2}, 0, 0, 0, "Three sent, 2 planned."),
        ({"silent": 3}, 1, 0, 0, "Three sent. One is due for one more message."),
        ({"silent": 3}, 2, 0, 1, "Three sent. Two are due for one more message, 1 may be let go."),
        ({"silent": 3}, 0, 0, 2, "Three sent. Two may be let go."),
        ({"rejected": 3}, 0, 1, 0, "Three sent. One is due for asking."),
        ({"silent": 3, "rejected": 3}, 2, 1, 0, "Six sent. Two are due for one more message, 1 for asking."),
    ],
)
def test_the_one_sentence(of: dict[str, int], write: int, ask: int, gone: int, said: str) -> None:
    assert Counts(of, write, ask, gone).in_words() == said


def test_the_list_can_be_narrowed_to_what_there_is() -> None:
    rows = pd.DataFrame(
        {"state": ["silent", "rejected"], "n": [3, 2], "due": [1, 2], "may_be_let_go": [1, 0], "sent_lately": [2, 1]}
    )
    counts = Counts.of_rows(rows)
    assert counts == Counts({"silent": 3, "rejected": 2}, to_write=1, to_ask=2, may_be_let_go=1, sent_lately=3)
    assert counts.filters() == {"All": 5, "Due": 3, "Silent": 3, "Turned down": 2}
    assert [state_of(label) for label in ("All", "Due", "Silent", "Turned down")] == [None, "due", "silent", "rejected"]


@pytest.mark.parametrize(
    ("submission", "outcome", "recorded", "found"),
    [
        ("planned", None, True, "planned"),
        ("sent", None, True, "silent"),
        ("sent", "open", True, "silent"),
        ("sent", "open", False, "unrecorded"),
        ("sent", "rejected", False, "rejected"),
    ],
)
def test_an_application_is_in_one_state(submission: str, outcome: str | None, recorded: bool, found: str) -> None:
    assert state({"submission": submission, "outcome": outcome, "outcome_recorded": recorded}) == found


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "sent 5 Nov · 20 days silent"),
        ({"silent_days": 1}, "sent 5 Nov · 1 day silent"),
        ({"applied_on": None}, "day of sending not known · 20 days silent"),
        ({"state": "planned"}, "not sent"),
        ({"state": "rejected"}, "sent 5 Nov · turned down 18 Nov"),
        ({"state": "in_process"}, "sent 5 Nov · invited 18 Nov"),
        ({"state": "unrecorded"}, "sent 5 Nov · since 18 Nov"),
        ({"state": "rejected", "since": None}, "sent 5 Nov"),
    ],
)
def test_since_when_it_stands_where_it_stands(more: dict[str, Any], said: str) -> None:
    assert since({**ROW, **more}, TODAY) == said


@pytest.mark.parametrize(
    ("more", "asking", "write_from", "said"),
    [
        ({"due": True}, None, 14, "Write once more"),
        ({}, None, 21, "Wait until Thu 26 Nov"),
        ({"may_be_let_go": True}, None, 20, "May be let go"),
        ({"followed_up": True}, None, 14, "You wrote once more"),
        ({"followed_up": True}, None, None, "You wrote once more"),
        ({"followed_up": True, "may_be_let_go": True}, None, 14, "May be let go"),
        ({}, None, None, ""),
        ({"silent_days": None}, None, 21, ""),
        ({"state": "rejected"}, None, 14, ""),
        ({"state": "rejected"}, ("coming", date(2026, 11, 30)), 14, "Ask from Mon 30 Nov"),
        ({"state": "rejected"}, ("due", None), 14, "Ask for feedback today"),
        ({"state": "rejected"}, ("overdue", None), 14, "Ask for feedback"),
        ({"state": "rejected"}, ("coming", None), 14, ""),
        ({"state": "in_process"}, None, 14, "Prepare"),
        ({"state": "offered"}, None, 14, "Decide"),
        ({"state": "unrecorded"}, None, 14, "Say what came of it"),
        ({"state": "planned"}, None, 14, "Send it, or let it go"),
        ({"state": "withdrawn"}, None, 14, ""),
    ],
)
def test_what_is_next(
    more: dict[str, Any], asking: tuple[str, date | None] | None, write_from: int | None, said: str
) -> None:
    assert next_step({**ROW, **more}, asking, write_from) == said


@pytest.mark.parametrize(
    ("more", "write_from", "said"),
    [
        ({"may_be_let_go": True, "followed_up": True}, 14, "An answer has become rare: you may let it go."),
        ({"followed_up": True}, None, "You wrote once more; one message is enough."),
        ({}, 21, "One more message is worth it after 21 days of silence. Wait until Thu 26 Nov."),
        ({}, None, "When one more message is worth it is not known yet."),
        ({"silent_days": None}, 21, "When one more message is worth it is not known yet."),
    ],
)
def test_what_to_do_about_a_silence_that_is_not_due(more: dict[str, Any], write_from: int | None, said: str) -> None:
    assert silence_in_words({**ROW, **more}, write_from).startswith(said)


@pytest.mark.parametrize(
    ("kind", "on", "news", "precision", "removed", "said"),
    [
        ("rejected", "2026-11-15", None, "day", None, "answered on day 10"),
        ("rejected", "2026-11-05", None, "day", None, "answered on day 0"),
        ("rejected", "2026-11-04", None, "day", None, ""),
        ("rejected", "2026-11-15", None, "month", None, ""),
        ("rejected", None, None, "unknown", None, ""),
        ("rejected", "2026-11-15", None, "day", "2026-11-20", ""),
        ("follow_up", "2026-11-15", None, "day", None, ""),
        ("interview", "2026-11-30", "2026-11-12", "day", None, "answered on day 7"),
        ("interview", None, "2026-11-12", "unknown", None, "answered on day 7"),
    ],
)
def test_the_day_of_the_first_answer_is_said_where_it_is_known(
    kind: str, on: str | None, news: str | None, precision: str, removed: str | None, said: str
) -> None:
    events = pd.DataFrame(
        [{"kind": kind, "happened_on": on, "known_on": news, "precision": precision, "removed_at": removed}]
    )
    assert answered_in_words(date(2026, 11, 5), events) == said
    assert answered_in_words(None, events) == ""


def test_undated_answers_are_counted_and_dates_asked_for_only_where_there_are_so_many() -> None:
    assert undated_in_words(1, 0) == "One answer has no day."
    assert undated_in_words(3, 4) == "Three answers have no day."
    assert undated_in_words(3, 3) == "Three answers have no day. Three dates would make it a curve."
    assert undated_in_words(3, 1) == "Three answers have no day. One date would make it a curve."


def test_a_name_and_facts_leave_out_what_is_not_known() -> None:
    assert [name("Alder", "Dev"), name("Alder", None), name(None, "Dev"), name(None, None)] == [
        "Alder · Dev", "Alder", "Dev", "An application",
    ]  # fmt: skip
    assert facts({"location": "Bonn", "link": "", "file_name": "log.csv", "line": 7, "status_words": "no"}) == {
        "Place": "Bonn",
        "The log says": "no",
        "Came with": "log.csv, line 7",
    }
    assert facts({"file_name": "log.csv", "line": None}) == {"Came with": "log.csv"}


EVENT: dict[str, Any] = {
    "kind": "rejected",
    "happened_on": "2026-11-18",
    "known_on": None,
    "precision": "day",
    "removed_at": None,
    "words": None,
    "note": None,
}


@pytest.mark.parametrize(
    ("more", "point"),
    [
        ({}, Point(date(2026, 11, 18), "18 Nov", "They said no", rejection=True)),
        ({"kind": "interview"}, Point(date(2026, 11, 18), "18 Nov", "Interview")),
        (
            {"precision": "month", "words": "No, sorry", "note": "by phone"},
            Point(date(2026, 11, 18), "November 2026", "They said no", "No, sorry · by phone", rejection=True),
        ),
        (
            {"precision": "seen"},
            Point(date(2026, 11, 18), "by 18 November 2026", "They said no", rejection=True),
        ),
        ({"happened_on": None, "precision": "unknown"}, Point(None, "no day", "They said no", rejection=True)),
    ],
)
def test_an_event_is_a_point_with_its_day_as_far_as_it_is_known(more: dict[str, Any], point: Point) -> None:
    events = pd.DataFrame([{**EVENT, **more}, {**EVENT, "removed_at": "2026-11-19"}])
    assert timeline(None, events, NOTHING, NOTHING, TODAY, sent=False) == [point]


def test_a_timeline_stands_in_its_order_and_what_has_no_day_stands_last() -> None:
    feedback = pd.DataFrame(
        [
            {
                "speaker": "employer",
                "reason": "cultural_fit",
                "evidence": "No  SQL.",
                "words": "x",
                "received_on": None,
            },
            {"speaker": "own", "reason": None, "evidence": None, "words": "Hm.", "received_on": "2026-11-20"},
            {"speaker": "coach", "reason": None, "evidence": None, "words": None, "received_on": "2026-11-19"},
        ]
    )
    requests = pd.DataFrame(
        [
            {"sent_on": "2026-11-21", "contact_name": "Ada", "answered_on": "2026-11-24", "status": "replied"},
            {"sent_on": "2026-11-22", "contact_name": None, "answered_on": None, "status": "sent"},
        ]
    )
    points = timeline(date(2026, 11, 5), pd.DataFrame([EVENT]), feedback, requests, TODAY)
    assert [(point.when, point.what, point.more, point.quote) for point in points] == [
        ("5 Nov", "Sent", "", ""),
        ("18 Nov", "They said no", "", ""),
        ("19 Nov", "Somebody said", "no reason named", ""),
        ("20 Nov", "Your own note", "no reason named", "Hm."),
        ("21 Nov", "You asked for feedback", "of Ada", ""),
        ("22 Nov", "You asked for feedback", "", ""),
        ("24 Nov", "A reply came", "Replied", ""),
        ("no day", "They wrote", "reading: cultural fit", "No SQL."),
    ]


def test_the_day_to_ask_is_now_once_it_has_come() -> None:
    assert to_ask(date(2026, 11, 26), "x", TODAY) == Point(
        date(2026, 11, 26), "26 Nov", "Ask for feedback", "x", ahead=True
    )
    assert to_ask(TODAY, "x", TODAY).when == to_ask(None, "x", TODAY).when == "now"


def test_a_field_for_a_day_says_whose_and_what() -> None:
    row = {"employer": "Alder", "role": "Dev", "kind": "rejected", "applied_on": date(2026, 11, 5)}
    assert asked_for_its_day(row) == "Alder · Dev, sent 5 November 2026: they said no on"
    assert asked_for_its_day({**row, "applied_on": None}) == "Alder · Dev: they said no on"
    assert sent_in_words(row) == "sent 5 November 2026"
    assert sent_in_words({}) == "day of sending not known"


def test_rows_of_a_list_are_plain() -> None:
    found = pd.DataFrame(
        {
            "applied_on": [pd.Timestamp("2026-11-05")],
            "since": [pd.Timestamp("2026-11-18")],
            "silent_days": [20.0],
            "x": [None],
        }
    )
    assert rows(found) == [{"applied_on": date(2026, 11, 5), "since": date(2026, 11, 18), "silent_days": 20, "x": None}]
    choices = pd.DataFrame({"application_id": [7], "employer": ["Alder"], "role": [None]})
    assert names(choices) == {7: "Alder"}
