"""A person's agreement that their counts may be part of cohorts: given, and withdrawn at once.

Used by the consent page and the cohort import inside `store.writing(viewer)`.
"""

from __future__ import annotations

from datetime import datetime

import duckdb

from analytics.errors import InvalidEntry

OWN = "Agreed in the dashboard"
"""The agreement that a person gives by themselves."""


def agree(
    connection: duckdb.DuckDBPyConnection, applicant_id: int, *, now: datetime, agreement: str = OWN, recorded_by: str
) -> None:
    """Records that a person agreed, and who says so. Nothing changes for somebody who has agreed already."""
    if not agreement.strip():
        raise InvalidEntry("The agreement has no name.", "Name the form or rule under which the students agreed.")
    connection.execute(
        """
        insert into consents by name
        select $applicant as applicant_id, $agreement as agreement, $now as agreed_at, $recorded_by as recorded_by
        where not exists (from consents where applicant_id = $applicant and withdrawn_at is null)
        """,
        {"applicant": applicant_id, "agreement": agreement.strip(), "now": now, "recorded_by": recorded_by},
    )


def withdraw(connection: duckdb.DuckDBPyConnection, applicant_id: int, *, now: datetime) -> None:
    """Ends every agreement of a person. From the next look on, nothing of theirs is counted."""
    connection.execute(
        "update consents set withdrawn_at = $now where applicant_id = $applicant and withdrawn_at is null",
        {"applicant": applicant_id, "now": now},
    )
