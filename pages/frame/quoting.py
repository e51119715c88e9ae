"""Somebody's own words, set off from ours, with the stretches marked that give a reason or praise.

Written as HTML with every sign escaped: Streamlit's own quotation is too faint to read a marked sentence in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

QUOTE = (
    "margin: 0; padding-left: 1rem; border-left: 3px solid light-dark(#d8d4c9, #354243); white-space: pre-line; "
    "font: 1.06rem/1.5 'Source Serif', serif; overflow-wrap: anywhere"
)
REASON, PRAISE = "light-dark(#fbe7b2, #4a3a12)", "light-dark(#d8ede3, #123328)"


@dataclass(frozen=True, order=True)
class Mark:
    """A stretch of a text from `start` to `end` that gives a reason, or praises."""

    start: int
    end: int
    praise: bool = False


def draw(words: str, marks: Iterable[Mark] = ()) -> None:
    """The words with their marks; of two that overlap the first."""
    parts, at = [], 0
    for mark in sorted(set(marks)):
        if mark.start >= at and mark.end <= len(words):
            ground = PRAISE if mark.praise else REASON
            stretch = " ".join(words[mark.start : mark.end].split())
            parts.append(escape(words[at : mark.start]))
            parts.append(f'<mark style="color: inherit; background: {ground}">{escape(stretch)}</mark>')
            at = mark.end
    st.html(f'<blockquote style="{QUOTE}">{"".join(parts)}{escape(words[at:])}</blockquote>')


def draw_marked(words: str) -> None:
    """Words that are a marked stretch from one end to the other."""
    words = " ".join(words.split())
    draw(words, [Mark(0, len(words))])


def excerpt(words: str, marks: Sequence[Mark]) -> tuple[str, list[Mark]]:
    """The paragraphs that hold a mark, the first where none does; with the marks where they stand in them."""
    paragraphs = list(re.finditer(r"(?:[^\n]|\n(?!\s*\n))+", words))
    chosen = [one for one in paragraphs if any(one.start() <= mark.start < one.end() for mark in marks)]
    text, moved = "", []
    for one in chosen or paragraphs[:1]:
        text += "\n\n" if text else ""
        by = len(text) - one.start()
        moved += [Mark(it.start + by, it.end + by, it.praise) for it in marks if one.start() <= it.start < one.end()]
        text += one[0]
    return text, moved
