"""The people a store is about. On one's own machine there is one."""

from __future__ import annotations

from datetime import UTC, datetime

from analytics.store.store import Store
from analytics.store.viewer import Viewer

OWNER = 1


def owner(store: Store) -> Viewer:
    """The viewer of the one person whose machine this is; makes their row at first."""
    viewer = Viewer.applicant(OWNER)
    with store.reading(viewer) as reader:
        known = not reader.load("applicant").empty
    if not known:
        with store.writing(viewer) as connection:
            connection.execute(
                "insert into applicants by name select $id as applicant_id, $now as created_at"
                " where not exists (from applicants where applicant_id = $id)",
                {"id": OWNER, "now": datetime.now(UTC).replace(tzinfo=None)},
            )
    return viewer
