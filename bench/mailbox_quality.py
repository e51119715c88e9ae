"""How well made-up mailboxes are read: `python -m bench.mailbox_quality [MBOX TRUTH.json …]`.

Without arguments the probes of this folder are read. An application is found where its employer is; what is asked
counts as right where the right answer is among those offered, on the right day.
"""

from __future__ import annotations

import json
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from pathlib import Path
from typing import Any

from analytics.mailbox.importing import read_mailbox
from analytics.mailbox.senders import role_likeness, same_employer

PROBES = Path(__file__).parent / "mailbox_probes"
NO = ("rejected", "closed")


# --- made-up mailboxes ------------------------------------------------------------------------------------------


def made(probe: Path, folder: Path) -> tuple[Path, dict[str, Any]]:
    """A probe as an mbox file, with its truth."""
    content = tomllib.loads(probe.read_text(encoding="utf-8"))
    mails: list[tuple[date, EmailMessage]] = []
    truth: list[dict[str, Any]] = []
    for application in content["applications"]:
        thread: list[EmailMessage] = []
        for row in application["mails"]:
            mail = _mail(row, content["me"], thread)
            thread.append(mail)
            mails.append((row["on"], mail))
        truth.append(_truth(application))
    mails += [(row["on"], _mail(row, content["me"], [])) for row in content["others"]]
    path = folder / f"{probe.stem}.mbox"
    # In an order of no meaning, as exports have it.
    mails.sort(key=lambda dated: str(dated[1]["Subject"]))
    path.write_bytes(b"".join(_separated(mail) for _, mail in mails))
    return path, {"applications": truth, "others": [[str(row["on"]), row["subject"]] for row in content["others"]]}


def _truth(application: dict[str, Any]) -> dict[str, Any]:
    events = []
    for row in application["mails"]:
        if row.get("is") not in (None, "applied"):
            events.append({"kind": row["is"], "on": str(row["on"]), "held_on": str(row.get("held_on") or "")})
    return {
        "employer": application["employer"],
        "role": application["role"],
        "applied_on": str(application["applied_on"]),
        "via": application.get("via"),
        "contacts": application.get("contacts", []),
        "events": events,
    }


def _mail(row: dict[str, Any], me: str, thread: list[EmailMessage]) -> EmailMessage:
    mail = EmailMessage()
    last = thread[-1] if thread else None
    mine = row.get("me", False)
    theirs = row.get("from") or (str(last["From"] if str(last["From"]) != me else last["To"]) if last else "")
    mail["From"], mail["To"] = (me, row.get("to") or theirs) if mine else (theirs, me)
    replied = last is not None and row.get("reply")
    mail["Subject"] = row.get("subject") or (f"Re: {str(last['Subject']).removeprefix('Re: ')}" if last else "")
    mail["Date"] = format_datetime(datetime.combine(row["on"], time(9 + len(thread) % 8, 30)))
    mail["Message-ID"] = make_msgid(domain=str(mail["From"]).rpartition("@")[2].strip("> "))
    if replied and last is not None:
        mail["In-Reply-To"] = last["Message-ID"]
        mail["References"] = " ".join(filter(None, [str(last["References"] or ""), str(last["Message-ID"])]))
    mail["X-Gmail-Labels"] = "Gesendet" if mine else "Posteingang"
    if row.get("bulk"):
        mail["List-Unsubscribe"] = "<https://x.example/unsubscribe>"
    if row.get("auto"):
        mail["Auto-Submitted"] = "auto-replied"
    mail.set_content(row["text"])
    if "html" in row:
        mail.add_alternative(row["html"], subtype="html")
    if "calendar" in row:
        mail.add_alternative(
            _calendar(row["calendar"]), subtype="calendar", params={"method": row["calendar"]["method"]}
        )
    return mail


def _calendar(row: dict[str, Any]) -> str:
    people = []
    for person in row["people"]:
        name, _, address = person.partition(" <")
        people.append(f"ATTENDEE;CN={name}:mailto:{address.strip('>')}")
    lines = ["BEGIN:VCALENDAR", f"METHOD:{row['method']}", "VERSION:2.0", "BEGIN:VEVENT", f"UID:{row['uid']}",
             f"SEQUENCE:{row.get('sequence', 0)}", f"DTSTART:{row['start']}", f"SUMMARY:{row['summary']}", *people,
             "END:VEVENT", "END:VCALENDAR", ""]  # fmt: skip
    return "\r\n".join(lines)


def _separated(mail: EmailMessage) -> bytes:
    return b"From MAILER-DAEMON Thu Jan  1 00:00:00 2026\n" + mail.as_bytes().replace(b"\nFrom ", b"\n>From ") + b"\n\n"


# --- scoring ----------------------------------------------------------------------------------------------------


@dataclass
class Score:
    """Counts of one reading, and what went wrong in words."""

    counts: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def add(self, name: str, by: int = 1) -> None:
        self.counts[name] = self.counts.get(name, 0) + by

    def share(self, part: str, whole: str) -> str:
        return f"{self.counts.get(part, 0)} of {self.counts.get(whole, 0)}"


def score(found: dict[str, Any], truth: dict[str, Any]) -> Score:
    """What a reading got right of what a careful reader takes from the mailbox."""
    result = Score()
    left = list(found["applications"])
    for application in truth["applications"]:
        result.add("applications")
        mine = _match(application, left)
        if mine is not None:
            left.remove(mine)
        _score_application(application, mine, found["questions"], found["senders"], result)
    for extra in left:
        if any(event["sure"] for event in extra["events"]) or not extra["events"]:
            result.add("opened wrongly")
            result.faults.append(f"opened wrongly: {extra['employer']} / {extra['role']}")
            for event in extra["events"]:
                _unasked(event, None, result, extra)
    others = truth.get("others", [])
    asked = [[str(one["on"]), one["subject"]] for one in found["questions"]]
    result.add("others", len(others))
    for other in others:
        if other in asked:
            result.add("others asked")
            result.faults.append(f"no news, but asked: {other[1]}")
    result.add("questions", len(asked))
    result.add("sender list", len(found["senders"]))
    return result


def _match(application: dict[str, Any], left: list[dict[str, Any]]) -> dict[str, Any] | None:
    fitting = [one for one in left if same_employer(one["employer"], application["employer"])]
    near = [one for one in left if one["applied_on"] and str(one["applied_on"]) == application["applied_on"]]
    fitting = fitting or [one for one in near if one["role"] and role_likeness(one["role"], application["role"]) > 90]
    return max(fitting, key=lambda one: role_likeness(one["role"] or "", application["role"]), default=None)


def _score_application(
    truth: dict[str, Any],
    found: dict[str, Any] | None,
    questions: list[dict[str, Any]],
    senders: list[dict[str, Any]],
    result: Score,
) -> None:
    if found is not None:
        result.add("found")
        result.add("employer", same_employer(found["employer"], truth["employer"]))
        right_role = bool(found["role"]) and role_likeness(found["role"] or "", truth["role"]) >= 90
        result.add("role", right_role)
        result.add("applied day", str(found["applied_on"]) == truth["applied_on"])
        if not right_role or not same_employer(found["employer"], truth["employer"]):
            result.faults.append(f"named {found['employer']} / {found['role']}: {truth['employer']} / {truth['role']}")
        for name in found["contacts"]:
            result.add("people named")
            result.add("people right", name in truth["contacts"])
            if name not in truth["contacts"]:
                result.faults.append(f"{truth['employer']}: {name} is nobody")
        result.add("people", len(truth["contacts"]))
    else:
        result.faults.append(f"not found: {truth['employer']} / {truth['role']}")
    events = list(found["events"]) if found else []
    for event in truth["events"]:
        result.add("events")
        mine = next((one for one in events if one["kind"] == event["kind"] and str(one["on"]) == event["on"]), None)
        asked = any(
            str(one["on"]) == event["on"] and event["kind"] in one["kinds"] and _named(truth["employer"], one)
            for one in questions
        ) or _asked_by_sender(event, truth, senders)
        if mine is not None and mine["sure"]:
            result.add("right unasked")
            if event["held_on"] and event["held_on"] != "None":
                result.add("held days")
                result.add("held right", str(mine["held_on"]) == event["held_on"])
                if str(mine["held_on"]) != event["held_on"]:
                    result.faults.append(
                        f"{truth['employer']}: {event['kind']} held {mine['held_on']}: {event['held_on']}"
                    )
        elif asked:
            result.add("asked")
        else:
            result.faults.append(f"{truth['employer']}: {event['kind']} of {event['on']} is lost")
    for event in events:
        _unasked(event, truth, result, found)


def _asked_by_sender(event: dict[str, Any], truth: dict[str, Any], senders: list[dict[str, Any]]) -> bool:
    """Whether a mail stands under a sender of whom it is asked whether it is the employer."""
    return any(
        str(mail["on"]) == event["on"] and event["kind"] in mail["kinds"]
        for one in senders
        for mail in one["mails"]
        if same_employer(one["employer"], truth["employer"])
    )


def _named(employer: str, question: dict[str, Any]) -> bool:
    return any(
        same_employer(title.partition(",")[0], employer) or employer in title for title in question["applications"]
    )


def _unasked(event: dict[str, Any], truth: dict[str, Any] | None, result: Score, found: dict[str, Any] | None) -> None:
    if not event["sure"]:
        return
    right = truth is not None and any(
        one["kind"] == event["kind"] and one["on"] == str(event["on"]) for one in truth["events"]
    )
    result.add("unasked")
    result.add("unasked right", right)
    if event["kind"] in NO:
        result.add("noes unasked")
        result.add("noes right", right)
    if not right:
        result.faults.append(f"wrong unasked: {found and found['employer']}: {event['kind']} on {event['on']}")


def report(name: str, result: Score) -> None:
    print(f"\n{name}")
    for label, part, whole in (
        ("applications found", "found", "applications"), ("employer", "employer", "found"), ("role", "role", "found"),
        ("day of applying", "applied day", "found"), ("events right unasked", "right unasked", "events"),
        ("events unasked that are right", "unasked right", "unasked"),
        ("noes unasked that are right", "noes right", "noes unasked"),
        ("interview's day", "held right", "held days"), ("people named that are right", "people right", "people named"),
        ("people found", "people right", "people"),
    ):  # fmt: skip
        print(f"  {label:32} {result.share(part, whole)}")
    right, asked = result.counts.get("right unasked", 0), result.counts.get("asked", 0)
    print(f"  {'events right or asked':32} {right + asked} of {result.counts['events']}")
    print(f"  {'other mails asked about':32} {result.share('others asked', 'others')}")
    for label in ("opened wrongly", "questions", "sender list"):
        print(f"  {label:32} {result.counts.get(label, 0)}")
    for fault in result.faults:
        print(f"    {fault}")


def boxes(arguments: list[str], folder: Path) -> Iterator[tuple[str, Path, dict[str, Any]]]:
    if arguments:
        for mbox, truth in zip(arguments[::2], arguments[1::2], strict=True):
            yield mbox, Path(mbox), _of_json(json.loads(Path(truth).read_text(encoding="utf-8")))
        return
    for probe in sorted(PROBES.glob("*.toml")):
        path, truth_of_probe = made(probe, folder)
        yield probe.stem, path, truth_of_probe


def _of_json(truth: dict[str, Any]) -> dict[str, Any]:
    for application in truth["applications"]:
        for event in application["events"]:
            event.setdefault("held_on", "")
    return truth


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, path, truth in boxes(sys.argv[1:], Path(folder)):
            found = read_mailbox([path], date(2026, 11, 25)).as_json()
            report(name, score(found, truth))


if __name__ == "__main__":
    main()
