"""The days of answers, whatever their columns are called: the first and the last reply, invitations, histories."""
# ruff: noqa: E501

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.logs import Stored, stored

TODAY = date(2026, 11, 25)


def read(*lines: str, **answers: Any) -> Stored:
    return stored("\n".join([*lines, ""]), today=TODAY, **answers)


def asked(found: Stored) -> list[str]:
    return [question.name for question in found.reading.unanswered]


@pytest.mark.parametrize(
    ("first", "last"),
    [("First response", "Final response"), ("Reply date", "Second reply"), ("Antwort am", "Letzte Antwort"),
     ("Fecha de respuesta", "Respuesta final")],
)  # fmt: skip
@pytest.mark.parametrize("turned", [False, True], ids=["in order", "turned"])
def test_of_two_days_of_answers_the_later_one_is_how_it_ended(first: str, last: str, turned: bool) -> None:
    heads, days = (first, last), [("2026-01-10", "2026-02-10"), ("", ""), ("2026-01-20", "2026-02-20")]
    words = ("Rejected", "Applied", "Rejected")
    order = -1 if turned else 1
    rows = [
        f"F{n},Dev,2026-01-0{n},{said},{','.join(pair[::order])}"
        for n, (said, pair) in enumerate(zip(words, days, strict=True), 1)
    ]
    found = read(f"Company,Role,Date Applied,Status,{','.join(heads[::order])}", *rows)
    assert not found.reading.questions
    assert found.events == [
        (2, "acknowledged", "2026-01-10", "day"), (2, "rejected", "2026-02-10", "day"),
        (4, "acknowledged", "2026-01-20", "day"), (4, "rejected", "2026-02-20", "day"),
    ]  # fmt: skip


def test_days_beside_answers_of_any_kind_are_those_of_the_answers() -> None:
    found = read("Company,Role,Date Applied,Status,Got back to me", "A,Dev,2026-01-05,Rejected,2026-01-20", "B,Dev,2026-01-06,Applied,",
                 "C,Dev,2026-01-07,Interview,2026-01-15")  # fmt: skip
    assert not found.reading.questions
    assert found.events == [(2, "rejected", "2026-01-20", "day"), (4, "interview", "2026-01-15", "day")]


@pytest.mark.parametrize(
    "heading", ["Invited on", "Einladung am", "Fecha de invitación", "Convoqué le", "Data do convite"]
)
def test_the_day_of_an_invitation_is_when_the_news_came(heading: str) -> None:
    found = read(f"Company,Role,Date Applied,{heading},Interview,Status", "A,Dev,2026-01-05,2026-01-10,2026-01-20,Rejected",
                 "B,Dev,2026-01-06,2026-01-12,,Interview")  # fmt: skip
    assert found.known == [("interview", "2026-01-20", "2026-01-10"), ("interview", None, "2026-01-12")]
    assert found.reading.responses == 2


@pytest.mark.parametrize(
    "heading", ["Follow up", "Followed up on", "Nachgefasst am", "Relancé le", "Fecha de seguimiento"]
)
def test_following_up_is_an_event_once_it_has_been(heading: str) -> None:
    found = read(f"Company,Role,Date Applied,Status,{heading}", "A,Dev,2026-01-05,Applied,2026-01-20", "B,Dev,2026-01-06,Applied,2027-01-20",
                 "C,Dev,2026-01-07,Applied,ask Sam")  # fmt: skip
    assert found.events == [(2, "follow_up", "2026-01-20", "day")]
    assert [note and note.split(": ")[1] for note in found.column("notes")] == ["2026-01-20", "2027-01-20", "ask Sam"]
    assert not found.reading.set_aside
    assert found.reading.outcomes == {"open": 3}


@pytest.mark.parametrize("heading", ["Next follow up", "Wiedervorlage", "Follow-up due"])
def test_a_planned_follow_up_is_a_note(heading: str) -> None:
    found = read(
        f"Company,Role,Date Applied,Status,{heading}",
        "A,Dev,2026-01-05,Applied,2026-01-20",
        "B,Dev,2026-01-06,Applied,2026-01-21",
    )
    assert found.events == []
    assert found.column("notes") == [f"{heading}: 2026-01-20", f"{heading}: 2026-01-21"]


def test_where_to_dial_in_is_no_interview() -> None:
    found = read("Company,Role,Date Applied,Status,Interview", "A,Dev,2026-01-05,Applied,https://meet.example/1", "B,Dev,2026-01-06,Applied,2026-02-01",
                 "C,Dev,2026-01-07,Applied,2026-02-03", "D,Dev,2026-01-08,Rejected,yes")  # fmt: skip
    assert found.events == [(3, "interview", "2026-02-01", "day"), (4, "interview", "2026-02-03", "day"),
                            (5, "interview", None, "unknown"), (5, "rejected", None, "unknown")]  # fmt: skip
    assert found.column("notes") == ["Interview: https://meet.example/1", None, None, None]


CHANGES = ("Date,Company,Role,Status", "2026-01-05,A,Dev,Applied", "2026-01-09,A,Dev,Phone screen", "2026-01-20,A,Dev,Rejected",
           "2026-01-07,B,QA,Applied", "2026-01-27,B,QA,Rejected", "2026-01-17,C,QA,Applied")  # fmt: skip


def test_a_row_a_change_of_status_is_asked_about() -> None:
    found = read(*CHANGES)
    assert asked(found) == ["history"]
    assert found.reading.unanswered[0].effect == "5 rows would be 2 applications with what happened to each"


def test_changes_of_status_become_the_events_of_their_application() -> None:
    found = read(*CHANGES, history="changes")
    assert [(one["employer"], str(one["applied_on"])) for one in found.applications] == [
        ("A", "2026-01-05"),
        ("B", "2026-01-07"),
        ("C", "2026-01-17"),
    ]
    assert found.events == [
        (2, "screening", "2026-01-09", "day"),
        (2, "rejected", "2026-01-20", "day"),
        (5, "rejected", "2026-01-27", "day"),
    ]
    assert len(read(*CHANGES, history="applications").applications) == 6


@pytest.mark.parametrize(
    "lines",
    [
        ("Date Applied,Company,Role,Status", *CHANGES[1:]),  # its name says that one applied on each day
        (*CHANGES[:2], *CHANGES[4:5], *CHANGES[6:], "2026-02-05,D,Dev,Applied", "2026-03-05,D,Dev,Applied"),
    ],
)
def test_applying_again_is_no_change_of_status(lines: tuple[str, ...]) -> None:
    assert not asked(read(*lines))


def test_what_a_log_covers_ends_with_the_last_day_in_it() -> None:
    found = read("Company,Role,Date Applied,Status,Last updated,Expected reply", "A,Dev,2026-01-05,Applied,2026-02-20,2026-03-20",
                 "B,Dev,2026-01-06,Rejected,2026-02-21,", "C,Dev,2026-01-07,Applied,2026-02-19,")  # fmt: skip
    assert (found.reading.covers_from, found.reading.covers_until) == (date(2026, 1, 5), date(2026, 2, 21))
