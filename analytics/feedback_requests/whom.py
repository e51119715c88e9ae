"""Whom to ask, and by which way: read from the people that are logged, with the rule that spoke."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analytics.feedback_requests.when import Rejection


@dataclass(frozen=True)
class Contact:
    """A person met at an employer: interviewer, hiring_manager, hr or connection."""

    kind: str
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
        return self.contact.kind in ("interviewer", "hiring_manager")


@dataclass(frozen=True)
class Way:
    """A way of asking: what speaks for it and what against."""

    channel: str
    label: str
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]


WAYS = (
    Way(
        "email",
        "E-mail",
        ("They can answer when it suits them.", "You have it in writing.", "It presses nobody."),
        ("It is easily left unanswered.", "What is meant kindly can read coldly.", "No asking back."),
    ),
    Way(
        "phone",
        "Phone call",
        ("You hear the tone, and can ask back.", "People say more than they write."),
        ("It can come at a bad moment.", "Some employers allow nothing said outside of letters."),
    ),
    Way(
        "meeting",
        "Short meeting",
        ("The fullest answer, and a tie that may last.", "Fitting after several rounds."),
        ("It asks for the most time, and is turned down most often.", "It is hard to take notes and listen."),
    ),
)

CALL_CHECKLIST = (
    "Say who you are and which position it was about.",
    "Ask whether this is a good moment; offer to call another time.",
    "Say thank you for the time they took.",
    "Say that you want to learn, and that the decision is not in question.",
    "Ask for one thing that spoke for you and one to work on.",
    "Ask for an example when it stays general.",
    "Listen to the end; do not defend yourself.",
    "Say it back in your own words, so that you know you understood.",
    "Thank them, and say that you would like to hear of other openings.",
    "Write down what was said within the hour.",
)


def whom(rejection: Rejection, contacts: Sequence[Contact]) -> Whom:
    """The person to ask about a rejection."""
    by_kind = {kind: [contact for contact in contacts if contact.kind == kind] for kind in KINDS}
    interviewers, managers, hr = by_kind["interviewer"], by_kind["hiring_manager"], by_kind["hr"]
    office = hr[0] if hr else Contact("hr")
    guide = by_kind["connection"][0].name if by_kind["connection"] else None
    if len(interviewers) == 1:
        return Whom(interviewers[0], "One person interviewed you: they know best how it went.", guide)
    if managers:
        return Whom(managers[0], "You met the hiring manager, who decided.", guide)
    if len(interviewers) > 1:
        return Whom(office, "Several people interviewed you; HR has heard all of them.", guide)
    if rejection.interviewed:
        return Whom(office, "No interviewer is noted, so HR, who can pass it on.", guide)
    return Whom(office, "There was no interview, so HR, or the address that the no came from.", guide)


KINDS = ("interviewer", "hiring_manager", "hr", "connection")


def way(rejection: Rejection, person: Whom) -> tuple[Way, str]:
    """The way that fits, and why."""
    email, phone, meeting = WAYS
    if rejection.finalist and person.has_met:
        return meeting, "You were in the last round and have met: fifteen minutes can be asked for."
    if person.contact.phone and not person.contact.email and person.has_met:
        return phone, "You have met and a number is all that is noted."
    return email, "It presses nobody and gives you the answer in writing."
