"""The people a store is about. On one's own machine there is one."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

import pandas as pd

from analytics.errors import DiskFull, NotAllowed, NotPermitted
from analytics.store import settings
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
        _make_owner(store, viewer)
    return viewer


def _make_owner(store: Store, viewer: Viewer) -> None:
    # Where nothing can be written now, there is nothing of theirs to read either; the next time makes the row.
    with suppress(DiskFull, NotPermitted), store.writing(viewer) as writer:
        # Another program may have been quicker.
        if not writer.rows("from applicants where applicant_id = $applicant"):
            writer.sql("insert into applicants (applicant_id, created_at) values ($applicant, $now)")


@dataclass(frozen=True)
class Identity:
    """Who signed in: what the provider calls them, and their address where it is vouched for, else an empty one."""

    issuer: str
    subject: str
    email: str = ""
    name: str = ""


def signed_in(store: Store, who: Identity, *, may_rebind: bool = False) -> Viewer:
    """The viewer of an applicant who signed in; makes their row at first.

    Somebody is known again by issuer and subject alone. Their address counts once, at their first sign-in: it finds the
    row that an import made for them, and not one that another identity is bound to, unless it may be bound anew.

    Raises NotAllowed where several people have the address, or none may be bound to it.
    """
    with store.reading(Viewer.analyst()) as reader:
        known = reader.load("sign_ins", email=who.email, issuer=who.issuer, subject=who.subject)
    mine = known[(known["issuer"] == who.issuer) & (known["subject"] == who.subject)]
    if len(mine):
        return Viewer.applicant(int(mine["applicant_id"].iloc[0]))
    people = sorted(set(known["applicant_id"]))
    if len(people) > 1:
        raise NotAllowed(f"{len(people)} people here have the address {who.email}.", "Ask whoever runs this dashboard.")
    if people and known["issuer"].notna().any() and not may_rebind:
        raise NotAllowed(
            f"The address {who.email} belongs to somebody here who signs in as somebody else.",
            f'If that is you, ask whoever runs this dashboard to write rebind = ["{who.email}"] into access.toml.',
        )
    return _bind(store, who, int(people[0]) if people else None)


def _bind(store: Store, who: Identity, applicant_id: int | None) -> Viewer:
    """Binds an identity to a person, or to a new one."""
    with store.writing(Viewer.staff()) as writer:
        # Another session of the same person may have been quicker.
        bound = writer.rows(
            "select applicant_id from identities where issuer = $issuer and subject = $subject",
            issuer=who.issuer,
            subject=who.subject,
        )
        if bound:
            return Viewer.applicant(int(bound[0][0]))
        # On behalf of that person, so that nobody else's pages are read anew for it.
        person = writer.on_behalf_of(writer.next_number("applicants") if applicant_id is None else applicant_id)
        if applicant_id is None:
            person.sql(
                "insert into applicants (applicant_id, name, email, created_at)"
                " values ($applicant, $name, $email, $now)",
                name=who.name or None,
                email=who.email or None,
            )
        person.sql(
            "insert into identities values ($applicant, $issuer, $subject, $now)",
            issuer=who.issuer,
            subject=who.subject,
        )
        return person.viewer


SIGNATURE = ("signature_phone", "signature_email", "signature_profile")
"""The choices whose values stand under the name in messages, in their order."""


def sign_as(writer: Writer, name: str, lines: Mapping[str, str] | None = None) -> None:
    """The name that messages are signed with, and what stands under it: a value for each of SIGNATURE."""
    writer.change("applicants", writer.applicant_id, name=name.strip() or None)
    for choice in SIGNATURE if lines is not None else ():
        value = " ".join(lines.get(choice, "").split()) if lines else ""
        settings.put(writer, choice, value) if value else settings.remove(writer, choice)


def signature(chosen: pd.DataFrame) -> dict[str, str]:
    """What stands under the name, from the rows of `settings.sql`."""
    found = dict(zip(chosen["name"], chosen["value"], strict=True))
    return {choice: str(found[choice]) for choice in SIGNATURE if choice in found}
