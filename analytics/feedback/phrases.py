"""Files of phrases: how a line becomes a pattern, and which lines stand in a sentence; used by rules.py and outcome.py.

How to write a line stands at the top of data/feedback/phrases.txt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

GAP = r"(?:[^,;:? ]+ ){0,4}?"
COMMON = frozenset((
    "a", "an", "the", "to", "of", "in", "on", "at", "for", "with", "and", "or", "by", "as", "is", "are", "was",
    "were", "be", "been", "has", "have", "had", "not", "no", "you", "your", "we", "our", "us", "this", "that",
    "these", "it", "its", "who", "whose", "which", "from", "more", "most", "application", "applications",
    "position", "role", "experience", "skills", "candidate", "candidates", "applicant", "applicants", "other",
    "time", "would", "will", "can", "could", "should", "did", "do", "does", "never", "but", "they", "i", "if", "how",
    "what", "when", "where", ",", "so",
))  # fmt: skip
VERY_OFTEN = 60
"""How many other words a common one is worth avoiding for."""


@dataclass(frozen=True)
class Phrase:
    """One line of a file: a pattern over normalised sentences, and words of which one must be there.

    `needs` are further groups of such words; without one of each the pattern is not even tried.
    """

    section: str
    line: int
    pattern: re.Pattern[str]
    anchors: tuple[str, ...]
    needs: tuple[frozenset[str], ...] = ()


@dataclass
class Phrases:
    """All phrases of a file, found again by the words they need."""

    phrases: list[Phrase]
    _exact: dict[str, list[int]] = field(default_factory=dict)
    _starts: dict[str, list[int]] = field(default_factory=dict)
    _known: dict[str, frozenset[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for place, phrase in enumerate(self.phrases):
            for anchor in phrase.anchors:
                index = self._starts if anchor.endswith("*") else self._exact
                index.setdefault(anchor.removesuffix("*"), []).append(place)

    @staticmethod
    @cache
    def load(path: Path) -> Phrases:
        return Phrases(list(phrases_of(path.read_text(encoding="utf-8"))))

    def matches(self, normal: str) -> list[tuple[Phrase, re.Match[str]]]:
        """Every phrase that stands in the sentence, in the order of the file."""
        words = set(normal.split())
        known = self._known
        wanting = [places for word in words if (places := known.get(word) if word in known else self._wanting(word))]
        found = []
        for place in sorted(set[int]().union(*wanting)):
            phrase = self.phrases[place]
            if phrase.needs and any(map(words.isdisjoint, phrase.needs)):
                continue
            match = phrase.pattern.search(normal)
            if match:
                found.append((phrase, match))
        return found

    def _wanting(self, word: str) -> frozenset[int]:
        """The places of the phrases for which this word is one of the words they need; looked up once a word."""
        starts = [self._starts.get(word[:length], []) for length in range(2, len(word) + 1)]
        places = frozenset(place for group in [self._exact.get(word, []), *starts] for place in group)
        if len(self._known) < 50_000:
            self._known[word] = places
        return places


def phrases_of(text: str) -> Iterator[Phrase]:
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
            pattern, anchors, needs = _Line(line).parsed()
            yield Phrase(section, number, re.compile(" " + pattern), anchors, needs)


class _Line:
    """Turns one line into a pattern and the words of which one must be there."""

    def __init__(self, line: str) -> None:
        self.pieces = re.findall(r"[()|$]|[^\s()|$]+", line)
        self.at = 0

    def parsed(self) -> tuple[str, tuple[str, ...], tuple[frozenset[str], ...]]:
        needs: list[tuple[str, ...]] = []
        pattern, anchors = self._sequence(needs)
        assert anchors, f"the phrase {' '.join(self.pieces)!r} needs no word"
        whole = (frozenset(group) for group in needs if not any(word.endswith("*") for word in group))
        return pattern, anchors, tuple(group for group in whole if group != frozenset(anchors))

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

    def _sequence(self, needs: list[tuple[str, ...]] | None = None) -> tuple[str, tuple[str, ...]]:
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
            if anchors and needs is not None:
                needs.append(anchors)
            if anchors and (not best or _cost(anchors) < _cost(best)):
                best = anchors
        return pattern, best


def _word(piece: str) -> tuple[str, tuple[str, ...]]:
    if piece == "...":
        return GAP, ()
    if piece in "^$":
        return (r"(?<=\A )" if piece == "^" else "$"), ()
    optional = piece.endswith("?")
    word = piece.removesuffix("?")
    if word == r"\d+":
        return r"\d+ ", ()
    pattern = re.escape(word.removesuffix("*")) + (r"\S* " if word.endswith("*") else " ")
    return (f"(?:{pattern})?", ()) if optional else (pattern, (word,))


def _cost(anchors: tuple[str, ...]) -> int:
    """How often a phrase would be tried for nothing if it were looked up by these words."""
    return sum(VERY_OFTEN if anchor in COMMON else 1 for anchor in anchors)
