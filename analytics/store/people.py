"""The people a store is about. On one's own machine there is one."""

from __future__ import annotations

from analytics.errors import NotAllowed
from analytics.store.store import Store
from analytics.store.viewer import Viewer
from analytics.store.writer import Writer

OWNER = 1


def owner(store: Store) -> Viewer:
    """The viewer of the one person whose machine this is; makes their row at first."""
    viewer = Viewer.applicant(OWNER)
    with store.reading(viewer) as reader:
        known = not reader.load("applicant").empty
    if not known:
        with store.writing(viewer) as writer:
            # Another program may have been quicker.
            if not writer.rows("from applicants where applicant_id = $applicant"):
                writer.sql("insert into applicants (applicant_id, created_at) values ($applicant, $now)")
    return viewer


def signed_in(store: Store, email: str, name: str) -> Viewer:
    """The viewer of an applicant who signed in, known by their address; makes their row at first.

    Raises NotAllowed where several people have the address.
    """
    snapshot = store.snapshot()
    try:
        found = snapshot.run("applicants_by_email", {"email": email})["applicant_id"].tolist()
    finally:
        snapshot.close()
    if len(found) > 1:
        raise NotAllowed(f"{len(found)} people here have the address {email}.", "Ask whoever runs this dashboard.")
    return Viewer.applicant(int(found[0])) if found else _enter(store, email, name)


def _enter(store: Store, email: str, name: str) -> Viewer:
    with store.writing(Viewer.staff()) as writer:
        # Another session of the same person may have been quicker.
        [(known,)] = writer.rows("select min(applicant_id) from applicants where lower(email) = $email", email=email)
        if known is not None:
            return Viewer.applicant(int(known))
        number = writer.next_number("applicants")
        writer.sql(
            "insert into applicants (applicant_id, name, email, created_at) values ($number, $name, $email, $now)",
            number=number,
            name=name or None,
            email=email,
        )
        return Viewer.applicant(number)


def sign_as(writer: Writer, name: str) -> None:
    """The name that messages are signed with."""
    writer.change("applicants", writer.applicant_id, name=name.strip() or None)
