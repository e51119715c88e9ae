"""An export of mails becomes a log, once: what is stored, what is asked, how it comes again and goes."""
# ruff: noqa: E501

from __future__ import annotations

import random
import socket
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from analytics.ingest.importing import Source, import_file, undo_import
from analytics.ingest.reading import Answers as LogAnswers
from analytics.mailbox.importing import NO_ANSWERS, import_mail, review
from analytics.mailbox.log import NOTHING, Answer, Answers
from analytics.store import Store, Viewer
from bench.mailbox_quality import PROBES, made, score
from tests.test_mailbox_reading import mail, mbox

NOW = datetime(2026, 11, 25, 12)
ME = Viewer.applicant(1)
TABLES = ("applications", "events", "contacts", "feedback", "import_changes", "sightings", "layouts")

RECEIPT = mail(
    "Thank you for applying to Heronbrook",
    "Hi Kim,\n\nthank you for applying to Heronbrook. We have received your application for the Data Analyst role.\n",
    sender="Heronbrook <no-reply@us.greenhouse-mail.io>", date="Mon, 12 Jan 2026 09:00:00 +0000", Message_ID="<1@x.example>",
)  # fmt: skip
NO = mail(
    "Update on your Heronbrook application",
    "Hi Kim,\n\nunfortunately, we will not be moving forward with your application for the Data Analyst role at this time.\n",
    sender="Heronbrook <no-reply@us.greenhouse-mail.io>", date="Mon, 2 Feb 2026 09:00:00 +0000", Message_ID="<2@x.example>",
)  # fmt: skip
FLAT = mail(
    "Your application for the flat", "We are sorry to tell you that the flat went to another applicant.\n",
    sender="Elm Lettings <office@elm-lettings.example>", date="Mon, 9 Feb 2026 09:00:00 +0000", Message_ID="<3@x.example>",
)  # fmt: skip


@pytest.fixture(autouse=True)
def no_connection(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing that reads mails may open a connection."""

    def refused(*_: Any, **__: Any) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    yield


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def written(folder: Path, content: bytes, name: str = "mails.mbox") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def rows(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    with store.writing(ME, NOW) as writer:
        return {table: sorted(writer.rows(f"from {table}"), key=repr) for table in TABLES}


def events(store: Store) -> list[tuple[Any, ...]]:
    with store.writing(ME, NOW) as writer:
        return writer.rows(
            "select employer, kind, happened_on::varchar, known_on::varchar from events join applications using (application_id) "
            "where events.removed_at is null order by events.happened_on, kind"
        )  # fmt: skip


def test_a_receipt_and_a_no_become_an_application(store: Store, tmp_path: Path) -> None:
    log, stored = import_mail(store, ME, [written(tmp_path, mbox(NO, FLAT, RECEIPT))], NOW)
    assert (stored.added, stored.events, log.questions) == (1, 2, ())
    assert events(store) == [
        ("Heronbrook", "acknowledged", "2026-01-12", None), ("Heronbrook", "rejected", "2026-02-02", None),
    ]  # fmt: skip
    with store.writing(ME, NOW) as writer:
        assert writer.rows("select role, applied_on::varchar, applied_precision from applications") == [
            ("Data Analyst", "2026-01-12", "day")
        ]
        assert writer.rows("select covers_from::varchar, covers_until::varchar, undone_at from imports") == [
            ("2026-01-12", "2026-02-09", None)
        ]


def test_the_log_is_silent_up_to_the_exports_end(store: Store, tmp_path: Path) -> None:
    import_mail(store, ME, [written(tmp_path, mbox(RECEIPT, FLAT))], NOW)
    with store.reading(ME) as reader:
        assert str(reader.load("known_until")["known_until"].iloc[0])[:10] == "2026-02-09"


@pytest.mark.parametrize("again", ["same", "longer", "shuffled", "crlf", "split", "elsewhere"])
def test_a_second_export_brings_nothing_twice(store: Store, tmp_path: Path, again: str) -> None:
    mails = [RECEIPT, NO, FLAT]
    import_mail(store, ME, [written(tmp_path, mbox(*mails))], NOW)
    before = events(store)
    random.Random(1).shuffle(mails)
    paths = {
        "same": [written(tmp_path, mbox(RECEIPT, NO, FLAT), "a.mbox")],
        "longer": [written(tmp_path, mbox(*mails, mail("Lunch?", "Are you free on Friday?\n")), "b.mbox")],
        "shuffled": [written(tmp_path, mbox(*mails), "c.mbox")],
        "crlf": [written(tmp_path, mbox(*mails).replace(b"\n", b"\r\n"), "d.mbox")],
        "split": [written(tmp_path, mbox(mails[0]), "e.mbox"), written(tmp_path, mbox(*mails[1:]), "f.mbox")],
        "elsewhere": [
            written(tmp_path, mbox(*mails, *mails), "Archive.mbox"),
            written(tmp_path, mbox(*mails), "g.mbox"),
        ],
    }[again]
    _, stored = import_mail(store, ME, paths, NOW)
    assert (stored.added, stored.events) == (0, 0)
    assert events(store) == before


def test_undo_leaves_the_tables_as_they_were(store: Store, tmp_path: Path) -> None:
    path, _ = made(PROBES / "second.toml", tmp_path)
    before = rows(store)
    _, stored = import_mail(store, ME, [path], NOW)
    assert stored.added > 15
    assert stored.import_id is not None
    undo_import(store, ME, stored.import_id, NOW)
    assert rows(store) == before


def test_a_spreadsheets_log_gets_the_days_of_the_mails(store: Store, tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text("Company,Role,Applied,Status\nHeronbrook Ltd,Data Analyst,2026-01-12,Rejected\n", encoding="utf-8")
    import_file(store, ME, Source(log, log.name), LogAnswers(), NOW)
    before = rows(store)
    _, stored = import_mail(store, ME, [written(tmp_path, mbox(RECEIPT, NO))], NOW)
    assert (stored.added, stored.updated) == (0, 1)
    assert ("Heronbrook Ltd", "rejected", "2026-02-02", None) in events(store)
    assert [kind for _, kind, _, _ in events(store)].count("rejected") == 1
    assert stored.import_id is not None
    undo_import(store, ME, stored.import_id, NOW)
    assert rows(store)["events"] == before["events"]


def test_a_no_that_belongs_nowhere_opens_nothing(store: Store, tmp_path: Path) -> None:
    log = review(store, ME, [written(tmp_path, mbox(FLAT, NO))], NOW)
    assert log.applications == ()
    # A recruiting system's is asked about; nobody gets one without having applied.
    [question] = log.questions
    assert question.applications[0].title == "Heronbrook, Data Analyst"
    said = Answers(mails={question.mail.key: Answer("rejected", question.applications[0].ref)})
    [one] = review(store, ME, [written(tmp_path, mbox(FLAT, NO))], NOW, said).applications
    assert [event.kind.value for event in one.events] == ["rejected"]


def test_an_employers_own_address_for_applications_opens_one(store: Store, tmp_path: Path) -> None:
    receipt = mail(
        "Application submitted: Planner", "Thank you. We have received your application for Planner.\n",
        sender="Wexcombe <jobs@wexcombe.example>", Message_ID="<8@x.example>",
    )  # fmt: skip
    [one] = review(store, ME, [written(tmp_path, mbox(receipt))], NOW).applications
    assert (one.employer, one.role) == ("Wexcombe", "Planner")


def test_what_is_asked_is_answered_once(store: Store, tmp_path: Path) -> None:
    own = mail(
        "Application submitted: Planner", "Thank you. We have received your application for Planner.\n",
        sender="Wexcombe <post@wexcombe.example>", date="Mon, 12 Jan 2026 09:00:00 +0000", Message_ID="<9@x.example>",
    )  # fmt: skip
    path = written(tmp_path, mbox(own))
    log = review(store, ME, [path], NOW)
    assert (log.applications, [one.sender for one in log.senders]) == ((), ["post@wexcombe.example"])
    said = Answers(senders={"post@wexcombe.example": "Wexcombe Council"})
    log, stored = import_mail(store, ME, [path], NOW, said)
    assert (stored.added, [one.employer for one in log.applications]) == (1, ["Wexcombe Council"])
    assert review(store, ME, [path], NOW).senders == ()
    key = log.applications[0].mails[0].key
    assert review(store, ME, [path], NOW, Answers(mails={key: Answer(NOTHING)})).applications == ()


def test_mails_with_scripts_and_bombs_run_and_hold_up_nothing(store: Store, tmp_path: Path) -> None:
    calendar = (
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260101T000000Z\nRRULE:FREQ=SECONDLY\nEND:VEVENT\nEND:VCALENDAR"
    )
    hostile = [
        mail("<script>alert(1)</script>", "job\n", sender='"<img src=http://x.example/a>" <a@b.example>'),
        b"From: a@b.example\nContent-Type: text/calendar\n\n" + calendar * 500,
        b"From: a@b.example\nContent-Type: multipart/mixed; boundary=a\n\n"
        + b"--a\nContent-Type: message/rfc822\n\n" * 200,
        b"From: a@b.example\nContent-Type: text/html; charset=utf-9\n\n" + b"<div>job" * 20_000,
        RECEIPT[:200],
    ]
    log = review(store, ME, [written(tmp_path, mbox(*hostile, RECEIPT))], NOW, NO_ANSWERS)
    assert [one.employer for one in log.applications] == ["Heronbrook"]


@pytest.mark.parametrize("probe", ["second", "third", "fourth", "fifth"])
def test_nothing_of_the_probes_is_stored_wrongly_and_little_is_lost(tmp_path: Path, probe: str) -> None:
    path, truth = made(PROBES / f"{probe}.toml", tmp_path)
    counts = score(review(Store(tmp_path / "store"), ME, [path], NOW).as_json(), truth).counts
    assert counts.get("opened wrongly", 0) == 0
    assert counts["noes unasked"] == counts["noes right"] > 5
    assert counts["unasked"] == counts["unasked right"]
    assert counts["right unasked"] + counts["asked"] >= 0.95 * counts["events"]
