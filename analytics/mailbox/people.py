"""The people that a mail brings: who wrote, who invited, who will be met."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analytics.feedback.platforms import platform_of
from analytics.mailbox.mail import Address, Mail
from analytics.mailbox.senders import is_person, same_employer

_WORD = r"[A-ZÄÖÜ][\w'’-]+"
_PERSON = (
    rf"(?:(?:Dr|Prof|Mr|Mrs|Ms|Herr|Frau)\.? )*{_WORD}(?: (?:van|von|de|der|la|[A-ZÄÖÜ]\.?|{_WORD})){{0,2}} ?{_WORD}"
)
MET = re.compile(
    r"\b(?:meet(?:ing)?(?: with)?|seen by|talk(?:ing)? (?:to|with)|speak(?:ing)? (?:to|with)"
    r"|interview(?:ed)? (?:with|by)|join(?:ed)? by"
    r"|panel(?: of|:)?|Gespräch mit|sprechen mit|treffen|Gesprächspartner(?:in|innen)?(?: sind| ist|:)?"
    r"|with our [\w ]+,|mit unserer?m? [\w ]+,)"
    r"\s+(?:our [\w ]+, |Herrn? |Frau )?"
    rf"(?P<people>{_PERSON}(?:\s*\([^)]*\))?(?:(?:, | and | und | & )(?:our [\w ]+, )?{_PERSON}(?:\s*\([^)]*\))?)*)"
)
ONE = re.compile(rf"(?P<name>{_PERSON})(?:\s*\((?P<role>[^)]*)\))?")
TITLE = re.compile(r"^(?:(?:Dr|Prof|Mr|Mrs|Ms|Herr|Herrn|Frau)\.? )+")


@dataclass(frozen=True)
class Person:
    """Somebody at an employer. `kind` is what they are in the log: interviewer, hr."""

    name: str
    address: str
    kind: str
    role: str | None = None


def people_in(mail: Mail, me: frozenset[str]) -> list[Person]:
    """The people of a mail, never its reader and never a firm."""
    found: list[Person] = []
    if is_person(mail.sender) and mail.sender.address not in me and not _is_firm(mail.sender):
        found.append(Person(_name(mail.sender.name), mail.sender.address, "hr"))
    for appointment in mail.appointments:
        for name, address in appointment.attendees:
            if name and address not in me and is_person(Address(name, address)):
                found.append(Person(_name(name), address, "interviewer"))
    if mail.sender.address not in me:
        for match in MET.finditer(mail.text[:3000]):
            for one in ONE.finditer(match["people"]):
                found.append(Person(_name(one["name"]), "", "interviewer", one["role"]))
    unique: dict[str, Person] = {}
    for person in found:
        unique.setdefault(person.name, person)
    return list(unique.values())


def _is_firm(sender: Address) -> bool:
    """Whether a name that its address repeats is a firm's: a platform's sender, or the name of the domain itself."""
    return platform_of(sender.address) is not None or any(
        same_employer(label, sender.name) for label in sender.domain.split(".")[:-1]
    )


def _name(name: str) -> str:
    return TITLE.sub("", re.sub(r"\s*\(.*?\)", "", name)).strip(" '\"")
