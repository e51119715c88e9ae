"""A feedback text for a second opinion: who and where are taken out, and what may still tell is pointed at."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Known:
    """What is known to be telling: names as they are logged."""

    employers: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


@dataclass(frozen=True)
class Redacted:
    """The text to share, how many things were taken out, and words that may still tell who it was."""

    text: str
    taken_out: int
    look_again: tuple[str, ...]


# A capital letter of any alphabet that has them.
CAPITAL = r"(?=[^\W\d_])(?![a-zß-öø-ÿ])\w"
LINK = re.compile(
    r"(?:(?:https?://|www\.)|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|co|ai|dev|eu|de|uk|fr|nl|us)\b)"
    r"[^\s<>\"]*(?<![.,;:!?)])",
    re.I,
)
EMAIL = re.compile(r"[^\s@<>()\[\],;:]+@[^\s@<>()\[\],;:]+\.\w+")
PHONE = re.compile(r"(?<![\w.])\+?\(?\d[\d\s().\-/]{6,}\d(?!\w)")
DAY = re.compile(r"\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b")
TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Mx|Miss|Dr|Prof|Professor|Herr|Frau|Mme|Madame|Monsieur)\.?"
    rf"(?:[ \t]+{CAPITAL}[\w'’-]*\.?(?<!\.\.)){{1,3}}"
)
GREETED = re.compile(
    r"(?im)^(\s*(?:dear|hi|hello|hey|good (?:morning|afternoon|evening))\s+)([^,!\n]{1,60}?)(?=\s*[,!:\n]|$)"
)
SIGNED = re.compile(
    r"(?ims)((?:kind|best|warm)?\s*regards|sincerely|yours|cheers|best wishes|all the best|thanks|best)(\s*,\s*|\s*\n+)"
    r"((?:[^\W\d_][\w'’.-]*[ ]?){1,4})\s*\Z"
)
LEGAL = {"inc", "llc", "ltd", "limited", "gmbh", "ag", "sa", "plc", "corp", "corporation", "co", "company", "group"}
# Words that many employers share tell nothing on their own.
SHARED = LEGAL | {
    *("the", "and", "of", "for", "systems", "labs", "software", "works", "solutions", "services", "partners", "health"),
    *("care", "home", "foods", "stores", "institute", "bank", "university", "capital", "digital", "data"),
    *("international",),
}
# Capitalised words that tell nobody: days, months, and what is written large in English anyway.
HARMLESS = {
    *("I", "I'm", "I’m", "I'd", "I’d", "I've", "I’ve", "I'll", "I’ll", "English", "CV", "HR", "IT"),
    *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October"),
    *("November", "December"),
}


def redact(text: str, known: Known) -> Redacted:
    """The text without employer, names, places and links, with what is left to look at."""
    before = _marks(text)
    for sign, pattern in (("e-mail", EMAIL), ("link", LINK), ("date", DAY), ("phone", PHONE), ("name", TITLED)):
        text = pattern.sub(f"[{sign}]", text)
    for sign, values in (("employer", known.employers), ("name", known.people), ("place", known.places)):
        named = _any_of(values)
        text = named.sub(f"[{sign}]", text) if named else text
    text = GREETED.sub(_unless_general, text)
    text = SIGNED.sub(lambda found: f"{found[1]}{found[2]}[name]", text)
    return Redacted(text, _marks(text) - before, _left(text))


def _marks(text: str) -> int:
    return len(re.findall(r"\[(?:e-mail|link|date|phone|name|employer|place)\]", text))


def _any_of(values: Iterable[str]) -> re.Pattern[str] | None:
    """Every value and every telling word of it, with the value's other words where they follow."""
    spelled: set[str] = set()
    for value in values:
        parts = re.findall(r"[^\W_][\w'’&-]*", value)
        telling = [part for part in parts if len(part) > 2 and part.casefold() not in SHARED]
        follow = "|".join(re.escape(part) for part in parts)
        spelled |= {rf"{re.escape(part)}(?:[\s,]+(?:{follow})(?!\w))*" for part in telling}
        short = [part for part in parts if part.casefold() not in LEGAL]
        spelled |= {r"\s+".join(re.escape(word) for word in value.split())}
        spelled |= {re.escape("".join(parts)), re.escape("".join(short))}
    spelled = {spelling for spelling in spelled if len(spelling) > 1}
    if not spelled:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(spelled, key=len, reverse=True))})(?!\w)", re.I)


def _unless_general(found: re.Match[str]) -> str:
    """The greeting without the name in it; 'Dear applicant' stays."""
    general = re.fullmatch(
        r"(?i)(all|there|applicants?|candidates?|team|everyone|sir or madam|again)", found[2].strip()
    )
    return found[0] if general or found[2].startswith("[") else f"{found[1]}[name]"


def _left(text: str) -> tuple[str, ...]:
    """Words that may still tell: capitalised within a sentence, long numbers, handles."""
    found: dict[str, None] = {}
    for match in re.finditer(r"@\w+|\b\d{4,}\b|(?<![\w\[])[^\W\d_][\w'’&+#-]*", text):
        word = match[0]
        telling = word[0] in "@0123456789" or (
            any(sign.isupper() for sign in word) and word not in HARMLESS and not _opens_sentence(text, match.start())
        )
        if telling and not _in_brackets(text, match.start()):
            found[word] = None
    return tuple(found)


def _opens_sentence(text: str, place: int) -> bool:
    before = text[:place].rstrip(" \t\"'“‘(-*•")
    return not before or before[-1] in ".!?:\n"


def _in_brackets(text: str, place: int) -> bool:
    return text.rfind("[", 0, place) > text.rfind("]", 0, place)
