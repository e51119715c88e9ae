"""What becomes of a feedback text: logged, read by a machine, confirmed or corrected by a person.

A person's word is stored under the method 'person', holds against every machine, and is never touched by re-reading.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import duckdb
import pandas as pd

from analytics.errors import InvalidEntry, NotAllowed
from analytics.store import applications
from analytics.store.numbers import next_id
from analytics.taxonomy import EventKind, FeedbackKind, Origin, Polarity, Precision, Reason, Sign, Speaker, Theme

PERSON = "person"
CONFIRMED, CORRECTED = "confirmed", "corrected"
SAME_WORDS = 80
"""Texts up to this length are entries of a list: what a person says of one holds for all with the same words."""

READINGS = ["feedback_id", "applicant_id", "method", "version", "kind", "sign", "confidence", "read_at"]
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
    connection: duckdb.DuckDBPyConnection,
    applicant_id: int,
    words: str,
    *,
    about: int | Entered | None,
    received_on: date | None,
    speaker: Speaker,
    closed: bool,
    now: datetime,
) -> Logged:
    """A pasted message as a text and, where an employer wrote it about an application, as its rejection."""
    application_id = _added(connection, applicant_id, about, received_on, now) if isinstance(about, Entered) else about
    kept = _kept(connection, applicant_id, words, application_id, received_on)
    feedback_id = kept or log_text(
        connection,
        applicant_id,
        words,
        application_id=application_id,
        received_on=received_on,
        speaker=speaker,
        now=now,
    )
    if kept:
        _move(connection, applicant_id, kept, application_id)
    event_id = None
    if application_id is not None and speaker is Speaker.EMPLOYER:
        event_id = log_rejection(
            connection, applicant_id, application_id, rejected_on=received_on, closed=closed, now=now
        )
    return Logged(feedback_id, application_id, event_id, isinstance(about, Entered), kept is not None)


def take_out(connection: duckdb.DuckDBPyConnection, applicant_id: int, logged: Logged, *, now: datetime | None) -> None:
    """Undoes the logging of a message, or brings it back where no moment is given."""
    if logged.adopted:
        _move(connection, applicant_id, logged.feedback_id, None if now else logged.application_id)
    else:
        connection.execute(
            "update feedback set removed_at = $now::timestamp where feedback_id = $id and applicant_id = $applicant",
            {"now": now, "id": logged.feedback_id, "applicant": applicant_id},
        )
    if logged.event_id is not None:
        connection.execute(
            "update events set removed_at = $now::timestamp where event_id = $id and applicant_id = $applicant",
            {"now": now, "id": logged.event_id, "applicant": applicant_id},
        )
    if logged.added and logged.application_id is not None:
        if now:
            applications.remove_application(connection, applicant_id, logged.application_id, now=now)
        else:
            applications.bring_back_application(connection, applicant_id, logged.application_id)


def _added(
    connection: duckdb.DuckDBPyConnection, applicant_id: int, new: Entered, answered_on: date | None, now: datetime
) -> int:
    """The new application's id; refused where the log holds the same employer and role."""
    if new.applied_on and answered_on and answered_on < new.applied_on:
        raise InvalidEntry(
            f"The answer of {answered_on} is before the application of {new.applied_on}.", "Correct one of the days."
        )
    twin = connection.execute(
        "select applied_on from applications where applicant_id = $applicant and removed_at is null"
        " and lower(trim(coalesce(employer, ''))) = lower(trim($employer))"
        " and lower(trim(coalesce(role, ''))) = lower(trim($role))",
        {"applicant": applicant_id, "employer": new.employer or "", "role": new.role or ""},
    ).fetchone()
    if twin and (new.employer or new.role) and not new.another:
        raise InvalidEntry(
            "Your log has this employer and role already.",
            "Choose it from the list, or say that this is another application.",
        )
    fields = {"employer": new.employer, "role": new.role, "applied_on": new.applied_on}
    return applications.add_application(connection, applicant_id, fields, now=now)


def _kept(
    connection: duckdb.DuckDBPyConnection,
    applicant_id: int,
    words: str,
    application_id: int | None,
    received_on: date | None,
) -> int | None:
    """The text with the same words and day that waits for its application; refused where it is kept already."""
    same = connection.execute(
        "select feedback_id, application_id from feedback where applicant_id = $applicant and removed_at is null"
        " and words = $words and received_on is not distinct from $day",
        {"applicant": applicant_id, "words": words.strip(), "day": received_on},
    ).fetchall()
    if any(application == application_id for _, application in same):
        raise InvalidEntry("This message is kept already.", "Look for it below, under All.")
    return next((int(number) for number, application in same if application is None), None)


def _move(connection: duckdb.DuckDBPyConnection, applicant_id: int, feedback_id: int, application: int | None) -> None:
    connection.execute(
        "update feedback set application_id = $application where feedback_id = $id and applicant_id = $applicant",
        {"application": application, "id": feedback_id, "applicant": applicant_id},
    )


def log_text(
    connection: duckdb.DuckDBPyConnection,
    applicant_id: int,
    words: str,
    *,
    application_id: int | None,
    received_on: date | None,
    now: datetime,
    speaker: Speaker = Speaker.EMPLOYER,
    source: str = "pasted",
) -> int:
    """A text in its own words. Returns the feedback's id; reading it comes next."""
    if not words.strip():
        raise InvalidEntry("The text is empty.", "Paste what they wrote, or note what they said.")
    if application_id is not None:
        applications.check_own(connection, applicant_id, application_id)
    feedback_id = next_id(connection, "feedback", "feedback_id")
    connection.execute(
        "insert into feedback by name select $feedback as feedback_id, $applicant as applicant_id,"
        " $application as application_id, $speaker as speaker, $day as received_on, $precision as precision,"
        " $words as words, $source as source, $origin as origin, $now as recorded_at",
        {
            "feedback": feedback_id,
            "applicant": applicant_id,
            "application": application_id,
            "speaker": speaker.value,
            "day": received_on,
            "precision": (Precision.DAY if received_on else Precision.UNKNOWN).value,
            "words": words.strip(),
            "source": source,
            "origin": Origin.HAND.value,
            "now": now,
        },
    )
    return feedback_id


def log_rejection(
    connection: duckdb.DuckDBPyConnection,
    applicant_id: int,
    application_id: int,
    *,
    rejected_on: date | None,
    now: datetime,
    closed: bool = False,
) -> int | None:
    """That an employer said no: the event's id, or None where the log has it on that day already."""
    applications.check_own(connection, applicant_id, application_id)
    kind = EventKind.CLOSED if closed else EventKind.REJECTED
    known = connection.execute(
        "select count(*) from events where application_id = $application and applicant_id = $applicant"
        " and kind in ('rejected', 'closed') and removed_at is null"
        " and ($day is null or happened_on is not distinct from $day)",
        {"application": application_id, "applicant": applicant_id, "day": rejected_on},
    ).fetchone()
    if known and known[0]:
        return None
    event_id = next_id(connection, "events", "event_id")
    connection.execute(
        "insert into events by name select $event as event_id, $application as application_id,"
        " $applicant as applicant_id, $kind as kind, $day as happened_on, $precision as precision,"
        " $origin as origin, $now as recorded_at",
        {
            "event": event_id,
            "application": application_id,
            "applicant": applicant_id,
            "kind": kind.value,
            "day": rejected_on,
            "precision": (Precision.DAY if rejected_on else Precision.UNKNOWN).value,
            "origin": Origin.HAND.value,
            "now": now,
        },
    )
    return event_id


def store_readings(connection: duckdb.DuckDBPyConnection, readings: pd.DataFrame, findings: pd.DataFrame) -> None:
    """Machine readings (columns READINGS and FINDINGS) in place of earlier machine readings of the same texts."""
    if readings.empty:
        return
    connection.register("new_readings", readings[READINGS])
    connection.register("new_findings", findings[FINDINGS])
    try:
        for table in ("readings", "reading_reasons"):
            connection.execute(
                f"delete from {table} where method <> 'person'"  # noqa: S608
                " and feedback_id in (select feedback_id from new_readings)"
            )
        connection.execute("insert into readings by name select * from new_readings")
        connection.execute("insert into reading_reasons by name select * from new_findings")
    finally:
        connection.unregister("new_readings")
        connection.unregister("new_findings")


def confirm(connection: duckdb.DuckDBPyConnection, applicant_id: int, feedback_id: int, *, now: datetime) -> int:
    """The person agrees with the machine's reading. Returns for how many texts."""
    values = {"feedback": feedback_id, "applicant": applicant_id, "now": now}
    read = connection.execute(
        "select kind, sign from current_readings where feedback_id = $feedback and applicant_id = $applicant",
        {"feedback": feedback_id, "applicant": applicant_id},
    ).fetchone()
    if read is None:
        raise NotAllowed("This text was not read yet, or is not yours.")
    found = connection.execute(
        "select reason, theme, polarity, evidence, evidence_start, evidence_end from reading_reasons"
        " inner join current_readings using (feedback_id, method, version)"
        " where feedback_id = $feedback and current_readings.applicant_id = $applicant",
        {"feedback": feedback_id, "applicant": applicant_id},
    ).fetchall()
    said = [
        Said(Reason.of(reason), Theme.of(theme), Polarity(polarity), words, start, end)
        for reason, theme, polarity, words, start, end in found
    ]
    return _say(connection, values, FeedbackKind(read[0]), Sign.of(read[1]), said, CONFIRMED)


def correct(
    connection: duckdb.DuckDBPyConnection,
    applicant_id: int,
    feedback_id: int,
    kind: FeedbackKind,
    said: Sequence[Said],
    *,
    now: datetime,
    sign: Sign | None = None,
) -> int:
    """The person says what the text says. Returns for how many texts."""
    values = {"feedback": feedback_id, "applicant": applicant_id, "now": now}
    return _say(connection, values, kind, sign, said, CORRECTED)


def take_back(connection: duckdb.DuckDBPyConnection, applicant_id: int, feedback_id: int) -> None:
    """The person's word goes; the machine's reading holds again."""
    for table in ("readings", "reading_reasons"):
        connection.execute(
            f"delete from {table} where method = 'person'"  # noqa: S608
            " and feedback_id = $feedback and applicant_id = $applicant",
            {"feedback": feedback_id, "applicant": applicant_id},
        )


def _say(
    connection: duckdb.DuckDBPyConnection,
    values: dict[str, object],
    kind: FeedbackKind,
    sign: Sign | None,
    said: Sequence[Said],
    word: str,
) -> int:
    applicant_id = values["applicant"]
    same = connection.execute(
        "select other.feedback_id, other.words from feedback as this inner join feedback as other"
        " on this.applicant_id = other.applicant_id and (this.feedback_id = other.feedback_id"
        " or (this.words = other.words and length(this.words) <= $short))"
        " where this.feedback_id = $feedback and this.applicant_id = $applicant and other.removed_at is null",
        {"feedback": values["feedback"], "applicant": applicant_id, "short": SAME_WORDS},
    ).fetchall()
    if not same:
        raise NotAllowed("There is no such text of yours.")
    for feedback_id, _ in same:
        take_back(connection, int(str(applicant_id)), feedback_id)
        shared = {"feedback": feedback_id, "applicant": applicant_id, "word": word}
        connection.execute(
            "insert into readings by name select $feedback as feedback_id, $applicant as applicant_id,"
            " 'person' as method, $word as version, $kind as kind, $sign as sign, 1.0 as confidence, $now as read_at",
            shared | {"kind": kind.value, "sign": sign.value if sign else None, "now": values["now"]},
        )
        for it in said:
            connection.execute(
                "insert into reading_reasons by name select $feedback as feedback_id, $applicant as applicant_id,"
                " 'person' as method, $word as version, $reason as reason, $theme as theme, $polarity as polarity,"
                " 1.0 as confidence, $evidence as evidence, $first as evidence_start, $last as evidence_end",
                shared
                | {
                    "reason": it.reason.value if it.reason else None,
                    "theme": it.theme.value if it.theme else None,
                    "polarity": it.polarity.value,
                    "evidence": it.evidence,
                    "first": it.start,
                    "last": it.end,
                },
            )
    return len(same)
