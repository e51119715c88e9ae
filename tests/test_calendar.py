"""The calendar file is accepted by parsers, keeps its identifiers, and means the same time everywhere.

Besides these tests, ical.js (the parser of Thunderbird's calendar) read the files of the same queue.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest

from analytics.errors import InvalidEntry
from analytics.feedback_requests.calendar import reminders
from analytics.feedback_requests.queue import asks
from analytics.store import Store, Viewer
from analytics.store import feedback_requests as requests
from analytics.store.feedback_requests import Asked
from tests.builders import a_store, an_application

NOW = datetime(2026, 3, 19, 14, 30, tzinfo=UTC)


def calendar_of(store: Store, zone: str | None = None, now: datetime = NOW) -> bytes:
    with store.reading(Viewer.applicant(1)) as reader:
        queue = asks(reader.load("request_queue"), reader.load("request_contacts"), now.date())
    return reminders(queue, now, zone)


def events(content: bytes) -> list[dict[str, Any]]:
    found = icalendar.Calendar.from_ical(content).walk("VEVENT")
    return [
        {
            "uid": str(event["uid"]),
            "summary": str(event["summary"]),
            "starts": event.decoded("dtstart"),
            "status": str(event["status"]),
            "sequence": int(str(event["sequence"])),
        }
        for event in found
    ]


def test_there_is_one_event_for_each_thing_to_do(tmp_path: Path) -> None:
    store = a_store(
        tmp_path,
        an_application("Coming", rejected_on="2026-03-19"),
        an_application("Due", rejected_on="2026-03-16"),
        an_application("Overdue", rejected_on="2026-03-02"),
        an_application("Asked", rejected_on="2026-03-09", request={"sent_on": "2026-03-12"}),
        an_application("Too long ago", rejected_on="2026-01-20"),
        an_application("Some day", rejected=True),
    )
    told = [(event["summary"], event["starts"], event["status"]) for event in events(calendar_of(store))]
    assert told == [
        ("Ask for feedback: Due, Data Analyst", date(2026, 3, 23), "CONFIRMED"),
        ("Ask for feedback: Overdue, Data Analyst", date(2026, 3, 30), "CONFIRMED"),
        ("Ask for feedback: Coming, Data Analyst", date(2026, 3, 24), "CONFIRMED"),
        ("Reply to look out for: Asked, Data Analyst", date(2026, 3, 26), "CONFIRMED"),
    ]


def test_importing_again_updates_instead_of_duplicating(tmp_path: Path) -> None:
    store = a_store(tmp_path, an_application(rejected_on="2026-03-19"))
    first = events(calendar_of(store))
    with store.writing(Viewer.applicant(1)) as writer:
        writer.sql("update applications set employer = 'Alder & Sons', decision_expected_on = date '2026-04-01'")
    later = events(calendar_of(store, now=NOW + timedelta(days=1)))
    assert [event["uid"] for event in later] == [event["uid"] for event in first]
    assert later[0]["summary"] == "Ask for feedback: Alder & Sons, Data Analyst"
    assert (first[0]["starts"], later[0]["starts"]) == (date(2026, 3, 24), date(2026, 4, 1))
    assert later[0]["sequence"] > first[0]["sequence"]


def test_what_was_done_is_cancelled_in_the_calendar(tmp_path: Path) -> None:
    store = a_store(tmp_path, an_application(rejected_on="2026-03-19"))
    before = events(calendar_of(store))
    with store.writing(Viewer.applicant(1), NOW.replace(tzinfo=None)) as writer:
        requests.log_sent(writer, 1, date(2026, 3, 19), Asked())
    after = events(calendar_of(store))
    assert [(event["summary"], event["status"]) for event in after] == [
        ("Ask for feedback: Alder Works, Data Analyst", "CANCELLED"),
        ("Reply to look out for: Alder Works, Data Analyst", "CONFIRMED"),
    ]
    assert after[0]["uid"] == before[0]["uid"]


def test_identifiers_differ_between_applications_and_things_to_do(tmp_path: Path) -> None:
    asked = an_application(rejected_on="2026-03-19", request={"sent_on": "2026-03-19"})
    store = a_store(tmp_path, asked, an_application(rejected_on="2026-03-19"))
    uids = [event["uid"] for event in events(calendar_of(store))]
    assert len(set(uids)) == len(uids) == 3


@pytest.mark.parametrize(
    ("zone", "day", "utc"),
    [
        ("Europe/Berlin", "2026-03-19", "2026-03-24T08:00:00+00:00"),
        # Daylight saving time began there on 29 March 2026.
        ("Europe/Berlin", "2026-03-27", "2026-04-01T07:00:00+00:00"),
        ("America/New_York", "2026-03-19", "2026-03-24T13:00:00+00:00"),
        ("Asia/Kolkata", "2026-03-19", "2026-03-24T03:30:00+00:00"),
    ],
)
def test_nine_in_the_morning_is_nine_where_the_reader_is(tmp_path: Path, zone: str, day: str, utc: str) -> None:
    content = calendar_of(a_store(tmp_path, an_application(rejected_on=day)), zone)
    starts = events(content)[0]["starts"]
    assert (starts.hour, starts.astimezone(UTC).isoformat()) == (9, utc)
    assert [str(part["tzid"]) for part in icalendar.Calendar.from_ical(content).walk("VTIMEZONE")] == [zone]


def test_without_a_zone_a_reminder_is_a_whole_day_with_a_morning_alarm(tmp_path: Path) -> None:
    content = calendar_of(a_store(tmp_path, an_application(rejected_on="2026-03-19")))
    event = icalendar.Calendar.from_ical(content).walk("VEVENT")[0]
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2026, 3, 24), date(2026, 3, 25))
    assert event.walk("VALARM")[0].decoded("trigger") == timedelta(hours=9)


def test_a_zone_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    store = a_store(tmp_path, an_application(rejected_on="2026-03-19"))
    for zone in ("Europe/Atlantis", "../../etc/passwd", ""):
        with pytest.raises(InvalidEntry):
            calendar_of(store, zone)


def test_the_file_keeps_to_the_standard_whatever_names_hold(tmp_path: Path) -> None:
    name = "Änderung; “Söhne”, Inc.\r\nBEGIN:VEVENT " + "€" * 60
    content = calendar_of(a_store(tmp_path, an_application(employer=name, rejected_on="2026-03-19")))
    lines = content.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR" and lines[-2:] == [b"END:VCALENDAR", b""]
    assert all(len(line) <= 75 for line in lines)
    assert b"\n" not in content.replace(b"\r\n", b"") and b"\r" not in content.replace(b"\r\n", b"")
    assert content.count(b"\r\nBEGIN:VEVENT\r\n") == 1
    for line in lines:
        line.decode("utf-8")
    assert "Änderung; “Söhne”, Inc." in events(content)[0]["summary"]
