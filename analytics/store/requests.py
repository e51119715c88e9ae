"""What a person does about feedback requests: plans, sends, hears back, lets go. Used by the page inside a write.

The program sends nothing: these functions record what the person did.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import duckdb

from analytics.errors import InvalidEntry, NotAllowed
from analytics.store.applications import check_own
from analytics.store.numbers import next_id
from analytics.taxonomy import Origin, Precision, RequestStatus, Speaker

LONGEST_REPLY = 20_000
CHANNELS = ("email", "phone", "meeting")
CONTACT_KINDS = ("interviewer", "hiring_manager", "hr", "connection")


@dataclass(frozen=True)
class Asked:
    """How somebody was asked."""

    channel: str = "email"
    contact_kind: str | None = None
    contact_name: str | None = None
    contact_address: str | None = None
    template: str | None = None
    message: str | None = None
    rule: str | None = None


def plan_request(
    connection: duckdb.DuckDBPyConnection,
    applicant_id: int,
    application_id: int,
    ask_from: date,
    ask_until: date,
    *,
    now: datetime,
) -> int:
    """Sets days of one's own to ask on. Returns the request's id."""
    if ask_until < ask_from:
        raise InvalidEntry(f"{ask_until} is before {ask_from}.", "Choose a last day that is not before the first.")
    request_id = _open_request(connection, applicant_id, application_id, now)
    _update(connection, applicant_id, request_id, {"ask_from": ask_from, "ask_until": ask_until})
    return request_id


def log_sent(
    connection: duckdb.DuckDBPyConnection,
    applicant_id: int,
    application_id: int,
    sent_on: date,
    asked: Asked,
    *,
    now: datetime,
) -> int:
    """The person asked, on a day and in a way. Returns the request's id."""
    if asked.channel not in CHANNELS:
        raise InvalidEntry(f"{asked.channel} is no way of asking.", f"Choose one of {', '.join(CHANNELS)}.")
    if sent_on > now.date():
        raise InvalidEntry(f"{sent_on} is still ahead.", "Log the request once you have sent it.")
    request_id = _open_request(connection, applicant_id, application_id, now)
    _update(
        connection,
        applicant_id,
        request_id,
        {
            "status": RequestStatus.SENT.value,
            "sent_on": sent_on,
            "channel": asked.channel,
            "contact_kind": asked.contact_kind,
            "contact_name": asked.contact_name,
            "contact_address": asked.contact_address,
            "template": asked.template,
            "message": asked.message,
            "rule": asked.rule,
        },
    )
    return request_id


def log_reply(
    connection: duckdb.DuckDBPyConnection,
    applicant_id: int,
    request_id: int,
    answered_on: date,
    words: str,
    *,
    now: datetime,
) -> int:
    """The employer's reply, kept as feedback in its own words. Returns the feedback's id; reading it comes next."""
    text = words.strip()
    if not text:
        raise InvalidEntry("The reply is empty.", "Paste what they wrote, or note what they said.")
    if len(text) > LONGEST_REPLY:
        raise InvalidEntry(f"The reply has {len(text):,} characters.", f"Keep to {LONGEST_REPLY:,}.")
    application_id = _sent(connection, applicant_id, request_id, answered_on)
    feedback_id = next_id(connection, "feedback", "feedback_id")
    connection.execute(
        "insert into feedback by name select $feedback as feedback_id, $applicant as applicant_id,"
        " $application as application_id, $request as request_id, $speaker as speaker, $day as received_on,"
        " $precision as precision, $words as words, 'request' as source, $origin as origin, $now as recorded_at",
        {
            "feedback": feedback_id,
            "applicant": applicant_id,
            "application": application_id,
            "request": request_id,
            "speaker": Speaker.EMPLOYER.value,
            "day": answered_on,
            "precision": Precision.DAY.value,
            "words": text,
            "origin": Origin.HAND.value,
            "now": now,
        },
    )
    answered = {"status": RequestStatus.REPLIED.value, "answered_on": answered_on, "feedback_id": feedback_id}
    _update(connection, applicant_id, request_id, answered)
    return feedback_id


def log_declined(connection: duckdb.DuckDBPyConnection, applicant_id: int, request_id: int, answered_on: date) -> None:
    """The employer prefers to give no feedback."""
    _sent(connection, applicant_id, request_id, answered_on)
    _update(connection, applicant_id, request_id, {"status": RequestStatus.DECLINED.value, "answered_on": answered_on})


def log_silent(connection: duckdb.DuckDBPyConnection, applicant_id: int, request_id: int) -> None:
    """Nothing came, and nothing is expected any more. A later reply can still be logged."""
    _update(connection, applicant_id, request_id, {"status": RequestStatus.SILENT.value})


def let_go(connection: duckdb.DuckDBPyConnection, applicant_id: int, application_id: int, *, now: datetime) -> int:
    """The person chooses not to ask. Returns the request's id."""
    request_id = _open_request(connection, applicant_id, application_id, now)
    _update(connection, applicant_id, request_id, {"status": RequestStatus.DROPPED.value})
    return request_id


def undo_request(connection: duckdb.DuckDBPyConnection, applicant_id: int, request_id: int, *, now: datetime) -> None:
    """Takes a request back that was logged by mistake, with the reply that came to it."""
    values = {"request": request_id, "applicant": applicant_id, "now": now}
    connection.execute(
        "update feedback set removed_at = $now"
        " where request_id = $request and applicant_id = $applicant and removed_at is null",
        values,
    )
    connection.execute(
        "update feedback_requests set removed_at = $now where request_id = $request and applicant_id = $applicant",
        values,
    )


def set_aside(connection: duckdb.DuckDBPyConnection, applicant_id: int, feedback_id: int, *, now: datetime) -> None:
    """Keeps a text out of every count, and out of sight."""
    connection.execute(
        "update feedback set dismissed_at = $now where feedback_id = $feedback and applicant_id = $applicant",
        {"feedback": feedback_id, "applicant": applicant_id, "now": now},
    )


def add_contact(
    connection: duckdb.DuckDBPyConnection,
    applicant_id: int,
    application_id: int,
    kind: str,
    name: str,
    *,
    now: datetime,
    email: str | None = None,
    phone: str | None = None,
) -> int:
    """Somebody met at an employer. Returns the contact's id."""
    check_own(connection, applicant_id, application_id)
    if kind not in CONTACT_KINDS:
        raise InvalidEntry(f"{kind} is no kind of contact.", f"Choose one of {', '.join(CONTACT_KINDS)}.")
    if not name.strip():
        raise InvalidEntry("The contact has no name.", "Enter the name, or leave the contact out.")
    contact_id = next_id(connection, "contacts", "contact_id")
    connection.execute(
        "insert into contacts by name select $contact as contact_id, $applicant as applicant_id,"
        " $application as application_id, $name as name, $kind as kind, $email as email, $phone as phone,"
        " $now as recorded_at",
        {
            "contact": contact_id,
            "applicant": applicant_id,
            "application": application_id,
            "name": name.strip(),
            "kind": kind,
            "email": email or None,
            "phone": phone or None,
            "now": now,
        },
    )
    return contact_id


def sign_as(connection: duckdb.DuckDBPyConnection, applicant_id: int, name: str) -> None:
    """The name that messages are signed with."""
    connection.execute(
        "update applicants set name = $name where applicant_id = $applicant",
        {"name": name.strip() or None, "applicant": applicant_id},
    )


# --- rows ------------------------------------------------------------------------------------------------


def _open_request(connection: duckdb.DuckDBPyConnection, applicant_id: int, application_id: int, now: datetime) -> int:
    """The request that is planned for an application, or a new one."""
    check_own(connection, applicant_id, application_id)
    planned = connection.execute(
        "select request_id from feedback_requests where application_id = $application"
        " and applicant_id = $applicant and status = $planned and removed_at is null",
        {"application": application_id, "applicant": applicant_id, "planned": RequestStatus.PLANNED.value},
    ).fetchone()
    if planned is not None:
        return int(planned[0])
    request_id = next_id(connection, "feedback_requests", "request_id")
    connection.execute(
        "insert into feedback_requests by name select $request as request_id, $applicant as applicant_id,"
        " $application as application_id, $status as status, $now as recorded_at",
        {
            "request": request_id,
            "applicant": applicant_id,
            "application": application_id,
            "status": RequestStatus.PLANNED.value,
            "now": now,
        },
    )
    return request_id


def _sent(connection: duckdb.DuckDBPyConnection, applicant_id: int, request_id: int, answered_on: date) -> int:
    """The application of a request that was sent by a day."""
    found = connection.execute(
        "select application_id, sent_on from feedback_requests"
        " where request_id = $request and applicant_id = $applicant and removed_at is null",
        {"request": request_id, "applicant": applicant_id},
    ).fetchone()
    if found is None:
        raise NotAllowed(f"There is no request {request_id} of yours.", "Open the list again.")
    if found[1] is None:
        raise InvalidEntry("This request was not sent yet.", "Log when you sent it first.")
    if answered_on < found[1]:
        raise InvalidEntry(
            f"The reply of {answered_on} is before the request of {found[1]}.", "Correct the day of the reply."
        )
    return int(found[0])


COLUMNS = (
    *("status", "channel", "contact_kind", "contact_name", "contact_address", "template", "message", "rule"),
    *("ask_from", "ask_until", "sent_on", "answered_on", "feedback_id"),
)


def _update(
    connection: duckdb.DuckDBPyConnection, applicant_id: int, request_id: int, values: dict[str, object]
) -> None:
    """Writes the columns that are given; the others stay."""
    connection.execute(
        """
        update feedback_requests set
            status = coalesce($status, status),
            channel = coalesce($channel, channel),
            contact_kind = coalesce($contact_kind, contact_kind),
            contact_name = coalesce($contact_name, contact_name),
            contact_address = coalesce($contact_address, contact_address),
            template = coalesce($template, template),
            message = coalesce($message, message),
            rule = coalesce($rule, rule),
            ask_from = coalesce($ask_from, ask_from),
            ask_until = coalesce($ask_until, ask_until),
            sent_on = coalesce($sent_on, sent_on),
            answered_on = coalesce($answered_on, answered_on),
            feedback_id = coalesce($feedback_id, feedback_id)
        where request_id = $request_id and applicant_id = $applicant_id
        """,
        {name: values.get(name) for name in COLUMNS} | {"request_id": request_id, "applicant_id": applicant_id},
    )
