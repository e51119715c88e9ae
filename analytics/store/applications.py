"""Applications kept by hand: added, corrected, annotated, taken out and brought back.

Every correction is remembered with what was there before: later imports leave such a field alone, and undo
writes the old value back. Used by the applications page inside a write.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from analytics.errors import InvalidEntry
from analytics.store.writer import Writer
from analytics.taxonomy import EventKind, Origin, Precision, Submission

FIELDS = (
    *("employer", "role", "submission", "applied_on", "location", "work_mode", "channel", "link", "requisition"),
    *("resume_version", "culture", "tailored", "notes"),
)
"""What a person may correct."""
NO_TEXT = ("applied_on", "tailored")
LONGEST = 20_000


def add_application(writer: Writer, fields: dict[str, Any]) -> int:
    """A new entry. Raises InvalidEntry without an employer and a role, or with a day to come."""
    entered = {name: _clean(name, fields.get(name)) for name in FIELDS}
    if not entered["employer"] and not entered["role"]:
        raise InvalidEntry("The entry names neither an employer nor a role.", "Fill in one of them.")
    _check_day(entered["applied_on"], writer.now.date())
    entered["submission"] = entered["submission"] or Submission.SENT.value
    return writer.add(
        "applications",
        **entered,
        applied_precision=_precision(entered["applied_on"]),
        outcome_recorded=True,
        origin=Origin.HAND.value,
    )


def correct(writer: Writer, application_id: int, fields: dict[str, Any]) -> int:
    """Writes what differs, each field with what was there before. Returns how many fields changed."""
    held = writer.own("applications", application_id)
    entered = {name: _clean(name, fields[name]) for name in FIELDS if name in fields}
    _check_day(entered.get("applied_on"), writer.now.date())
    changed = {name: value for name, value in entered.items() if value != held[name]}
    for name, value in changed.items():
        _write(writer, application_id, name, value)
        writer.add("edits", application_id=application_id, field=name, before=_text(held[name]), after=_text(value))
    return len(changed)


def undo_correction(writer: Writer, edit_id: int) -> None:
    """Writes back what was there before one correction. Raises InvalidEntry where it is undone already."""
    edit = writer.own("edits", edit_id)
    if edit["undone_at"] is not None:
        raise InvalidEntry("That change is undone already.")
    _write(writer, edit["application_id"], edit["field"], edit["before"])
    writer.change("edits", edit_id, undone_at=writer.now)


def add_event(
    writer: Writer,
    application_id: int,
    kind: EventKind,
    happened_on: date | None,
    note: str | None = None,
    known_on: date | None = None,
) -> int:
    """Something that happened to an application; `known_on` is the day the news came, where that is another.

    Returns the event's id. Raises InvalidEntry where it lies before the application, or the news is still ahead.
    """
    applied_on = writer.own("applications", application_id)["applied_on"]
    if happened_on is not None and applied_on is not None and happened_on < applied_on:
        raise InvalidEntry(f"{happened_on} is before the application of {applied_on}.", "Correct one of the two days.")
    if known_on is not None and known_on > writer.now.date():
        raise InvalidEntry(f"The news of {known_on} is still ahead.", "Give the day on which you heard of it.")
    if known_on is not None and applied_on is not None and known_on < applied_on:
        raise InvalidEntry(f"{known_on} is before the application of {applied_on}.", "Correct one of the two days.")
    return writer.add(
        "events",
        application_id=application_id,
        kind=kind.value,
        happened_on=happened_on,
        precision=_precision(happened_on),
        note=_clean("notes", note),
        known_on=known_on,
        origin=Origin.HAND.value,
    )


def date_events(writer: Writer, days: dict[int, date]) -> None:
    """Gives events their days, all or none; each takes the place of the one without, which stays in the history.

    Raises InvalidEntry where a day lies before its application or is still ahead.
    """
    for event_id, day in days.items():
        event = writer.own("events", event_id)
        if day > writer.now.date():
            raise InvalidEntry(f"{day} is still ahead.", "Give the day on which the answer came.")
        add_event(writer, event["application_id"], EventKind(event["kind"]), day, event["note"], event["known_on"])
        remove_event(writer, event_id)


def remove_event(writer: Writer, event_id: int) -> None:
    """Takes an event out of the history; it can be brought back."""
    writer.remove("events", event_id)


def bring_back_event(writer: Writer, event_id: int) -> None:
    writer.bring_back("events", event_id)


def remove_application(writer: Writer, application_id: int) -> None:
    """Takes an application out; later imports of the same log do not bring it back, its owner can."""
    writer.remove("applications", application_id)


def bring_back_application(writer: Writer, application_id: int) -> None:
    writer.bring_back("applications", application_id)


def _write(writer: Writer, application_id: int, name: str, value: Any) -> None:
    """One field; a day of applying with how well it is known."""
    more = {"applied_precision": _precision(value)} if name == "applied_on" else {}
    writer.change("applications", application_id, **{name: value}, **more)


def _clean(name: str, value: Any) -> Any:
    """A field as it is stored: text without blanks around it, nothing instead of empty text."""
    if name in NO_TEXT:
        return value
    text = str(value).strip() if value is not None else ""
    if len(text) > LONGEST:
        raise InvalidEntry(f"The text for {name} has {len(text):,} characters.", f"Keep it under {LONGEST:,}.")
    return text or None


def _precision(day: date | str | None) -> str:
    return (Precision.DAY if day else Precision.UNKNOWN).value


def _check_day(day: date | None, today: date) -> None:
    if day is not None and day > today:
        raise InvalidEntry(f"{day} is still ahead.", "Enter the application once it is sent, or mark it as planned.")


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
