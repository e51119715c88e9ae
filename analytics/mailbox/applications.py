"""Which application a mail belongs to: what both name is weighed, and where two fit nearly alike a person is asked."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from analytics.feedback.platforms import is_free_mail, platform_of
from analytics.mailbox.mail import Mail
from analytics.mailbox.names import Named
from analytics.mailbox.senders import ALIKE, SHORTEST_NAME, UNLIKE, firm_words, folded, role_likeness, same_employer

# What speaks for a mail to belong to an application, and against it; halves are ties that one more trait decides.
PLACED_BEFORE = 20.0
CONVERSATION, REQUISITION, OTHER_REQUISITION = 6.0, 5.0, -6.0
ADDRESS, DOMAIN, EMPLOYER, MENTIONED = 3.0, 2.5, 3.0, 2.0
ROLE, OTHER_ROLE = 2.0, -4.0
BELONGS = 2.5
"""From this score on a mail belongs to an application: one trait that names the employer."""
CLEARLY = 1.0
"""The best application must be ahead of the next by so much, or a person is asked."""
BEFORE = timedelta(days=3)
"""A mail may come so long before the day of applying that a log holds."""
LATEST = timedelta(days=400)
"""Nobody hears of an application later than this."""


@dataclass
class Application:
    """An application as mails tell it, or as the log has it already (`known`: its id there)."""

    employer: str
    role: str | None = None
    applied_on: date | None = None
    via: str | None = None
    known: int | None = None
    mails: frozenset[str] = frozenset()
    """The keys of mails that an earlier import placed here."""
    requisitions: set[str] = field(default_factory=set)
    conversations: set[str] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)
    domains: set[str] = field(default_factory=set)
    first_mail_on: date | None = None
    last_mail_on: date | None = None

    def take(self, mail: Mail, named: Named, conversation: str, other_address: str) -> None:
        """Learns from a mail that belongs to it where further ones may come from."""
        self.conversations.add(conversation)
        if named.requisition:
            self.requisitions.add(named.requisition)
        if named.role and not self.role:
            self.role = named.role
        if platform_of(other_address) is None and other_address:
            self.addresses.add(other_address)
            domain = other_address.rpartition("@")[2]
            if not is_free_mail(domain):
                self.domains.add(domain)
        if mail.on:
            self.first_mail_on = min(self.first_mail_on or mail.on, mail.on)
            self.last_mail_on = max(self.last_mail_on or mail.on, mail.on)

    def knows(self, conversation: str, address: str) -> bool:
        """Whether a mail answers one of its mails, or comes from where one of them came from."""
        known = address in self.addresses or address.rpartition("@")[2] in self.domains
        return conversation in self.conversations or known


@dataclass(frozen=True)
class Belonging:
    """The applications that fit a mail best, the likeliest first, and whether the first is clearly ahead."""

    applications: tuple[Application, ...]
    clear: bool


def belonging(
    mail: Mail, named: Named, conversation: str, other_address: str, applications: list[Application]
) -> Belonging:
    """Where a mail belongs among the applications known so far. `other_address` is whom one wrote with."""
    scored = sorted(
        ((score(mail, named, conversation, other_address, one), -number) for number, one in enumerate(applications)),
        reverse=True,
    )
    fitting = [(points, applications[-place]) for points, place in scored if points >= BELONGS]
    if not fitting:
        # A mail of a known employer about another role is asked about, not passed over.
        unnamed = replace(named, role=None, requisition=None)
        here = [one for one in applications if score(mail, unnamed, conversation, other_address, one) >= BELONGS]
        return Belonging(tuple(here), clear=False)
    ahead = len(fitting) == 1 or fitting[0][0] - fitting[1][0] >= CLEARLY
    return Belonging(tuple(one for _, one in fitting), ahead)


def score(mail: Mail, named: Named, conversation: str, other_address: str, application: Application) -> float:
    """How much speaks for a mail to belong to an application."""
    if not _in_time(mail, application):
        return 0.0
    points = PLACED_BEFORE if mail.key in application.mails else 0.0
    if conversation in application.conversations:
        points += CONVERSATION
    if named.requisition and application.requisitions:
        points += REQUISITION if named.requisition in application.requisitions else OTHER_REQUISITION
    domain = other_address.rpartition("@")[2]
    if other_address in application.addresses:
        points += ADDRESS
    elif domain in application.domains:
        points += DOMAIN
    if any(same_employer(name, application.employer) for name in (named.employer, *named.others)):
        points += EMPLOYER
    elif mentions(mail, application.employer) or _is_domain_of(domain, application.employer):
        points += MENTIONED + (1.0 if _is_domain_of(domain, application.employer) else 0.5)
    if named.role and application.role:
        likeness = role_likeness(named.role, application.role)
        points += ROLE if likeness >= ALIKE else OTHER_ROLE if likeness < UNLIKE and points < CONVERSATION else 0.0
    return points


def mentions(mail: Mail, employer: str) -> bool:
    """Whether a mail names an employer as a word of its subject, its text or its sender."""
    said = f"{mail.sender.name}\n{mail.subject}\n{mail.text[:4000]}"
    return bool(re.search(rf"(?<!\w){re.escape(employer)}(?!\w)", said))


def _is_domain_of(domain: str, employer: str) -> bool:
    """Whether an address's domain is the employer's: heronbrook.example for Heronbrook GmbH, uk-nordheim.example for a
    Klinikum Nordheim."""
    if not domain or is_free_mail(domain):
        return False
    labels = domain.split(".")[:-1]
    # An "and" that a domain spells out.
    same = any(
        same_employer(name, employer)
        for label in labels
        for name in (label, label.replace("and", "", 1), label.replace("und", "", 1))
        if len(folded(name)) >= SHORTEST_NAME
    )
    return same or bool(firm_words(employer) & {part for label in labels for part in label.split("-")})


def _in_time(mail: Mail, application: Application) -> bool:
    since = application.applied_on or application.first_mail_on
    if mail.on is None or since is None:
        return True
    return since - BEFORE <= mail.on <= (application.last_mail_on or since) + LATEST
