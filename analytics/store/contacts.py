"""People whom somebody met or knows: noted by hand, corrected, spoken with, written to again.

Those that a log or a mail names are put into the same table by an import. Used by the page on asking inside a write.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from analytics.errors import InvalidEntry
from analytics.store.writer import Writer
from analytics.taxonomy import Origin

FIELDS = (
    *("name", "kind", "application_id", "employer", "role", "email", "phone", "profile", "met_on", "write_on"),
    "note",
)
"""What a person may say of a contact."""
LONGEST = 4_000


def add_contact(writer: Writer, name: str, kind: str, **fields: Any) -> int:
    """Somebody one met or knows. Returns the contact's id.

    Raises InvalidEntry where the contact has no name, or a text is too long.
    """
    entered = _cleaned({"name": name, "kind": kind, **fields})
    return writer.add("contacts", **entered, origin=Origin.HAND.value)


def correct_contact(writer: Writer, contact_id: int, fields: Mapping[str, Any]) -> None:
    """Writes what is named of FIELDS. Raises InvalidEntry where the name is taken away, or a text is too long."""
    writer.own("contacts", contact_id)
    writer.change("contacts", contact_id, **_cleaned(fields))


def remove_contact(writer: Writer, contact_id: int) -> None:
    """Takes a person out of the list; they can be brought back."""
    writer.remove("contacts", contact_id)


def bring_back_contact(writer: Writer, contact_id: int) -> None:
    writer.bring_back("contacts", contact_id)


def log_conversation(writer: Writer, contact_id: int, happened_on: date, note: str | None = None) -> int:
    """The two wrote or spoke on a day; a day to write again that had come by then is done with. Returns its id.

    Raises InvalidEntry where the day is still ahead, or the note too long.
    """
    if happened_on > writer.now.date():
        raise InvalidEntry(f"{happened_on} is still ahead.", "Note it once you have written or spoken.")
    contact = writer.own("contacts", contact_id)
    if contact["write_on"] is not None and contact["write_on"] <= happened_on:
        writer.change("contacts", contact_id, write_on=None)
    return writer.add("conversations", contact_id=contact_id, happened_on=happened_on, note=_text("note", note))


def remove_conversation(writer: Writer, conversation_id: int) -> None:
    writer.remove("conversations", conversation_id)


def _cleaned(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields as they are stored: no blanks around a text, nothing instead of an empty one."""
    if unknown := fields.keys() - set(FIELDS):
        raise TypeError(f"a contact has no {', '.join(sorted(unknown))}")
    cleaned = {name: _text(name, value) if isinstance(value, str) else value for name, value in fields.items()}
    if "name" in cleaned and not cleaned["name"]:
        raise InvalidEntry("The contact has no name.", "Enter the name, or leave the contact out.")
    return cleaned


def _text(name: str, value: str | None) -> str | None:
    text = (value or "").strip()
    if len(text) > LONGEST:
        raise InvalidEntry(f"The {name} has {len(text):,} characters.", f"Keep it under {LONGEST:,}.")
    return text or None
