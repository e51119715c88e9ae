"""What a mailbox tells goes into the log: as one import, which can be taken back whole.

Stored is what is certain: what both readers agree on, and what a person said. Of a mail the store keeps the day and the
deciding sentence with the event, and an employer's words of feedback; of the rest only that it was read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from analytics.mailbox.applications import Application
from analytics.mailbox.log import Answer, Answers, LoggedApplication, MailLog
from analytics.mailbox.rounds import ROUNDS, Event
from analytics.store import Writer
from analytics.taxonomy import EventKind, Origin, Precision, Speaker, Submission

LAYOUT = "mailbox"
"""Under what the answers about mails are remembered, and by what an import of mails is known."""

SAME_ROUND = timedelta(days=14)
"""An invitation this near to one in the log is that one."""
DATED = (Precision.DAY.value,)
REPEATED = (EventKind.ASSESSMENT, EventKind.RESCHEDULED, EventKind.FOLLOW_UP, *ROUNDS)
"""What can come more than once to an application."""


@dataclass(frozen=True)
class Stored:
    """What an import of mails brought; `import_id` is None where nothing was new."""

    import_id: int | None
    added: int
    updated: int
    events: int
    waiting: int
    """Questions that are still open."""


def known_applications(writer: Writer) -> list[Application]:
    """The applications of the log, with the mails that earlier imports placed there."""
    mails: dict[int, set[str]] = {}
    for (receipt,) in writer.rows(
        "select receipt from imports where applicant_id = $applicant and layout = $layout and undone_at is null",
        layout=LAYOUT,
    ):
        for key, application_id in json.loads(receipt).get("mails", {}).items():
            mails.setdefault(application_id, set()).add(key)
    rows = writer.records(
        "select application_id, employer, role, applied_on, requisition from applications "
        "where applicant_id = $applicant and removed_at is null and submission = 'sent' and employer is not null "
        "order by application_id"
    )
    return [
        Application(
            row["employer"],
            row["role"],
            row["applied_on"],
            known=row["application_id"],
            requisitions={row["requisition"]} - {None},
            mails=frozenset(mails.get(row["application_id"], ())),
        )
        for row in rows
    ]


def remembered(writer: Writer) -> Answers:
    """What this person said about senders and mails before."""
    found = writer.rows(
        "select answers from layouts where applicant_id = $applicant and layout = $layout", layout=LAYOUT
    )
    said = json.loads(found[0][0]) if found else {}
    mails = {key: Answer(**answer) for key, answer in said.get("mails", {}).items()}
    return Answers(said.get("senders", {}), mails)


def remember(writer: Writer, answers: Answers) -> None:
    """Keeps what was said for every later export."""
    writer.delete("layouts", layout=LAYOUT)
    said = {"senders": dict(answers.senders), "mails": {key: asdict(one) for key, one in answers.mails.items()}}
    writer.add("layouts", layout=LAYOUT, answers=json.dumps(said, ensure_ascii=False))


def store(writer: Writer, log: MailLog, name: str) -> Stored:
    """Stores what is certain in a log of mails; what the log has already is left as it is."""
    covers_more = _covers_more(writer, log)
    import_id = _begun(writer, log, name)
    added, updated, events = 0, 0, 0
    placed: dict[str, int] = {}
    for one in log.applications:
        number = one.known if one.known is not None else _application(writer, import_id, one)
        placed |= {mail.key: number for mail in one.mails}
        new_events = _events(writer, import_id, number, one)
        more = _people(writer, import_id, number, one) + _feedback(writer, import_id, number, one)
        added += one.known is None
        updated += one.known is not None and bool(new_events or more)
        events += new_events
        if one.known is not None:
            fate = "updated" if new_events or more else "known"
            writer.add("sightings", import_id=import_id, line=0, application_id=number, fate=fate)
    if not (added or updated or covers_more):
        writer.delete("sightings", import_id=import_id)
        writer.delete("imports", import_id=import_id)
        return Stored(None, 0, 0, 0, len(log.questions))
    receipt = {"columns": {}, "set_aside": 0, "cells_set_aside": 0, "mails": placed, "questions": len(log.questions)}
    writer.change("imports", import_id, receipt=json.dumps(receipt, ensure_ascii=False))
    return Stored(import_id, added, updated, events, len(log.questions))


def _covers_more(writer: Writer, log: MailLog) -> bool:
    """Whether the export reaches further than those before; then silence is known for longer."""
    found = writer.rows(
        "select max(covers_until) from imports "
        "where applicant_id = $applicant and layout = $layout and undone_at is null",
        layout=LAYOUT,
    )
    return bool(log.applications and log.covers_until and (not found[0][0] or log.covers_until > found[0][0]))


def _begun(writer: Writer, log: MailLog, name: str) -> int:
    """The import that everything stored now goes with."""
    return writer.add(
        "imports",
        file_name=name,
        sha256="",
        layout=LAYOUT,
        records_outcomes=True,
        rows=log.mails,
        covers_from=log.covers_from,
        covers_until=log.covers_until,
        receipt="{}",
    )


def _application(writer: Writer, import_id: int, one: LoggedApplication) -> int:
    return writer.add(
        "applications",
        employer=one.employer,
        role=one.role,
        submission=Submission.SENT.value,
        applied_on=one.applied_on,
        applied_precision=(Precision.DAY if one.applied_on else Precision.UNKNOWN).value,
        channel=one.via,
        requisition=one.requisition,
        outcome_recorded=True,
        origin=Origin.IMPORT.value,
        import_id=import_id,
    )


# --- what is new about an application ---------------------------------------------------------------------------


def _events(writer: Writer, import_id: int, number: int, one: LoggedApplication) -> int:
    """The certain events that the log lacks. One of which the log knows no exact day gets the mail's."""
    there = writer.records(
        "select event_id, kind, happened_on, known_on, precision, origin from events "
        "where application_id = $number and applicant_id = $applicant and removed_at is null",
        number=number,
    )
    stored = 0
    for event in one.events:
        if not event.sure or any(_is_same(event, row) for row in there):
            continue
        for row in there:
            if row["kind"] == event.kind and row["precision"] not in DATED and row["origin"] == Origin.IMPORT:
                _put_out_of_force(writer, import_id, number, row["event_id"])
        held = event.held_on or event.on
        writer.add(
            "events",
            application_id=number,
            kind=event.kind.value,
            happened_on=held,
            known_on=event.on if held != event.on else None,
            precision=Precision.DAY.value,
            words=event.words or None,
            origin=Origin.IMPORT.value,
            import_id=import_id,
        )
        stored += 1
    return stored


def _is_same(event: Event, row: Mapping[str, object]) -> bool:
    """Whether the log has an event already; a hand's entry and an exact day hold."""
    if row["kind"] != event.kind:
        return False
    if row["origin"] != Origin.IMPORT or (row["precision"] in DATED and event.kind not in REPEATED):
        return True
    days = [day for day in (row["happened_on"], row["known_on"]) if isinstance(day, date)]
    if row["precision"] not in DATED or not days:
        return False
    near = SAME_ROUND if event.kind in ROUNDS else timedelta(0)
    mine = [event.on, *([event.held_on] if event.held_on else [])]
    return any(abs(day - my) <= near for day in days for my in mine)


def _put_out_of_force(writer: Writer, import_id: int, application_id: int, event_id: int) -> None:
    writer.add(
        "import_changes", import_id=import_id, application_id=application_id, event_id=event_id, field="removed_at"
    )
    writer.remove("events", event_id)


def _people(writer: Writer, import_id: int, number: int, one: LoggedApplication) -> int:
    there = {
        name
        for (name,) in writer.rows(
            "select name from contacts where application_id = $number and applicant_id = $applicant", number=number
        )
    }
    new = [person for person in one.people if person.name not in there]
    for person in new:
        writer.add(
            "contacts",
            application_id=number,
            name=person.name,
            kind="connection" if one.via and person.kind == "hr" else person.kind,
            role=person.role,
            employer=one.via if one.via and person.kind == "hr" else one.employer,
            email=person.address or None,
            origin=Origin.IMPORT.value,
            import_id=import_id,
        )
    return len(new)


def _feedback(writer: Writer, import_id: int, number: int, one: LoggedApplication) -> int:
    there = {
        words
        for (words,) in writer.rows(
            "select words from feedback where application_id = $number and applicant_id = $applicant", number=number
        )
    }
    new = [said for said in one.feedback if said.words and said.words not in there]
    for said in new:
        writer.add(
            "feedback",
            application_id=number,
            speaker=Speaker.EMPLOYER.value,
            received_on=said.on,
            precision=Precision.DAY.value,
            words=said.words,
            source="mail",
            origin=Origin.IMPORT.value,
            import_id=import_id,
        )
    return len(new)
