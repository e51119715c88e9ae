"""What becomes of a feedback text: logged, read by a machine, confirmed or corrected by a person.

A person's word is stored under the method 'person', holds against every machine, and is never touched by re-reading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from analytics.errors import InvalidEntry, NotAllowed
from analytics.store import applications
from analytics.store.writer import Writer
from analytics.taxonomy import EventKind, FeedbackKind, Origin, Polarity, Precision, Reason, Sign, Speaker, Theme

PERSON = "person"
CONFIRMED, CORRECTED = "confirmed", "corrected"
SAME_WORDS = 80
"""Texts up to this length are entries of a list: what a person says of one holds for all with the same words."""

READINGS = [
    "feedback_id", "applicant_id", "method", "version", "outcome", "language", "kind", "sign", "confidence", "read_at",
]  # fmt: skip
FINDINGS = [
    "feedback_id", "applicant_id", "method", "version", "reason", "theme", "polarity", "confidence", "evidence",
    "evidence_start", "evidence_end",
]  # fmt: skip


@dataclass(frozen=True)
class Said:
    """What a person says one sentence says."""

    reason: Reason | None
    theme: Theme | None
    polarity: Polarity
    evidence: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class Entered:
    """An application that a message is about and that the log does not hold yet."""

    employer: str | None
    role: str | None
    applied_on: date | None
    another: bool = False
    """Whether it is one more at an employer and for a role that the log holds already."""


@dataclass(frozen=True)
class Logged:
    """What logging one message wrote, so that it can be taken back whole."""

    feedback_id: int
    application_id: int | None
    event_id: int | None
    added: bool
    """Whether the application was made for this message."""
    adopted: bool
    """Whether the words were kept before, without an application."""


def log_message(
    writer: Writer,
    words: str,
    *,
    about: int | Entered | None,
    received_on: date | None,
    speaker: Speaker,
    event: EventKind | None,
) -> Logged:
    """A pasted message as a text and, where an employer wrote it about an application, as what happened to it.

    `event` is what the message is logged as; None keeps the words alone.
    """
    application_id = _added(writer, about, received_on) if isinstance(about, Entered) else about
    kept = _kept(writer, words, application_id, received_on)
    if kept:
        writer.change("feedback", kept, application_id=application_id)
    feedback_id = kept or log_text(
        writer, words, application_id=application_id, received_on=received_on, speaker=speaker
    )
    event_id = None
    if application_id is not None and speaker is Speaker.EMPLOYER and event is not None:
        event_id = log_answer(writer, application_id, event, happened_on=received_on)
    return Logged(feedback_id, application_id, event_id, isinstance(about, Entered), kept is not None)


def take_out(writer: Writer, logged: Logged) -> None:
    """Undoes the logging of a message."""
    if logged.adopted:
        writer.change("feedback", logged.feedback_id, application_id=None)
    for table, number in _written(logged):
        writer.remove(table, number)


def put_back(writer: Writer, logged: Logged) -> None:
    """Brings a message back whose logging was undone."""
    for table, number in _written(logged):
        writer.bring_back(table, number)
    if logged.adopted:
        writer.change("feedback", logged.feedback_id, application_id=logged.application_id)


def _written(logged: Logged) -> Iterator[tuple[str, int]]:
    """The rows that logging a message added, by their table and number."""
    if not logged.adopted:
        yield "feedback", logged.feedback_id
    if logged.event_id is not None:
        yield "events", logged.event_id
    if logged.added and logged.application_id is not None:
        yield "applications", logged.application_id


def _added(writer: Writer, new: Entered, answered_on: date | None) -> int:
    """The new application's id; refused where the log holds the same employer and role."""
    if new.applied_on and answered_on and answered_on < new.applied_on:
        raise InvalidEntry(
            f"The answer of {answered_on} is before the application of {new.applied_on}.", "Correct one of the days."
        )
    twins = writer.rows(
        "from applications where applicant_id = $applicant and removed_at is null"
        " and lower(trim(coalesce(employer, ''))) = lower(trim($employer))"
        " and lower(trim(coalesce(role, ''))) = lower(trim($role))",
        employer=new.employer or "",
        role=new.role or "",
    )
    if twins and (new.employer or new.role) and not new.another:
        raise InvalidEntry(
            "Your log has this employer and role already.",
            "Choose it from the list, or say that this is another application.",
        )
    return applications.add_application(
        writer, {"employer": new.employer, "role": new.role, "applied_on": new.applied_on}
    )


def _kept(writer: Writer, words: str, application_id: int | None, received_on: date | None) -> int | None:
    """The text with the same words and day that waits for its application; refused where it is kept already."""
    same = writer.rows(
        "select feedback_id, application_id from feedback where applicant_id = $applicant and removed_at is null"
        " and words = $words and received_on is not distinct from $day",
        words=words.strip(),
        day=received_on,
    )
    if any(application == application_id for _, application in same):
        raise InvalidEntry("This message is kept already.", "Look for it below, under All.")
    return next((int(number) for number, application in same if application is None), None)


def log_text(
    writer: Writer,
    words: str,
    *,
    application_id: int | None,
    received_on: date | None,
    request_id: int | None = None,
    speaker: Speaker = Speaker.EMPLOYER,
    source: str = "pasted",
) -> int:
    """A text in its own words. Returns the feedback's id; reading it comes next.

    Raises InvalidEntry where the text is empty.
    """
    if not words.strip():
        raise InvalidEntry("The text is empty.", "Paste what they wrote, or note what they said.")
    return writer.add(
        "feedback",
        application_id=application_id,
        request_id=request_id,
        speaker=speaker.value,
        received_on=received_on,
        precision=(Precision.DAY if received_on else Precision.UNKNOWN).value,
        words=words.strip(),
        source=source,
        origin=Origin.HAND.value,
    )


def set_aside(writer: Writer, feedback_id: int) -> None:
    """Keeps a text out of every count, and out of sight."""
    writer.change("feedback", feedback_id, dismissed_at=writer.now)


def log_answer(writer: Writer, application_id: int, kind: EventKind, *, happened_on: date | None) -> int | None:
    """What an employer answered: the event's id, or None where the log has it on that day already.

    One no is enough: a position that was closed is not turned down as well.
    """
    writer.own("applications", application_id)
    noes = (EventKind.REJECTED, EventKind.CLOSED)
    same = [it.value for it in (noes if kind in noes else (kind,))]
    if writer.rows(
        "from events where application_id = $application and applicant_id = $applicant"
        " and list_contains($kinds, kind) and removed_at is null"
        " and ($day is null or happened_on is not distinct from $day)",
        application=application_id,
        kinds=same,
        day=happened_on,
    ):
        return None
    return writer.add(
        "events",
        application_id=application_id,
        kind=kind.value,
        happened_on=happened_on,
        precision=(Precision.DAY if happened_on else Precision.UNKNOWN).value,
        origin=Origin.HAND.value,
    )


def store_readings(writer: Writer, readings: pd.DataFrame, findings: pd.DataFrame) -> None:
    """Machine readings (columns READINGS and FINDINGS) in place of earlier machine readings of the same texts."""
    if readings.empty:
        return
    with writer.staged("new_readings", readings[["feedback_id"]]):
        for table in ("readings", "reading_reasons"):
            writer.sql(
                f"delete from {table} where method <> 'person'"  # noqa: S608
                " and feedback_id in (select feedback_id from new_readings)"
            )
    writer.append("readings", readings[READINGS])
    writer.append("reading_reasons", findings[FINDINGS])


def confirm(writer: Writer, feedback_id: int) -> int:
    """The person agrees with the machine's reading. Returns for how many texts.

    Raises NotAllowed where the text was not read yet or is somebody else's.
    """
    read = writer.rows(
        "select kind, sign, outcome, language from current_readings"
        " where feedback_id = $feedback and applicant_id = $applicant",
        feedback=feedback_id,
    )
    if not read:
        raise NotAllowed("This text was not read yet, or is not yours.")
    [(kind, sign, outcome, language)] = read
    found = writer.rows(
        "select reason, theme, polarity, evidence, evidence_start, evidence_end from reading_reasons"
        " inner join current_readings using (feedback_id, method, version)"
        " where feedback_id = $feedback and current_readings.applicant_id = $applicant",
        feedback=feedback_id,
    )
    said = [
        Said(Reason.of(reason), Theme.of(theme), Polarity(polarity), words, start, end)
        for reason, theme, polarity, words, start, end in found
    ]
    return _store_word(writer, feedback_id, FeedbackKind(kind), Sign.of(sign), said, CONFIRMED, outcome, language)


def correct(
    writer: Writer, feedback_id: int, kind: FeedbackKind, said: Sequence[Said], *, sign: Sign | None = None
) -> int:
    """The person says what the text says. Returns for how many texts."""
    return _store_word(writer, feedback_id, kind, sign, said, CORRECTED)


def take_back(writer: Writer, feedback_id: int) -> None:
    """The person's word goes; the machine's reading holds again."""
    for table in ("readings", "reading_reasons"):
        writer.delete(table, feedback_id=feedback_id, method=PERSON)


def _store_word(
    writer: Writer,
    feedback_id: int,
    kind: FeedbackKind,
    sign: Sign | None,
    said: Sequence[Said],
    version: str,
    outcome: str | None = None,
    language: str | None = None,
) -> int:
    """A person's reading of a text and, where it is an entry of a list, of every text with the same words."""
    words = writer.own("feedback", feedback_id)["words"]
    same = writer.rows(
        "select feedback_id from feedback where applicant_id = $applicant and removed_at is null"
        " and (feedback_id = $feedback or (words = $words and length(words) <= $short))",
        feedback=feedback_id,
        words=words,
        short=SAME_WORDS,
    )
    for (number,) in same:
        take_back(writer, number)
        about = {"feedback_id": number, "method": PERSON, "version": version, "confidence": 1.0}
        writer.add("readings", **about, outcome=outcome, language=language, kind=kind.value, sign=sign and sign.value)
        for it in said:
            writer.add(
                "reading_reasons",
                **about,
                reason=it.reason and it.reason.value,
                theme=it.theme and it.theme.value,
                polarity=it.polarity.value,
                evidence=it.evidence,
                evidence_start=it.start,
                evidence_end=it.end,
            )
    return len(same)
