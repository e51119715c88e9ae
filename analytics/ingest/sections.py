"""Headings between the rows that say how the rows below them stand: `## Rejected`, or a line with PENDING alone."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from analytics.ingest.layout import Header
from analytics.ingest.records import Record
from analytics.ingest.statuses import status_of
from analytics.ingest.words import signless
from analytics.wording.numbers import joined

COLUMN = "Status (from the headings)"
_HEADING = re.compile(r"^(?:#{1,6}\s+|\*\*)(.+?)(?:\*\*)?:?$")
_COUNT = re.compile(r"\(\s*\d+\s*\)|[:=\-–—]+\s*\d*\s*$|^[=\-–—\s]+")


@dataclass(frozen=True)
class Sections:
    """The headings that are words for a status, "" for those that end such a section; by line."""

    lines: tuple[int, ...]
    words: tuple[str, ...]
    used: tuple[str, ...]  # those with rows below them

    def above(self, line: int) -> str:
        at = bisect_right(self.lines, line)
        return self.words[at - 1] if at else ""

    @property
    def remark(self) -> str:
        named = [f"“{words}”" for words in self.used]
        return f"No column says how it stands; the headings above the rows are taken for it: {joined(named)}."


def sections_of(records: Iterable[Record], header: Header, end: int, marked: bool) -> Sections | None:
    """The sections of a table that has no column of statuses, None where no heading says how its rows stand.

    `records` begin with the file's, as a heading stands above its table; `end` is the line before which the table
    ends, 0 for none. `marked`: headings bear a mark, as in Markdown, where other lines are prose.
    """
    if "status" in header.known:
        return None
    lines, words, used = [0], [""], dict[str, None]()
    for record in records:
        if end and record.line >= end:
            break
        filled = [cell.strip() for cell in record.cells if cell.strip()]
        if len(filled) == 1:
            title = _title(filled[0], marked)
            if title is not None:
                lines.append(record.line)
                words.append(title)
        elif record.line > header.line and len(filled) > 1:
            used |= dict.fromkeys(words[-1:])
    said = tuple(filter(None, used))
    return Sections(tuple(lines), tuple(words), said) if said else None


def _title(cell: str, marked: bool) -> str | None:
    """The words of a heading, "" where they say nothing of how rows stand, None where it is no heading."""
    match = _HEADING.match(cell)
    if marked and not match:
        return None
    text = " ".join(_COUNT.sub(" ", signless(match[1] if match else cell)).split())
    meanings = status_of(text).meanings if text else ()
    if meanings and not set(meanings) & {"blank", "yes", "no"}:
        return text
    return "" if match else None
