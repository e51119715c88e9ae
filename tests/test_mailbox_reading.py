"""Files of mails become mails: every format, the traps of separators, forwards, calendars, damage."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest

from analytics.errors import NothingToImport
from analytics.mailbox import splitting
from analytics.mailbox.calendar_parts import appointments
from analytics.mailbox.files import mails_in
from analytics.mailbox.labels import Place, place_of
from analytics.mailbox.mail import Mail, own_words, read_mail
from analytics.mailbox.splitting import RawMail, split

SEPARATOR = b"From 1700000001768899600@xxx Tue Jan 20 09:00:00 +0000 2026\n"


def mail(subject: str = "Your application", text: str = "Dear Kim,\n\nthank you.\n", **headers: str) -> bytes:
    made = EmailMessage()
    made["From"] = headers.pop("sender", "Heronbrook <jobs@heronbrook.example>")
    made["To"] = "Kim Aster <kim@mail.example>"
    made["Subject"] = subject
    made["Date"] = headers.pop("date", "Tue, 20 Jan 2026 23:30:00 -0500")
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made.as_bytes()


def mbox(*mails: bytes, separator: bytes = SEPARATOR) -> bytes:
    return b"".join(separator + content.replace(b"\nFrom ", b"\n>From ") + b"\n" for content in mails)


def subjects(content: bytes) -> list[str]:
    return [read(raw).subject for raw in split(io.BytesIO(content))]


def read(content: bytes | RawMail) -> Mail:
    found = read_mail(content if isinstance(content, RawMail) else RawMail("x", 0, content))
    assert found is not None
    return found


# --- splitting ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("piece", [997, 2500, 4 * 2**20])
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("separator", [SEPARATOR, b"From - Mon Jan 19 10:00:00 2026\n", b"From MAILER-DAEMON\n"])
def test_mails_are_found_whatever_the_program_and_the_size_of_pieces(
    monkeypatch: pytest.MonkeyPatch, piece: int, line_end: bytes, separator: bytes
) -> None:
    monkeypatch.setattr(splitting, "PIECE", piece)
    content = mbox(*(mail(f"number {n}", "words\n" * (n * 40)) for n in range(20)), separator=separator)
    assert subjects(content.replace(b"\n", line_end)) == [f"number {n}" for n in range(20)]


@pytest.mark.parametrize(
    "trap",
    ["From my side all is well.\nTo be honest, yes.\n", "\n\nFrom here on\nSubject to change\n", "\n>From me: hello\n",
     "\nFrom Monday at 10:00\nwe are open\n", "\nFrom now on\nStatus: open\nwe tell you more\n"],
)  # fmt: skip
def test_words_like_a_separator_are_text(trap: str) -> None:
    assert subjects(mbox(mail("one", trap)) + mbox(mail("two"))) == ["one", "two"]


def test_a_quoted_start_loses_one_mark() -> None:
    content = SEPARATOR + mail("one", "x\n").replace(b"x\n", b">From here\n>>From there\n")
    [raw] = split(io.BytesIO(content))
    assert b"\nFrom here\n>From there" in raw.content


def test_reading_goes_on_from_where_a_mail_begins() -> None:
    content = mbox(mail("one"), mail("two"), mail("three"))
    first, second, third = split(io.BytesIO(content))
    file = io.BytesIO(content)
    file.seek(second.offset)
    assert list(split(file, "", second.offset)) == [second, third]
    assert content[first.offset :].startswith(b"From ")


def test_only_the_start_of_a_huge_mail_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(splitting, "KEPT", 5_000)
    huge = SEPARATOR + mail("huge").rstrip() + b"\n\n" + b"QUJD" * 25_000 + b"\n\n"
    first, second = split(io.BytesIO(huge + mbox(mail("next"))))
    assert len(first.content) <= 5_000
    assert read(second).subject == "next"


# --- formats --------------------------------------------------------------------------------------------------


def test_folders_zips_and_single_mails_hold_the_same(tmp_path: Path) -> None:
    one, two = mail("one"), mail("two")
    (tmp_path / "takeout.mbox").write_bytes(mbox(one, two))
    apple = tmp_path / "apple" / "INBOX.mbox"
    apple.mkdir(parents=True)
    (apple / "mbox").write_bytes(mbox(one, two))
    (apple / "table_of_contents").write_bytes(b"\x00\x01 no mail")
    singles = tmp_path / "singles"
    singles.mkdir()
    (singles / "a.eml").write_bytes(one)
    (singles / "b.emlx").write_bytes(str(len(two)).encode() + b"\n" + two + b"<?xml version='1.0'?><plist/>")
    (singles / "broken.msg").write_bytes(b"\xd0\xcf\x11\xe0 no such mail")
    with zipfile.ZipFile(tmp_path / "takeout.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Takeout/Mail/Alle Nachrichten.mbox", mbox(one, two))
        archive.writestr("Takeout/archive_browser.html", "<html>")
    for name in ("takeout.mbox", "apple", "singles", "takeout.zip"):
        assert [read(raw).subject for raw in mails_in(tmp_path / name)] == ["one", "two"], name


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [("mails.olm", b"PK", "drag them"), ("empty.mbox", b"", "holds no mails"), ("a.zip", b"PK no zip", "unpacked"),
     ("log.csv", b"company,role\nA,B\n", "holds no mails"), ("x.eml", b"\n\n", "holds no mails")],
)  # fmt: skip
def test_what_holds_no_mail_is_refused_with_a_way_out(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(NothingToImport, match=says):
        list(mails_in(tmp_path / name))


def test_a_path_that_is_none_and_a_zip_that_is_a_trap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NothingToImport, match="nothing at"):
        list(mails_in(tmp_path / "none.mbox"))
    monkeypatch.setattr("analytics.mailbox.files.ALWAYS_UNPACKED", 100_000)
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.mbox", b"0" * 5_000_000)
    with pytest.raises(NothingToImport, match="would unpack to 5,000,000 bytes"):
        list(mails_in(tmp_path / "bomb.zip"))


# --- one mail -------------------------------------------------------------------------------------------------


def test_the_day_is_that_of_the_mails_own_zone() -> None:
    assert read(mail(date="Tue, 20 Jan 2026 23:30:00 -0500")).on == date(2026, 1, 20)
    assert read(mail(date="gibberish")).on is None


@pytest.mark.parametrize(
    ("labels", "source", "place"),
    [("Inbox,Opened", "x", Place.INBOX), ("Gesendet", "x", Place.SENT), ("Messages envoyés,Important", "x", Place.SENT),
     ("Spam", "x", Place.SPAM), ("Sent,Trash", "x", Place.BIN), ("Papierkorb", "x", Place.BIN),
     ("", "Takeout/Mail/Gesendet.mbox", Place.SENT), ("", "zip!Sent Messages.mbox/mbox", Place.SENT),
     ("", "Drafts", Place.DRAFT), ("Chat", "x", Place.CHAT), ("Unsent plans", "x", Place.INBOX)],
)  # fmt: skip
def test_where_a_mail_lies(labels: str, source: str, place: Place) -> None:
    assert place_of(labels, source) is place


def test_deleted_in_thunderbird_is_in_the_bin() -> None:
    assert read(mail(X_Mozilla_Status="0009")).place is Place.BIN
    assert read(mail(X_Mozilla_Status="0001")).place is Place.INBOX


def test_own_words_end_where_a_quoted_mail_begins() -> None:
    for head in ("On Tue, 20 Jan 2026 at 10:00, Jo <jo@x.example> wrote:", "Am 20.01.2026 um 10:00 schrieb Jo Kern:",
                 "Le mar. 20 janv. 2026 à 10:00, Jo a écrit :", "-----Ursprüngliche Nachricht-----"):  # fmt: skip
        assert own_words(f"Mine.\n\n{head}\n> theirs\nold words") == "Mine."
    assert own_words("Mine.\n> theirs\nmore of mine") == "Mine.\nmore of mine"


def test_html_that_says_more_than_the_plain_text_is_kept() -> None:
    made = EmailMessage()
    made["From"], made["Subject"] = "indeedapply@indeed.example", "Application: Planner"
    made.set_content("Application submitted\nGood luck!\n")
    made.add_alternative(
        "<p>Application submitted</p><p>Sent to Fernhollow Foods</p><script>alert(1)</script>", subtype="html"
    )
    found = read(made.as_bytes())
    assert found.text == "Application submitted\nGood luck!"
    assert found.other_text == "Sent to Fernhollow Foods"


@pytest.mark.parametrize("subject", ["Fwd: Your application", "WG: Your application", "a note"])
def test_a_forward_speaks_for_the_mail_it_brings(subject: str) -> None:
    text = (
        "see below\n\n---------- Forwarded message ---------\nFrom: Heronbrook Jobs <jobs@heronbrook.example>\n"
        "Date: Mon, 12 Jan 2026 09:00:00 +0000\nSubject: Your application for Data Analyst\nTo: <kim@mail.example>\n\n"
        "We are sorry to tell you no.\n"
    )
    inner = read(mail(subject, text, sender="Jo <jo@mail.example>")).speaking
    assert (inner.sender.name, inner.sender.domain, inner.on) == (
        "Heronbrook Jobs", "heronbrook.example", date(2026, 1, 12),
    )  # fmt: skip
    assert (inner.subject, inner.text) == ("Your application for Data Analyst", "We are sorry to tell you no.")


def test_a_mail_attached_whole_speaks_too() -> None:
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "Jo <jo@mail.example>", "Fwd: news"
    outer.set_content("see attached")
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "Heronbrook <jobs@heronbrook.example>", "Your application"
    inner.set_content("No.")
    outer.add_attachment(inner)
    assert read(outer.as_bytes()).speaking.text == "No."


def test_one_key_in_every_export() -> None:
    first = read(mail(Message_ID="<a@x.example>"))
    again = read(mail(Message_ID="<a@x.example>", X_Gmail_Labels="Archived").replace(b"\n", b"\r\n"))
    assert first.key == again.key
    assert read(mail()).key == read(mail().replace(b"\n", b"\r\n")).key != read(mail("Another subject")).key


CALENDAR = b"""BEGIN:VCALENDAR
METHOD:REQUEST
BEGIN:VEVENT
UID:int-1@x.example
SEQUENCE:2
DTSTART:20260209T130000Z
SUMMARY:Interview
ORGANIZER;CN="Priya Nand":mailto:priya@x.example
ATTENDEE;CN=Tomasz Reil:mailto:t.reil@x.example
RRULE:FREQ=SECONDLY;COUNT=1000000000
END:VEVENT
END:VCALENDAR
"""


def test_an_invitation_tells_day_people_and_change() -> None:
    [found] = appointments(CALENDAR)
    assert (found.uid, found.method, found.sequence, found.on) == ("int-1@x.example", "REQUEST", 2, date(2026, 2, 9))
    assert (found.organizer, found.organizer_address) == ("Priya Nand", "priya@x.example")
    assert found.attendees == (("Tomasz Reil", "t.reil@x.example"),)
    [cancelled] = appointments(CALENDAR.replace(b"METHOD:REQUEST", b"METHOD:CANCEL"))
    assert cancelled.method == "CANCEL"


@pytest.mark.parametrize("damaged", [b"", b"BEGIN:VCALENDAR", CALENDAR.replace(b"20260209T130000Z", b"soon"),
                                     CALENDAR + b"x" * 200_000, b"\xff\xfe" + CALENDAR[:80]])  # fmt: skip
def test_a_damaged_calendar_is_none(damaged: bytes) -> None:
    assert appointments(damaged) == []


@pytest.mark.parametrize(
    "damaged",
    [b"", b"no headers at all", b"Subject: =?utf-8?q?=FF?=\n\nx", b"From: <<<>>>\nContent-Type: multipart/mixed\n\nx",
     b"Content-Type: text/plain; charset=no-such\n\nx", b"Content-Type: message/rfc822\n\n" * 60,
     mail()[:150], b"Date: Mon, 99 Foo 20266 99:99:99 +9999\n\nx"],
)  # fmt: skip
def test_a_damaged_mail_ends_nothing(damaged: bytes) -> None:
    read_mail(RawMail("x", 0, damaged))
