"""Everything of one person deleted for good, with no bytes left in the store's folder. Used by About me."""

from __future__ import annotations

from analytics.errors import InvalidEntry
from analytics.store.tables import TABLES
from analytics.store.writer import Writer

WORDS = "delete everything"
"""What has to be typed."""


def delete_everything(writer: Writer, typed: str) -> None:
    """Deletes every row of the viewer's. Raises InvalidEntry where other words were typed; nothing is deleted then."""
    if typed.strip().casefold() != WORDS:
        raise InvalidEntry(f"“{typed.strip()}” is not “{WORDS}”.", "Nothing was deleted. Type the words as they stand.")
    for table in reversed(TABLES):
        writer.delete(table)
    writer.leave_no_trace()
