"""The readable reader: phrases from data/feedback/phrases.txt that say why, and phrases that only seem to.

rules = Rules.load()
rules.read(sentence.normal) -> Clues(reasons=('experience_or_skills',), theme='technical_skills', ...)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from analytics import DATA
from analytics.feedback.phrases import Phrase, Phrases
from analytics.taxonomy import Reason, Sign, Theme

PHRASES = DATA / "feedback" / "phrases.txt"


ABOUT_THE_PERSON = frozenset(Reason) - {Reason.OTHERS, Reason.POSITION}
TURNS_TO_YOU = re.compile(
    r" (?:you|your|yours) (?!can |may |will |might |told |asked |showed |sent |gave |find )"
    r"| (?:so|but|however|therefore|unfortunately|sadly|only|without|because|could not|can not|not be) "
)
"""What makes a sentence that speaks of everybody speak of one person, or draw a conclusion."""


@dataclass(frozen=True)
class Clues:
    """What the phrases found in one sentence."""

    reasons: tuple[Reason, ...] = ()
    praises: bool = False
    theme: Theme | None = None
    praised_theme: Theme | None = None
    signs: tuple[Sign, ...] = ()
    says_no: bool = False
    courteous: bool = False
    denied: bool = False
    excused: frozenset[str] = frozenset()
    grudging: bool = False
    leanings: tuple[str, ...] = ()


@dataclass
class Rules:
    """What the phrases make of a sentence."""

    phrases: Phrases

    @staticmethod
    @cache
    def load(path: Path = PHRASES) -> Rules:
        return Rules(Phrases.load(path))

    def read(self, normal: str) -> Clues:
        """What the sentence says, by the phrases alone."""
        found = self.phrases.matches(normal)
        if not found:
            return Clues()
        denied = [(match.start(), _clause(normal, match)[1]) for phrase, match in found if phrase.section == "not"]
        whole = [_clause(normal, match) for phrase, match in found if phrase.section == "not so"]
        if any(phrase.section == "advert" for phrase, _ in found) and not TURNS_TO_YOU.search(normal):
            whole.append((0, len(normal)))
        denied += whole
        excuses = [
            (
                (0, len(normal)) if phrase.section.startswith("never ") else _clause(normal, match),
                phrase.section.split()[1:],
            )
            for phrase, match in found
            if phrase.section.startswith(("unless ", "never "))
        ]
        sections: dict[str, None] = {}
        stated: dict[str, list[int]] = {"reason": [], "strength": []}
        was_denied = False
        for phrase, match in found:
            name = phrase.section.removeprefix("reason ")
            denies = phrase.section.startswith(("reason ", "strength")) and _within(match, denied)
            if denies or any(name in names and _within(match, [place]) for place, names in excuses):
                was_denied = True
            else:
                sections[phrase.section] = None
                stated.get(phrase.section.split()[0], []).append(match.start() + 1)
        excused = frozenset(name for _, names in excuses for name in names) | (
            ABOUT_THE_PERSON if whole else frozenset()
        )
        themes = [phrase for phrase, _ in found if phrase.section.startswith("theme ")]
        weak, praised = _parts(normal, stated["reason"], stated["strength"])
        return _clues(
            list(sections), _theme(themes, normal, weak), _theme(themes, normal, praised), was_denied, excused
        )


def _clues(
    sections: list[str], theme: Theme | None, praised_theme: Theme | None, denied: bool, excused: frozenset[str]
) -> Clues:
    def named(kind: str) -> list[str]:
        return [section.removeprefix(f"{kind} ") for section in sections if section.startswith(f"{kind} ")]

    return Clues(
        reasons=tuple(Reason(name) for name in named("reason")),
        praises="strength" in sections,
        theme=theme,
        praised_theme=praised_theme,
        signs=tuple(Sign(name) for name in named("sign")),
        says_no="no" in sections,
        courteous="nothing" in sections,
        denied=denied,
        excused=excused,
        grudging="grudging" in sections and "no grudging" not in sections,
        leanings=tuple(named("leaning")),
    )


CLAUSE_END = re.compile(r" (?:,|;|:|\?|but|however|rather|though|although) ")


def _clause(normal: str, match: re.Match[str]) -> tuple[int, int]:
    """The clause around a match: between commas, "but" and their like."""
    before = [end.end() - 1 for end in CLAUSE_END.finditer(normal, 0, match.start() + 1)]
    after = CLAUSE_END.search(normal, match.end() - 1)
    return before[-1] if before else 0, after.start() if after else len(normal)


CONTRAST = re.compile(r" (?:but|however|yet|though|although|whereas|nevertheless|nonetheless) ")
CONCESSION = re.compile(r" (?:[a-z]+ ,? ?)?(?:while|whilst|although|though|despite|in spite of|as much as) [^,;]*[,;] ")


Span = tuple[int, int]


def _parts(normal: str, reasons: list[int], praise: list[int]) -> tuple[list[Span], list[Span]]:
    """What a sentence of contrast holds against somebody, and what it praises.

    "A clear presentation, but the SQL was weak" is about SQL, "while your SQL is fine, we need Java" about Java.
    Where no phrase names the reason, it is in the part without praise, or in what is said last.
    """
    conceded = CONCESSION.match(normal)
    first = conceded.end() - 1 if conceded else 0
    cuts = [0, *([first] if first else []), *(mark.start() for mark in CONTRAST.finditer(normal, max(first, 1)))]
    parts = list(zip(cuts, [*cuts[1:], len(normal)], strict=True))
    if len(parts) == 1:
        return parts, parts
    named, praised = ([part for part in parts if _holds(part, places)] for places in (reasons, praise))
    return named or [part for part in parts if part not in praised][-1:] or parts[-1:], praised or parts[-1:]


def _holds(part: Span, places: list[int]) -> bool:
    return any(part[0] < place <= part[1] for place in places)


def _theme(themes: list[Phrase], normal: str, parts: list[Span]) -> Theme | None:
    """The first theme of the file that one of the parts is about."""
    about = (phrase for phrase in themes if any(phrase.pattern.search(normal, start, end + 1) for start, end in parts))
    found = next(about, None)
    return Theme(found.section.removeprefix("theme ")) if found else None


def _within(match: re.Match[str], places: list[tuple[int, int]]) -> bool:
    return any(start <= match.start() < end for start, end in places)
