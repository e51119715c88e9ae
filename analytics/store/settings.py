"""What a person chose about how the program behaves for them. Read with sql/settings.sql."""

from __future__ import annotations

from analytics.store.writer import Writer


def put(writer: Writer, name: str, value: str) -> None:
    """Keeps a choice, in place of the one before."""
    remove(writer, name)
    writer.add("settings", name=name, value=value)


def remove(writer: Writer, name: str) -> None:
    """Forgets a choice."""
    writer.delete("settings", name=name)
