"""Whom to ask, and by which way: read from the people that are logged, with the rule that spoke.

What speaks for and against each way is in data/asking.toml.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass

from analytics import DATA
from analytics.feedback_requests.when import Rejection
from analytics.taxonomy import ContactKind


@dataclass(frozen=True)
class Contact:
    """A person met at an employer."""

    kind: ContactKind
    name: str | None = None
    email: str | None = None
    phone: str | None = None


@dataclass(frozen=True)
class Whom:
    """The person to ask, why this one, and who inside may know how best to go about it."""

    contact: Contact
    rule: str
    guide: str | None = None

    @property
    def has_met(self) -> bool:
        """Whether the applicant has spoken with this person."""
        return self.contact.kind in (ContactKind.INTERVIEWER, ContactKind.HIRING_MANAGER)


@dataclass(frozen=True)
class Way:
    """A way of asking: what speaks for it and what against."""

    channel: str
    label: str
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]


_WRITTEN = tomllib.loads((DATA / "asking.toml").read_text(encoding="utf-8"))

WAYS = tuple(Way(way["channel"], way["label"], tuple(way["for"]), tuple(way["against"])) for way in _WRITTEN["way"])

CALL_CHECKLIST = tuple(_WRITTEN["call"]["checklist"])

CALL_HOURS = str(_WRITTEN["call"]["hours"])
"""When to call."""


def whom(rejection: Rejection, contacts: Sequence[Contact]) -> Whom:
    """The person to ask about a rejection."""
    by_kind = {kind: [contact for contact in contacts if contact.kind == kind] for kind in ContactKind}
    interviewers, managers = by_kind[ContactKind.INTERVIEWER], by_kind[ContactKind.HIRING_MANAGER]
    hr, connections = by_kind[ContactKind.HR], by_kind[ContactKind.CONNECTION]
    office = hr[0] if hr else Contact(ContactKind.HR)
    guide = connections[0].name if connections else None
    if len(interviewers) == 1:
        return Whom(interviewers[0], "One person interviewed you: they know best how it went.", guide)
    if managers:
        return Whom(managers[0], "You met the hiring manager, who decided.", guide)
    if len(interviewers) > 1:
        return Whom(office, "Several people interviewed you; HR has heard all of them.", guide)
    if rejection.interviewed:
        return Whom(office, "No interviewer is noted, so HR, who can pass it on.", guide)
    return Whom(office, "There was no interview, so HR, or the address that the no came from.", guide)


def way(rejection: Rejection, person: Whom) -> tuple[Way, str]:
    """The way that fits, and why."""
    email, phone, meeting = WAYS
    if rejection.finalist and person.has_met:
        return meeting, "You were in the last round and have met: fifteen minutes can be asked for."
    if person.contact.phone and not person.contact.email and person.has_met:
        return phone, "You have met and a number is all that is noted."
    return email, "It presses nobody and gives you the answer in writing."
