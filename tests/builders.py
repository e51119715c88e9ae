"""Builders that show only what matters to a test: an application, and a store that holds some."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from analytics.store import Store, Viewer

RECORDED_AT = datetime(2026, 12, 31, 12, 0)

EVENT_OF = {
    "acknowledged": "acknowledged",
    "assessed": "assessment",
    "screened": "screening",
    "invited": "interview",
    "final": "final",
    "rescheduled": "rescheduled",
    "followed_up": "follow_up",
    "offered": "offer",
    "accepted": "accepted",
    "declined": "declined",
    "rejected": "rejected",
    "closed": "closed",
    "withdrawn": "withdrawn",
}


@dataclass(frozen=True)
class AnApplication:
    """One application, what happened to it and what was said about it."""

    applicant: int
    columns: dict[str, Any]
    events: tuple[tuple[str, date | None], ...] = ()
    feedback: str | None = None
    received_on: date | None = None
    reasons: tuple[str, ...] = ()
    kind: str | None = None
    request: dict[str, Any] = field(default_factory=dict)
    contacts: tuple[dict[str, Any], ...] = ()


def day(written: str | date | None) -> date | None:
    """The date of '2026-01-05'; dates and None stay."""
    return date.fromisoformat(written) if isinstance(written, str) else written


def _with_days(columns: dict[str, Any]) -> dict[str, Any]:
    dated = ("_on", "_from", "_until")
    return {name: day(value) if name.endswith(dated) else value for name, value in columns.items()}


def an_application(
    employer: str = "Alder Works",
    role: str = "Data Analyst",
    applied: str | None = "2026-01-05",
    invited_on: str | None = None,
    rejected_on: str | None = None,
    rejected: bool = False,
    withdrawn_on: str | None = None,
    offered_on: str | None = None,
    feedback: str | None = None,
    reasons: Iterable[str] = (),
    kind: str | None = None,
    request: dict[str, Any] | None = None,
    contacts: Iterable[dict[str, Any]] = (),
    applicant: int = 1,
    channel: str | None = None,
    **more: Any,
) -> AnApplication:
    """An application that was sent.

    `rejected=True` is a rejection without a date; so are `invited=True`, `withdrawn=True` and so on. `more`
    takes further happenings (`closed_on`, `final_on`, `assessed_on`, `screened_on`, `accepted_on` …) and any
    column of `applications` (`country`, `applied_precision`, `removed_at` …). `reasons` and `kind`
    are what a person read in the feedback; `request` and each of `contacts` hold columns of their tables.
    """
    happened: dict[str, Any] = {
        "invited_on": invited_on,
        "offered_on": offered_on,
        "rejected_on": rejected_on,
        "withdrawn_on": withdrawn_on,
        "rejected": rejected,
    }
    words = {word for name in EVENT_OF for word in (name, f"{name}_on")}
    happened |= {name: more.pop(name) for name in list(more) if name in words}
    events = tuple(
        (EVENT_OF[name.removesuffix("_on")], day(value) if name.endswith("_on") else None)
        for name, value in happened.items()
        if value
    )
    columns = {
        "employer": employer,
        "role": role,
        "applied_on": day(applied),
        "applied_precision": "day" if applied else "unknown",
        "submission": "sent",
        "channel": channel,
        "outcome_recorded": True,
        "origin": "import",
        "recorded_at": RECORDED_AT,
    } | _with_days(more)
    return AnApplication(
        applicant=applicant,
        columns=columns,
        events=events,
        feedback=feedback,
        received_on=day(rejected_on),
        reasons=tuple(reasons),
        kind=kind,
        request=request or {},
        contacts=tuple(contacts),
    )


def a_store(folder: Path, *applications: AnApplication) -> Store:
    """A store in `folder/store` with these applications, numbered from 1 in their order."""
    store = Store(folder / "store")
    with store.writing(Viewer.staff()) as writer:
        for table, rows in _rows(applications).items():
            if rows:
                writer.append(table, pd.DataFrame(rows))
    return store


def _rows(applications: tuple[AnApplication, ...]) -> dict[str, list[dict[str, Any]]]:
    people = sorted({application.applicant for application in applications} | {1})
    rows: dict[str, list[dict[str, Any]]] = {
        "applicants": [
            {"applicant_id": person, "name": f"Person {person}", "created_at": RECORDED_AT} for person in people
        ],
        "applications": [],
        "events": [],
        "feedback": [],
        "readings": [],
        "reading_reasons": [],
        "feedback_requests": [],
        "contacts": [],
    }
    for number, application in enumerate(applications, start=1):
        ids = {"application_id": number, "applicant_id": application.applicant}
        written = {"origin": "import", "recorded_at": RECORDED_AT}
        rows["applications"].append(ids | application.columns)
        for kind, happened_on in application.events:
            rows["events"].append(
                ids
                | written
                | {
                    "event_id": len(rows["events"]) + 1,
                    "kind": kind,
                    "happened_on": happened_on,
                    "precision": "day" if happened_on else "unknown",
                }
            )
        if application.request:
            request = {"request_id": number, "status": "sent", "recorded_at": RECORDED_AT}
            rows["feedback_requests"].append(ids | request | _with_days(application.request))
        for contact in application.contacts:
            rows["contacts"].append(
                ids
                | {"contact_id": len(rows["contacts"]) + 1, "name": "Robin Vale", "recorded_at": RECORDED_AT}
                | contact
            )
        if application.feedback is not None:
            _add_feedback(rows, number, ids | written, application)
    return rows


def _add_feedback(
    rows: dict[str, list[dict[str, Any]]], number: int, shared: dict[str, Any], application: AnApplication
) -> None:
    text = application.feedback or ""
    rows["feedback"].append(
        shared
        | {
            "feedback_id": number,
            "speaker": "employer",
            "received_on": application.received_on,
            "precision": "day" if application.received_on else "unknown",
            "words": text,
            "request_id": number if application.request else None,
        }
    )
    if not application.reasons and application.kind is None:
        return
    reading = {
        "feedback_id": number,
        "applicant_id": application.applicant,
        "method": "person",
        "version": "1",
    }
    rows["readings"].append(reading | {"kind": application.kind or "constructive", "read_at": RECORDED_AT})
    for reason in application.reasons:
        rows["reading_reasons"].append(reading | {"reason": reason, "polarity": "weakness", "evidence": text})
