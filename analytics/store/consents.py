"""A person's agreement that their counts may be part of cohorts: given, and withdrawn at once.

Used by the consent page inside `store.writing(viewer)`.
"""

from __future__ import annotations

from analytics.errors import InvalidEntry
from analytics.store.writer import Writer

OWN = "Agreed in the dashboard"
"""The agreement that a person gives by themselves."""


def agree(writer: Writer, *, agreement: str = OWN, recorded_by: str) -> None:
    """Records that a person agreed, and who says so. Nothing changes for somebody who has agreed already.

    Raises InvalidEntry where the agreement has no name.
    """
    if not agreement.strip():
        raise InvalidEntry("The agreement has no name.", "Name the form or rule under which the students agreed.")
    if not writer.rows("from consents where applicant_id = $applicant and withdrawn_at is null"):
        writer.add("consents", agreement=agreement.strip(), recorded_by=recorded_by)


def withdraw(writer: Writer) -> None:
    """Ends every agreement of a person. From the next look on, nothing of theirs is counted."""
    writer.sql("update consents set withdrawn_at = $now where applicant_id = $applicant and withdrawn_at is null")
