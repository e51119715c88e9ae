"""A reply that only names lines of the list in the request ("2 and 5, hope it helps") is read without doubt."""

from __future__ import annotations

import re

from analytics.feedback import letterhead
from analytics.feedback.judging import Finding
from analytics.taxonomy import Polarity, theme_of
from analytics.wording.reply_list import LINES

NUMBER = re.compile(r"(?<![\w.,])#?([1-6])(?:st|nd|rd|th)?(?![\w%]|[.,:]\d)")
FILLER = frozenset((
    "a", "also", "and", "answer", "bit", "both", "but", "for", "from", "good", "helps", "hi", "hello", "hope", "i",
    "it", "is", "it's", "line", "lines", "little", "luck", "mainly", "mostly", "no", "nr", "number", "numbers",
    "of", "only", "or", "partly", "point", "points", "reason", "reasons", "say", "thanks", "that", "the", "this",
    "to", "was", "were", "would", "you", "your", "all", "best", "dear", "sorry", "think", "d", "i'd", "probably",
    "list",
))  # fmt: skip


def numbered(text: str) -> tuple[Finding, ...]:
    """The reasons of the lines that a reply names by number; empty where it says anything else."""
    spoken = [(start, text[start:end]) for start, end in letterhead.spans(text)]
    words = [word for _, part in spoken for word in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", part.lower())]
    if any(word.replace("’", "'") not in FILLER for word in words):
        return ()
    found: dict[str, Finding] = {}
    for start, part in spoken:
        for match in NUMBER.finditer(part):
            reason, _ = LINES[int(match.group(1)) - 1]
            first, last = start + match.start(1), start + match.end(1)
            found.setdefault(
                reason, Finding(reason, theme_of(reason), Polarity.WEAKNESS, 1.0, text[first:last], first, last)
            )
    return tuple(found.values())
