"""The people a store is about. On one's own machine there is one."""

from __future__ import annotations

from datetime import UTC, datetime

from analytics.errors import NotAllowed
from analytics.store.numbers import next_id
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


def signed_in(store: Store, email: str, name: str) -> Viewer:
    """The viewer of an applicant who signed in, known by their address; makes their row at first."""
    snapshot = store.snapshot()
    try:
        found = snapshot.run("applicants_by_email", {"email": email})["applicant_id"].tolist()
    finally:
        snapshot.close()
    if len(found) > 1:
        raise NotAllowed(f"{len(found)} people here have the address {email}.", "Ask whoever runs this dashboard.")
    return Viewer.applicant(int(found[0])) if found else _enter(store, email, name)


def _enter(store: Store, email: str, name: str) -> Viewer:
    with store.writing(Viewer.staff()) as connection:
        # Another session of the same person may have been quicker.
        row = connection.execute(
            "select min(applicant_id) from applicants where lower(email) = $email", {"email": email}
        ).fetchone()
        if row and row[0] is not None:
            return Viewer.applicant(int(row[0]))
        applicant_id = next_id(connection, "applicants", "applicant_id")
        connection.execute(
            "insert into applicants by name"
            " select $id as applicant_id, $name as name, $email as email, $now as created_at",
            {"id": applicant_id, "name": name or None, "email": email, "now": datetime.now(UTC).replace(tzinfo=None)},
        )
        return Viewer.applicant(applicant_id)
