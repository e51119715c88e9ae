"""Which mails of a mailbox are worth reading: the few about work, and whatever else belongs to their conversations.

A mailbox is gone through twice, and no more is kept of it than the mails that may matter: first those that a cheap look
takes for mails about an application, then those that answer them or come from the same addresses.
"""

from __future__ import annotations

import email.parser
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from email.policy import compat32
from functools import lru_cache
from pathlib import Path

from analytics.feedback.platforms import is_free_mail, platform_of, registered_label
from analytics.mailbox.files import mails_in
from analytics.mailbox.mail import Mail, names_in, read_mail
from analytics.mailbox.names import named_in
from analytics.mailbox.senders import SHORTEST_NAME, same_employer
from analytics.mailbox.splitting import RawMail

WORK = re.compile(
    r"bewerb|bewirb|bewarb|stelle|karriere|gespräch|lebenslauf|arbeitsvertrag|personalabteilung|probearbeit"
    r"|\bjob|applicat|applied|applying|\bapply|candida|interview|recruit|vacanc|\brole\b|position|career|hiring|talent"
    r"|\bcv\b|r[ée]sum[ée]\b|shortlist|put you forward|offer|angebot|zusage|absage|assessment"
    r"|emploi|candidature|empleo|vaga",
    re.IGNORECASE,
)
"""Words without which no mail is about an application; most mails that have one aren't either."""

LOOKED_AT = 6_000
"""Characters of a mail in which the cheap look searches."""
KEPT_TEXT = 12_000
"""Characters of a mail's own words that are kept while the mailbox is read."""
LONGEST_HEAD = 20_000
"""Bytes in which a mail's headers stand."""
EVERY = 500
"""Mails between two words of progress."""


@dataclass
class Sieved:
    """The mails worth reading, and what the mailbox covers."""

    mails: dict[str, Mail] = field(default_factory=dict)
    read: int = 0
    undated: int = 0
    covers_from: date | None = None
    covers_until: date | None = None

    def covers(self, on: date | None, today: date) -> None:
        """Takes a mail's day into what the mailbox covers; a day still to come is a wrong clock's."""
        if on is None:
            self.undated += 1
        elif on <= today:
            self.covers_from = min(self.covers_from or on, on)
            self.covers_until = max(self.covers_until or on, on)


def sieved(
    paths: Iterable[Path],
    today: date,
    employers: Iterable[str] = (),
    senders: Iterable[str] = (),
    progress: Callable[[int, int], None] = lambda mails, kept: None,
) -> Sieved:
    """The mails of some files that are worth reading.

    `employers` are those of the log: any mail that names one is kept. `senders` are addresses that were said to be
    employers'. `progress` is told the number of mails looked at and kept, and may raise to stop.
    """
    files = list(paths)
    named = _naming(employers)
    ticked = frozenset(senders)
    found = Sieved()
    for raw in _all(files):
        mail = read_mail(raw)
        if mail is None or not mail.place.is_read:
            continue
        found.read += 1
        found.covers(mail.on, today)
        if mail.key not in found.mails and (is_candidate(mail, named) or mail.sender.address in ticked):
            found.mails[mail.key] = _shortened(mail)
        if found.read % EVERY == 0:
            progress(found.read, len(found.mails))
    progress(found.read, len(found.mails))
    _add_their_conversations(found, files)
    return found


def is_candidate(mail: Mail, named: re.Pattern[str] | None = None) -> bool:
    """Whether a mail may be about an application: from a platform, with an invitation, or with a word of work."""
    speaking = mail.speaking
    platform = platform_of(speaking.sender.address)
    if platform is not None:
        return platform.is_about_applications(speaking.sender.address)
    if mail.is_bulk and not mail.references:
        return False
    said = f"{speaking.subject}\n{speaking.text[:LOOKED_AT]}\n{speaking.sender.name} {speaking.sender.address}"
    return bool(speaking.appointments or WORK.search(said) or (named and named.search(said)))


def _add_their_conversations(found: Sieved, files: list[Path]) -> None:
    """Adds the mails that share a conversation or a firm's domain with one that is kept already."""
    names = {name for mail in found.mails.values() for name in mail.names}
    domains = {
        mail.sender.domain
        for mail in found.mails.values()
        if not mail.is_bulk and mail.references and not is_free_mail(mail.sender.domain)
    }
    employers = frozenset(
        name
        for mail in found.mails.values()
        if platform_of(mail.speaking.sender.address)
        for name in [named_in(mail.speaking).employer]
        if name and len(name) >= SHORTEST_NAME
    )
    for raw in _all(files):
        head = email.parser.BytesHeaderParser(policy=compat32).parsebytes(raw.content[:LONGEST_HEAD])
        given, parties = names_in(head)
        if names.isdisjoint(given) and not any(
            domain in domains or _is_employers(domain, employers) for domain in parties
        ):
            continue
        mail = read_mail(raw)
        if mail is not None and mail.place.is_read and mail.key not in found.mails:
            found.mails[mail.key] = _shortened(mail)
            names.update(given)


@lru_cache(maxsize=50_000)
def _is_employers(domain: str, employers: frozenset[str]) -> bool:
    """Whether a domain is that of an employer for whom a recruiting system wrote."""
    label = registered_label(domain)
    return len(label) >= SHORTEST_NAME and any(same_employer(label, name) for name in employers)


def _all(files: list[Path]) -> Iterator[RawMail]:
    for path in files:
        yield from mails_in(path)


def _naming(employers: Iterable[str]) -> re.Pattern[str] | None:
    names = sorted({name for name in employers if len(name) >= 3}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)", re.IGNORECASE) if names else None


def _shortened(mail: Mail) -> Mail:
    return replace(
        mail,
        text=mail.text[:KEPT_TEXT],
        other_text=mail.other_text[:KEPT_TEXT],
        inner=_shortened(mail.inner) if mail.inner else None,
    )
