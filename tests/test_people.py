"""People and interviews: kept, found, written to again, taken along as cards that run nothing."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from analytics.errors import InvalidEntry, NotAllowed
from analytics.people import calendar
from analytics.people.vcard import Card, vcards
from analytics.reports.proof import proof
from analytics.statistics.feelings import Feeling, Strain, feelings, strain
from analytics.statistics.mood import Week
from analytics.store import Viewer, contacts, interviews
from analytics.store.applications import add_event
from analytics.store.deleting import delete_everything
from analytics.store.interviews import InterviewNote
from analytics.taxonomy import EventKind
from analytics.wording import interviews as interview_words
from analytics.wording import people as wording
from analytics.wording import proof as proof_words
from analytics.wording import takeaways
from analytics.wording.numbers import singular
from analytics.wording.records import records
from pages.frame.navigation import PLACES
from tests.builders import a_store, an_application

ME, NOW, TODAY = Viewer.applicant(1), datetime(2026, 3, 20, 12), date(2026, 3, 20)


def test_a_card_is_what_an_address_book_reads() -> None:
    card = Card(
        "Robin Vale", "Alder Works", "Head of data", "robin@alder.example", "+49 30 1", "https://alder.example/r"
    )
    assert vcards([card]).decode() == (
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Robin Vale\r\nN:;Robin Vale;;;\r\nORG:Alder Works\r\nTITLE:Head of data\r\n"
        "EMAIL:robin@alder.example\r\nTEL:+49 30 1\r\nURL:https://alder.example/r\r\nEND:VCARD\r\n"
    )


@pytest.mark.parametrize(
    "typed", ["Robin;Vale,\\x", "Robin\r\nEND:VCARD\r\nBEGIN:VCARD", "Robin\u2028x\x07", "é" * 200]
)
def test_what_was_typed_stays_text_in_a_card(typed: str) -> None:
    lines = vcards([Card(typed, typed, typed, typed, typed, f"javascript:{typed}", typed)]).decode().split("\r\n")
    assert [line for line in lines if line in ("BEGIN:VCARD", "END:VCARD")] == ["BEGIN:VCARD", "END:VCARD"]
    assert not [line for line in lines if line.startswith(("URL", "EMAIL"))]
    assert all(len(line.encode()) <= 75 for line in lines)


def test_a_person_is_written_to_again_once_the_day_has_come(tmp_path: Path) -> None:
    store = a_store(tmp_path, an_application(rejected_on="2026-03-17"))
    with store.writing(ME, NOW) as writer:
        robin = contacts.add_contact(writer, " Robin ", "interviewer", application_id=1, write_on=date(2026, 3, 20))
        contacts.add_contact(writer, "Kim", "friend", write_on=date(2026, 4, 1))
    with store.reading(ME) as reader:
        people = records(reader.load("contacts", find=None))
    assert wording.in_words(people, TODAY) == "Write to Robin: you meant to by now."
    assert [entry.title for entry in calendar.to_write_again(people, 1)] == ["Write to Kim", "Write to Robin"]
    with store.writing(ME, NOW) as writer:
        contacts.log_conversation(writer, robin, TODAY, "thanks")
    with store.reading(ME) as reader:
        people = records(reader.load("contacts", find=None))
    assert wording.in_words(people, TODAY) == "You keep 2 people; the next to write to is Kim, on Wed 1 Apr."


REFUSED: dict[str, Any] = {
    "no name": lambda w: contacts.add_contact(w, " ", "hr"),
    "no such kind": lambda w: contacts.add_contact(w, "Kim", "cousin"),
    "a conversation ahead": lambda w: contacts.log_conversation(w, 1, date(2026, 3, 21)),
    "an interview ahead": lambda w: interviews.note_interview(w, InterviewNote(1, date(2026, 3, 21))),
    "another's application": lambda w: interviews.note_interview(w, InterviewNote(2, TODAY)),
    "thanks before the interview": lambda w: interviews.log_thanks(w, 1, date(2026, 3, 9)),
    "news ahead": lambda w: add_event(w, 1, EventKind.INTERVIEW, None, None, date(2026, 3, 21)),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_is_refused(case: str, tmp_path: Path) -> None:
    store = a_store(tmp_path, an_application(), an_application(applicant=2))
    with store.writing(ME, NOW) as writer:
        contacts.add_contact(writer, "Robin", "hr")
        interviews.note_interview(writer, InterviewNote(1, date(2026, 3, 10)))
    with pytest.raises((InvalidEntry, NotAllowed)), store.writing(ME, NOW) as writer:
        REFUSED[case](writer)


def test_an_interview_is_noted_thanked_for_and_asked_from(tmp_path: Path) -> None:
    store = a_store(tmp_path, an_application(invited_on="2026-03-10", recorded_at=datetime(2026, 3, 1)))
    with store.writing(ME, NOW) as writer:
        first = interviews.note_interview(writer, InterviewNote(1, date(2026, 3, 10), "Why us?\nA puzzle", mood=4))
        interviews.note_interview(writer, InterviewNote(1, date(2026, 3, 18), "why us"))
        interviews.log_thanks(writer, first, date(2026, 3, 11))
        add_event(writer, 1, EventKind.FINAL, date(2026, 3, 24))
        add_event(writer, 1, EventKind.FOLLOW_UP, date(2026, 3, 25))
    with store.reading(ME) as reader:
        noted = records(reader.load("interviews"))
        ahead = interview_words.appointments(records(reader.load("events_ahead", today=TODAY)))
        entries = calendar.interviews(reader.load("events_ahead", today=TODAY), interview_words.questions(noted), 1)
    assert interview_words.questions(noted) == ["why us", "Why us?", "A puzzle"]
    assert interview_words.asked_often(noted) == [("why us", 2)]
    assert [interview_words.thanks_due(row, TODAY) for row in noted] == [True, False]
    assert interview_words.in_words(noted, ahead, [], TODAY) == "Tue 24 Mar: final round at Alder Works."
    assert [(entry.day, entry.title) for entry in entries] == [
        (date(2026, 3, 24), "Final round: Alder Works · Data Analyst")
    ]
    assert "Asked before:\n- why us" in entries[0].text


@pytest.mark.parametrize(
    ("more", "day", "holds"),
    [
        ({}, date(2026, 3, 24), True),
        ({"silent_days": 30}, TODAY, True),
        ({"followed_up": True}, date(2026, 3, 24), False),
        ({"may_be_let_go": True}, None, None),
        ({"silent_days": None}, None, None),
    ],
)
def test_a_silence_is_in_the_calendar_until_it_was_written_into_or_let_go(
    more: dict[str, Any], day: date | None, holds: bool | None
) -> None:
    silent = {"application_id": 1, "employer": "Alder", "role": None, "silent_days": 10}
    row = {**silent, "followed_up": False, "may_be_let_go": False, **more}
    found = calendar.to_write_once_more([row] * 30, 14, TODAY, 1)
    assert [(entry.day, entry.holds) for entry in found] == [(day, holds)] * (30 if day else 0)
    assert calendar.to_write_once_more([row], None, TODAY, 1) == []


def test_an_invitation_without_the_day_of_the_interview_is_no_interview_held(tmp_path: Path) -> None:
    store = a_store(tmp_path, an_application())
    with store.writing(ME, NOW) as writer:
        add_event(writer, 1, EventKind.INTERVIEW, None, None, date(2026, 3, 18))
    with store.reading(ME) as reader:
        assert reader.load("interviews_held").empty
        assert reader.load("application_paths")["outcome"].tolist() == ["in_process"]


def test_feelings_are_counted_once_an_entry() -> None:
    entries = [(date(2026, 3, 19), ("Tired", "tired", "hopeful")), (date(2026, 2, 1), ("tired",))]
    assert feelings(entries, TODAY) == (
        Feeling("tired", 2, 1, date(2026, 3, 19)),
        Feeling("hopeful", 1, 1, date(2026, 3, 19)),
    )


def weeks(*facts: tuple[float | None, int, int]) -> list[Week]:
    """Weeks up to the one before TODAY's, from (mood, entries, sent)."""
    mondays = [
        date(2026, 3, 16 - 7 * (len(facts) - place)) if place >= len(facts) - 2 else date(2026, 2, 2)
        for place in range(len(facts))
    ]
    return [Week(monday, mood, n, sent, 0, 0) for monday, (mood, n, sent) in zip(mondays, facts, strict=True)]


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        (((2.0, 2, 0), (2.0, 2, 0)), Strain.LOW),
        (((2.1, 2, 0), (2.0, 2, 0)), None),
        (((2.0, 1, 0), (2.0, 2, 0)), None),
        (((None, 0, 12), (4.0, 1, 12)), Strain.OVERWORK),
        (((None, 0, 12), (4.0, 1, 11)), None),
        (((3.0, 1, 7), (None, 0, 13), (None, 0, 13)), None),
        (((3.0, 1, 6), (None, 0, 13), (None, 0, 13)), Strain.OVERWORK),
        (((2.0, 5, 20),), None),
    ],
)
def test_heavy_weeks_are_noticed_at_their_limits(facts: tuple[Any, ...], found: Strain | None) -> None:
    assert strain(weeks(*facts), TODAY) == found


@pytest.mark.parametrize(
    ("many", "one"),
    [("lessons", "lesson"), ("stories", "story"), ("boxes", "box"), ("classes", "class"),
     ("mock interviews", "mock interview"),
     ("news", "news"), ("km", "km"), ("bus", "bus"), ("Stunden", "Stunden"), ("", ""), ("PDFs", "PDF")],
)  # fmt: skip
def test_one_of_what_somebody_named(many: str, one: str) -> None:
    assert singular(many) == one


def test_everything_is_deleted_once_the_words_are_typed_and_nothing_of_others(tmp_path: Path) -> None:
    store = a_store(tmp_path, an_application("Zaunkoenig"), an_application(applicant=2))
    with pytest.raises(InvalidEntry), store.writing(ME, NOW) as writer:
        delete_everything(writer, "delete")
    with store.reading(ME) as reader:
        assert len(reader.load("application_choices")) == 1
    with store.writing(ME, NOW) as writer:
        contacts.add_contact(writer, "Robin", "hr")
        delete_everything(writer, " Delete everything ")
    with store.reading(Viewer.analyst()) as reader:
        assert reader.load("application_choices")["application_id"].tolist() == [2]
    assert not [path for path in tmp_path.rglob("*.duckdb") if b"Zaunkoenig" in path.read_bytes()]


def test_ten_takeaways_know_what_was_done() -> None:
    nothing = dict.fromkeys((it.done for it in takeaways.takeaways()), 0)
    assert len(takeaways.takeaways()) == len(nothing) == 10
    assert takeaways.in_words(nothing) == "0 of 10 are begun. Next: take a no as something to learn from."
    assert takeaways.in_words(dict.fromkeys(nothing, 2)) == "10 of 10 are begun: nothing is left but to go on."
    assert all(it.page in PLACES for it in takeaways.takeaways())
    assert [it.theme.value for it in takeaways.looked_for()] == [
        "company_fit", "relevant_experience", "communication", "problem_solving", "enthusiasm",
    ]  # fmt: skip


def test_what_was_sent_in_a_period_is_a_page_that_prints_and_runs_nothing(tmp_path: Path) -> None:
    store = a_store(
        tmp_path,
        an_application("<b>Alder</b>", applied="2026-01-05", rejected_on="2026-01-20"),
        an_application("Birch", applied="2026-02-01"),
        an_application("Cedar", applied="2026-02-02"),
    )
    first, last = date(2026, 1, 5), date(2026, 2, 1)
    with store.reading(ME) as reader:
        sent = reader.load("applications_sent", first=first, last=last)
    assert proof_words.in_words(sent, first, last) == "Two applications sent from 5 January 2026 to 1 February 2026."
    assert proof_words.table(sent)[["Employer", "How far", "Outcome"]].to_numpy().tolist() == [
        ["<b>Alder</b>", "Sent", "Turned down, 20 January 2026"],
        ["Birch", "Sent", "Silent"],
    ]
    page = proof(sent, first, last, name="Sam", made_on=TODAY)
    assert "&lt;b&gt;Alder&lt;/b&gt;" in page and "<b>" not in page and "<script" not in page
