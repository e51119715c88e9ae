"""A message becomes sentences with their places in it; used by every reader of feedback."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from analytics.feedback import letterhead

LONGEST = 600
"""Characters of one sentence; what runs on without an end is cut at a blank."""
MOST = 2_000
"""Sentences of one text."""

END = re.compile(
    # an end before a capital or a digit, except after an abbreviation; in hasty notes before a small word too
    r"[.!?…](?<!e\.g\.)(?<!i\.e\.)(?<!\bMr\.)(?<!\bMs\.)(?<!Mrs\.)(?<!\bDr\.)(?<!\bSt\.)(?<!\bNo\.)(?<!\bvs\.)"
    r"(?!(?<=\d\.)\s(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b)"
    r"[.!?…]*[\"'”’)]*(?=\s{1,9}[\"'“‘(]?[^\W_a-z]"
    r"|\s{1,9}(?:unfortunately|but|we|i|you|your|they|the|it|this|not|no|also|good|would|could|need|some|maybe)\b)"
    # a blank was forgotten: "your application.We are growing"
    r"|(?<=[a-z]{3})[.!?](?=[A-Z][a-z]+ )"
    r"|;(?=\s)"
    r"|\s[|•·]\s"
    # a line's end, unless the next line goes on with a small letter
    r"|\n(?=[ \t]*[^\sa-z])|(?<=[.!?:,;)])\n|\n[ \t]*\n+"
)

CONTRACTIONS = re.compile(r"(?<=\w)(?:n't|'ve|'re|'d|'ll|'m)\b")
EXPANDED = {"n't": " not", "'ve": " have", "'re": " are", "'d": " would", "'ll": " will", "'m": " am"}
TYPOGRAPHY = str.maketrans("’‘`“”–‑—\u00a0", "'''\"\"--, ")
INTERJECTION = re.compile(
    r" , (?:sadly|unfortunately|however|therefore|regrettably|of course|as you know|i am afraid|we are afraid"
    r"|in the end|at present|at this time|for now|unfortunately for us|alas) , "
)
TURNS = re.compile(
    r" (?:but|however|although|though|yet|while|whereas|sadly|unfortunately|shame|pity|and then) "
    r"| , (?:(?=less |no |only |not |next time )|but )| ; "
)
"""Where a sentence may turn from praise to what was missing."""
TOKEN = re.compile(r"[\w+#&]+|[,;:?]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as written, where it stands in the text, and in the form the readers compare."""

    words: str
    start: int
    end: int
    normal: str


def split(text: str) -> list[Sentence]:
    """The sentences of the message in a text; quoted letters, greetings and signatures are left out."""
    found: list[Sentence] = []
    for start, stop in letterhead.spans(text):
        for first, last in _pieces(text, start, stop):
            words = text[first:last]
            normal = normalised(words)
            if normal.strip():
                found.append(Sentence(words, first, last, normal))
                if len(found) == MOST:
                    return found
    return found


def normalised(words: str) -> str:
    """Lower case, contractions written out, one blank between words, a blank at both ends."""
    if not words.isascii():
        words = unicodedata.normalize("NFKC", words.translate(TYPOGRAPHY))
    words = words.lower().replace(" - ", " , ")
    if "'" in words:
        words = words.replace("can't", "can not").replace("won't", "will not").replace("cannot", "can not")
        words = CONTRACTIONS.sub(lambda found: EXPANDED[found.group()], words)
    elif "cannot" in words:
        words = words.replace("cannot", "can not")
    return INTERJECTION.sub(" ", f" {' '.join(TOKEN.findall(words))} ")


def after_its_turn(normal: str) -> str | None:
    """What a sentence ends with after its last "but" or the like; None where it does not turn."""
    *_, end = TURNS.split(normal)
    return f" {end.strip()} " if end != normal and len(end.split()) > 1 else None


def _pieces(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    pieces = []
    at = start
    for end in END.finditer(text, start, stop):
        pieces.extend(_trimmed(text, at, end.end()))
        at = end.end()
    pieces.extend(_trimmed(text, at, stop))
    return pieces


def _trimmed(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    words = text[start:stop]
    start += len(words) - len(words.lstrip())
    stop -= len(words) - len(words.rstrip())
    pieces = []
    while stop - start > LONGEST:
        blank = text.rfind(" ", start, start + LONGEST)
        cut = blank if blank > start else start + LONGEST
        pieces.append((start, cut))
        start = cut
    if start < stop:
        pieces.append((start, stop))
    return pieces
