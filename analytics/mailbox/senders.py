"""How a firm's name is told from a person's and a department's, and when two names are one firm's or one role's."""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz.fuzz import token_sort_ratio

from analytics.feedback.platforms import platforms
from analytics.mailbox.mail import Address

DEPARTMENT = re.compile(
    r"[\s,|–-]*\b(?:(?:the\s+)?(?:hiring|talent|people|recruiting|recruitment|hr|careers?|staffing)(?:\s+(?:&\s+)?"
    r"(?:acquisition|team|teams|department|operations|ops|partners?|centre|center|services|culture))*"
    r"|jobs|karriere|bewerbermanagement|bewerbungen?|personalabteilung|personal|human resources|team|no-?reply"
    r"|notifications?|via [\w .]+|from [\w .]+|recrutement|carrières)\s*$",
    re.IGNORECASE,
)
RECRUITING = re.compile(
    r"\b(?:bewerb\w*|jobs?|karriere|careers?|recruit\w*|talent\w*|hr|personal(?:abteilung|amt|wesen)?|hiring|vacancies)\b",
    re.IGNORECASE,
)
LEGAL_FORM = re.compile(
    r"[\s,]+(?:gmbh(?:\s*&\s*co\.?\s*kg)?|ag|se|kg|ohg|ug|e\.?\s?v\.?|mbh|inc|llc|llp|ltd|limited|plc|corp(?:oration)?|co"
    r"|company|group|holding|s\.?a\.?r?\.?l?|sas|bv|b\.v\.|nv|oy|ab|a/s|aps|pty|gruppe|stiftung)\.?$",
    re.IGNORECASE,
)
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "é": "e", "è": "e", "á": "a", "ø": "o", "å": "a"})

COMMON_WORDS = frozenset((
    "group", "gruppe", "holding", "council", "trust", "health", "software", "systems", "services", "solutions",
    "studios", "analytics", "logistics", "university", "universitaet", "institut", "institute", "stiftung",
    "foundation", "verlag", "versicherung", "insurance", "energy", "energie", "media", "digital", "technologies",
    "consulting", "partners", "klinikum", "kliniken", "hospital", "stadtwerke", "landkreis", "rathaus", "bezirksamt",
    "travel", "foods", "security", "capital", "international", "maschinenbau", "company", "games", "europe",
    "deutschland", "recruitment",
))  # fmt: skip
"""Words that many firms' names share."""
SHORTEST_NAME = 4
"""Letters that a name needs for a longer one that begins with it to be the same."""


def is_platform_name(name: str) -> bool:
    """Whether a name is that of a platform, which is never the employer."""
    return folded(name) in {folded(known) for platform in platforms() for known in platform.names}


def without_department(name: str) -> str:
    """A firm's name without its department: "Kestrel Logistics" for "Kestrel Logistics Talent Acquisition"."""
    before = ""
    while name != before:
        before, name = name, DEPARTMENT.sub("", name).strip(" ,|–-@")
    return name


def is_recruiting(sender: Address) -> bool:
    """Whether an address is an employer's for applications: bewerbung@…, jobs@…, "Brackwater Council Recruitment"."""
    return bool(RECRUITING.match(sender.local)) or bool(RECRUITING.search(sender.name))


def is_person(sender: Address) -> bool:
    """Whether a sender's name is a person's: two to four words of letters, one of them in the address.

    "Tobias Wren <tobias@…>" is a person, "Ironbark Data <mail@…>" a firm.
    """
    name = re.sub(r"\(.*?\)", "", sender.name)
    if RECRUITING.search(name):
        return False
    words = re.findall(r"[^\W\d_]+", name)
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
    return re.sub(r"[\W_]+", "", re.sub(r"\b(?:and|und)\b|&", "", name.translate(UMLAUTS)))


def firm_words(name: str) -> set[str]:
    """The words of a firm's name by which its domain may call it, as addresses spell them."""
    return {
        word for word in re.findall(r"[^\W\d_]{5,}", name.casefold().translate(UMLAUTS)) if word not in COMMON_WORDS
    }


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
