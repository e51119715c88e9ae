"""The readable reader: phrases from data/feedback/phrases.txt that say why, and phrases that only seem to.

rules = Rules.load()
rules.read(sentence.normal) -> Clues(reasons=('experience_or_skills',), theme='technical_skills', ...)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from analytics import DATA
from analytics.taxonomy import Reason, Sign, Theme

PHRASES = DATA / "feedback" / "phrases.txt"

GAP = r"(?:[^,;:? ]+ ){0,4}?"
COMMON = frozenset((
    "a", "an", "the", "to", "of", "in", "on", "at", "for", "with", "and", "or", "by", "as", "is", "are", "was",
    "were", "be", "been", "has", "have", "had", "not", "no", "you", "your", "we", "our", "us", "this", "that",
    "these", "it", "its", "who", "whose", "which", "from", "more", "most", "application", "applications",
    "position", "role", "experience", "skills", "candidate", "candidates", "applicant", "applicants", "other",
    "time", "would", "will", "can", "could", "should",
))  # fmt: skip


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


@dataclass(frozen=True)
class Phrase:
    """One line of the file: a pattern over normalised sentences, and words of which one must be there."""

    section: str
    line: int
    pattern: re.Pattern[str]
    anchors: tuple[str, ...]


@dataclass
class Rules:
    """All phrases, found again by the words they need."""

    phrases: list[Phrase]
    _exact: dict[str, list[Phrase]] = field(default_factory=dict)
    _starts: dict[str, list[Phrase]] = field(default_factory=dict)
    _known: dict[str, tuple[Phrase, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for phrase in self.phrases:
            for anchor in phrase.anchors:
                index = self._starts if anchor.endswith("*") else self._exact
                index.setdefault(anchor.removesuffix("*"), []).append(phrase)

    @staticmethod
    @cache
    def load(path: Path = PHRASES) -> Rules:
        return Rules(list(_phrases(path.read_text(encoding="utf-8"))))

    def matches(self, normal: str) -> list[tuple[Phrase, re.Match[str]]]:
        """Every phrase that stands in the sentence, in the order of the file."""
        candidates = {phrase.line: phrase for word in set(normal.split()) for phrase in self._wanting(word)}
        found = []
        for line in sorted(candidates):
            match = candidates[line].pattern.search(normal)
            if match:
                found.append((candidates[line], match))
        return found

    def read(self, normal: str) -> Clues:
        """What the sentence says, by the phrases alone."""
        found = self.matches(normal)
        if not found:
            return Clues()
        denied = [(match.start(), _clause(normal, match)[1]) for phrase, match in found if phrase.section == "not"]
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
        excused = frozenset(name for _, names in excuses for name in names)
        themes = [phrase for phrase, _ in found if phrase.section.startswith("theme ")]
        weak, praised = _parts(normal, stated["reason"], stated["strength"])
        return _clues(
            list(sections), _theme(themes, normal, weak), _theme(themes, normal, praised), was_denied, excused
        )

    def _wanting(self, word: str) -> tuple[Phrase, ...]:
        """The phrases for which this word is one of the words they need."""
        known = self._known.get(word)
        if known is None:
            starts = [self._starts.get(word[:length], []) for length in range(2, len(word) + 1)]
            known = tuple(phrase for group in [self._exact.get(word, []), *starts] for phrase in group)
            if len(self._known) < 50_000:
                self._known[word] = known
        return known


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


# --- the file ------------------------------------------------------------------------------------------------


def _phrases(text: str) -> Iterator[Phrase]:
    lists: dict[str, str] = {}
    section = ""
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            section = line.strip("[]")
        elif re.match(r"[A-Z]+ = ", line):
            name, _, words = line.partition(" = ")
            lists[name] = words
        else:
            for name, words in lists.items():
                line = re.sub(rf"\b{name}\b", f"({words})", line)
            pattern, anchors = _Line(line).parsed()
            yield Phrase(section, number, re.compile(" " + pattern), anchors)


class _Line:
    """Turns one line into a pattern and the words of which one must be there."""

    def __init__(self, line: str) -> None:
        self.pieces = re.findall(r"[()|]|\)\?|[^\s()|]+", line)
        self.at = 0

    def parsed(self) -> tuple[str, tuple[str, ...]]:
        pattern, anchors = self._sequence()
        assert anchors, f"the phrase {' '.join(self.pieces)!r} needs no word"
        return pattern, anchors

    def _alternatives(self) -> tuple[str, tuple[str, ...]]:
        patterns, anchors = [], []
        while True:
            pattern, needed = self._sequence()
            patterns.append(pattern)
            anchors.append(needed)
            self.at += 1
            if self.pieces[self.at - 1] == ")":
                every = tuple(word for needed in anchors for word in needed) if all(anchors) else ()
                return f"(?:{'|'.join(patterns)})", every

    def _sequence(self) -> tuple[str, tuple[str, ...]]:
        pattern = ""
        best: tuple[str, ...] = ()
        while self.at < len(self.pieces) and self.pieces[self.at] not in "|)":
            piece = self.pieces[self.at]
            self.at += 1
            part, anchors = self._alternatives() if piece == "(" else _word(piece)
            if self.at < len(self.pieces) and self.pieces[self.at] == "?":
                self.at += 1
                part, anchors = f"(?:{part})?", ()
            pattern += part
            if anchors and (not best or _cost(anchors) < _cost(best)):
                best = anchors
        return pattern, best


def _word(piece: str) -> tuple[str, tuple[str, ...]]:
    if piece == "...":
        return GAP, ()
    if piece == "$":
        return "$", ()
    optional = piece.endswith("?")
    word = piece.removesuffix("?")
    if word == r"\d+":
        return r"\d+ ", ()
    pattern = re.escape(word.removesuffix("*")) + (r"\S* " if word.endswith("*") else " ")
    return (f"(?:{pattern})?", ()) if optional else (pattern, (word,))


def _cost(anchors: tuple[str, ...]) -> int:
    """How often a phrase would be tried for nothing if it were looked up by these words."""
    return sum(20 if anchor in COMMON else 1 for anchor in anchors)
