"""Who sends mails about applications: platforms by their domain, and how a firm's name is told from a person's.

The rows are data (`data/mail_senders.toml`), dated, as senders change.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from rapidfuzz.fuzz import token_sort_ratio

from analytics import DATA
from analytics.mailbox.mail import Address

SENDERS = DATA / "mail_senders.toml"

FREE_MAIL = frozenset((
    "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com", "yahoo.com", "yahoo.de",
    "icloud.com", "me.com", "gmx.de", "gmx.net", "gmx.at", "gmx.ch", "web.de", "t-online.de", "aol.com",
    "proton.me", "protonmail.com", "posteo.de", "mailbox.org", "freenet.de", "orange.fr", "free.fr", "laposte.net",
))  # fmt: skip
"""Domains where anybody may have an address: an address there says nothing of an employer."""

DEPARTMENT = re.compile(
    r"[\s,|–-]*\b(?:(?:the\s+)?(?:hiring|talent|people|recruiting|recruitment|hr|careers?|staffing)(?:\s+(?:&\s+)?"
    r"(?:acquisition|team|teams|department|operations|ops|partners?|centre|center|services|culture))*"
    r"|jobs|karriere|bewerbermanagement|bewerbungen?|personalabteilung|personal|human resources|team|no-?reply"
    r"|notifications?|via [\w .]+|from [\w .]+|recrutement|carrières)\s*$",
    re.IGNORECASE,
)
LEGAL_FORM = re.compile(
    r"[\s,]+(?:gmbh(?:\s*&\s*co\.?\s*kg)?|ag|se|kg|ohg|ug|e\.?\s?v\.?|mbh|inc|llc|llp|ltd|limited|plc|corp(?:oration)?|co"
    r"|company|group|holding|s\.?a\.?r?\.?l?|sas|bv|b\.v\.|nv|oy|ab|a/s|aps|pty|gruppe|stiftung)\.?$",
    re.IGNORECASE,
)
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "é": "e", "è": "e", "á": "a", "ø": "o", "å": "a"})

SHORTEST_NAME = 4
"""Letters that a name needs for a longer one that begins with it to be the same."""


@dataclass(frozen=True)
class Platform:
    """A sender for many employers. `employer` are the places where the employer's name stands, the surest first."""

    name: str
    names: tuple[str, ...]
    domains: tuple[str, ...]
    does: str
    employer: tuple[str, ...]
    applications: tuple[str, ...] = ()
    """Of a board, the addresses that write about one's own applications; others advertise."""

    def is_about_applications(self, address: str) -> bool:
        """Whether mails from an address of it speak of applications that were made."""
        return self.does != "board" or not self.applications or address in self.applications


@cache
def platforms() -> tuple[Platform, ...]:
    """All platforms of the data file."""
    rows = tomllib.loads(SENDERS.read_text(encoding="utf-8"))
    return tuple(
        Platform(
            name,
            tuple(row["names"]),
            tuple(row["domains"]),
            row["does"],
            tuple(row["employer"]),
            tuple(row.get("applications", ())),
        )
        for name, row in rows.items()
    )


def platform_of(address: str) -> Platform | None:
    """The platform that an address belongs to, None for an employer's or a person's own."""
    domain = address.rpartition("@")[2]
    return next(
        (
            platform
            for platform in platforms()
            if any(domain == known or domain.endswith(f".{known}") for known in platform.domains)
        ),
        None,
    )


def is_platform_name(name: str) -> bool:
    """Whether a name is that of a platform, which is never the employer."""
    return folded(name) in {folded(known) for platform in platforms() for known in platform.names}


def without_department(name: str) -> str:
    """A firm's name without its department: "Kestrel Logistics" for "Kestrel Logistics Talent Acquisition"."""
    before = ""
    while name != before:
        before, name = name, DEPARTMENT.sub("", name).strip(" ,|–-@")
    return name


def registered_label(domain: str) -> str:
    """The label under which a domain is registered: heronbrook in mail.heronbrook.co.uk."""
    labels = domain.split(".")
    short_ends = ("co", "com", "ac", "org", "gov", "net", "edu")
    place = -3 if len(labels) > 2 and labels[-2] in short_ends and len(labels[-1]) == 2 else -2
    return labels[place] if len(labels) >= -place else labels[0]


def is_person(sender: Address) -> bool:
    """Whether a sender's name is a person's: two to four words of letters, one of them in the address.

    "Tobias Wren <tobias@…>" is a person, "Ironbark Data <mail@…>" a firm.
    """
    words = re.findall(r"[^\W\d_]+", re.sub(r"\(.*?\)", "", sender.name))
    local = re.split(r"[._+\-\d]+", folded_local(sender.local))
    named = [folded_local(word) for word in words]
    return 2 <= len(words) <= 4 and any(len(word) > 1 and (word in local or sender_part(word, local)) for word in named)


def sender_part(word: str, local: list[str]) -> bool:
    """Whether an address runs a name together: "h.quayle", "mdobre", "tobiaswren"."""
    return len(word) >= 4 and any(part.endswith(word) or part.startswith(word) for part in local)


def folded_local(text: str) -> str:
    """Letters as addresses spell them."""
    return text.casefold().translate(UMLAUTS)


@cache
def folded(name: str) -> str:
    """A firm's name for comparing: no legal form, no blanks or marks, umlauts spelled out."""
    before, name = "", name.casefold().strip()
    while name != before:
        before, name = name, LEGAL_FORM.sub("", name).strip(" ,.")
    return re.sub(r"[\W_]+", "", name.translate(UMLAUTS))


def same_employer(one: str | None, other: str | None) -> bool:
    """Whether two names are of one firm: equal when folded, or one begins with the other."""
    if not one or not other:
        return False
    first, second = sorted((folded(one), folded(other)), key=len)
    return bool(first) and (first == second or (len(first) >= SHORTEST_NAME and second.startswith(first)))


SENIORITY = re.compile(
    r"\b(?:junior|senior|lead|principal|staff|head|graduate|trainee|intern|internship|werkstudent\w*|praktik\w*|associate"
    r"|assistant|chief|director|i|ii|iii)\b",
    re.IGNORECASE,
)
ROLE_MARKS = re.compile(
    r"\((?:[mwfdxi*/|\s.]+|all genders|gn|f/m/\w|remote[^)]*|hybrid[^)]*)\)|\[[^\]]*\]|[*:_]in(?:nen)?\b|\d+",
    re.IGNORECASE,
)
ALIKE, UNLIKE = 90, 60
"""Likeness of two roles' words, in percent, from which they are one, and below which they are two."""


def role_likeness(one: str, other: str) -> float:
    """How alike two roles are, 0 to 100; another word for the level makes them two roles."""
    first, second = (" ".join(ROLE_MARKS.sub(" ", role).casefold().split()) for role in (one, other))
    if sorted(SENIORITY.findall(first)) != sorted(SENIORITY.findall(second)):
        return 0.0
    return float(token_sort_ratio(first, second))
