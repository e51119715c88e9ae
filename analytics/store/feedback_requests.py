"""What a person does about feedback requests: plans, sends, hears back, lets go. Used by the page inside a write.

The program sends nothing: these functions record what the person did.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from analytics.errors import InvalidEntry
from analytics.store.feedback import log_text
from analytics.store.writer import Writer
from analytics.taxonomy import RequestStatus

LONGEST_REPLY = 20_000


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


def plan_request(writer: Writer, application_id: int, ask_from: date, ask_until: date) -> int:
    """Sets days of one's own to ask on. Returns the request's id.

    Raises InvalidEntry where the last day lies before the first.
    """
    if ask_until < ask_from:
        raise InvalidEntry(f"{ask_until} is before {ask_from}.", "Choose a last day that is not before the first.")
    request_id = _open_request(writer, application_id)
    writer.change("feedback_requests", request_id, ask_from=ask_from, ask_until=ask_until)
    return request_id


def log_sent(writer: Writer, application_id: int, sent_on: date, asked: Asked) -> int:
    """The person asked, on a day and in a way. Returns the request's id.

    Raises InvalidEntry where the day is still ahead.
    """
    if sent_on > writer.now.date():
        raise InvalidEntry(f"{sent_on} is still ahead.", "Log the request once you have sent it.")
    request_id = _open_request(writer, application_id)
    how = {name: value for name, value in asdict(asked).items() if value is not None}
    writer.change("feedback_requests", request_id, status=RequestStatus.SENT.value, sent_on=sent_on, **how)
    return request_id


def log_reply(writer: Writer, request_id: int, answered_on: date, words: str) -> int:
    """The employer's reply, kept as feedback in its own words. Returns the feedback's id; reading it comes next.

    Raises InvalidEntry where the reply is too long.
    """
    if len(words.strip()) > LONGEST_REPLY:
        raise InvalidEntry(f"The reply has {len(words.strip()):,} characters.", f"Keep to {LONGEST_REPLY:,}.")
    request = _sent(writer, request_id, answered_on)
    feedback_id = log_text(
        writer,
        words,
        application_id=request["application_id"],
        request_id=request_id,
        received_on=answered_on,
        source="request",
    )
    writer.change(
        "feedback_requests",
        request_id,
        status=RequestStatus.REPLIED.value,
        answered_on=answered_on,
        feedback_id=feedback_id,
    )
    return feedback_id


def log_declined(writer: Writer, request_id: int, answered_on: date) -> None:
    """The employer prefers to give no feedback."""
    _sent(writer, request_id, answered_on)
    writer.change("feedback_requests", request_id, status=RequestStatus.DECLINED.value, answered_on=answered_on)


def log_silent(writer: Writer, request_id: int) -> None:
    """Nothing came, and nothing is expected any more. A later reply can still be logged."""
    writer.change("feedback_requests", request_id, status=RequestStatus.SILENT.value)


def let_go(writer: Writer, application_id: int) -> int:
    """The person chooses not to ask. Returns the request's id."""
    request_id = _open_request(writer, application_id)
    writer.change("feedback_requests", request_id, status=RequestStatus.DROPPED.value)
    return request_id


def undo_request(writer: Writer, request_id: int) -> None:
    """Takes a request back that was logged by mistake, with the reply that came to it."""
    writer.remove("feedback_requests", request_id)
    writer.sql(
        "update feedback set removed_at = $now"
        " where request_id = $request and applicant_id = $applicant and removed_at is null",
        request=request_id,
    )


# --- rows ------------------------------------------------------------------------------------------------


def _open_request(writer: Writer, application_id: int) -> int:
    """The request that is planned for an application, or a new one."""
    writer.own("applications", application_id)
    planned = writer.rows(
        "select request_id from feedback_requests where application_id = $application"
        " and applicant_id = $applicant and status = $planned and removed_at is null",
        application=application_id,
        planned=RequestStatus.PLANNED.value,
    )
    if planned:
        return int(planned[0][0])
    return writer.add("feedback_requests", application_id=application_id, status=RequestStatus.PLANNED.value)


def _sent(writer: Writer, request_id: int, answered_on: date) -> dict[str, Any]:
    """A request that was sent by a day."""
    request = writer.own("feedback_requests", request_id)
    if request["sent_on"] is None:
        raise InvalidEntry("This request was not sent yet.", "Log when you sent it first.")
    if answered_on < request["sent_on"]:
        raise InvalidEntry(
            f"The reply of {answered_on} is before the request of {request['sent_on']}.",
            "Correct the day of the reply.",
        )
    return request
