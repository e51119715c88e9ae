"""An mbox file becomes its mails, in constant memory, whatever its size.

A line that begins with "From " stands at the start of a mail only where a header follows and the line ends in a time
or year, as mail programs write it, or where it comes after a blank line and two headers follow. Elsewhere it is text.
Line ends may be Unix's or Windows'. `Content-Length` is ignored: many programs write it wrongly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

PIECE = 4 * 2**20
"""Bytes read at a time."""

KEPT = 400_000
"""Bytes of a mail that are kept; headers and texts come first, attachments after them."""

LOOKAHEAD = 2_000
"""Bytes behind a possible start that decide whether it is one."""

BEFORE = 4
"""Bytes before a possible start that tell whether the line before it is blank."""

START = re.compile(rb"(?:\A|(?<=\n))From [^\n]*(?=\n)")
DATED = re.compile(rb"(?:\d{4}|\d\d:\d\d(?::\d\d)?)(?: ?[+-]\d{4})?(?: [A-Z]{2,5})?\s*\Z")
HEADER = re.compile(
    rb"(?:Return-Path|Delivered-To|Received|From|To|Cc|Bcc|Subject|Date|Message-I[dD]|MIME-Version|Reply-To|Sender"
    rb"|Status|In-Reply-To|References|Content-[A-Za-z-]+|DKIM-Signature|List-[A-Za-z-]+|ARC-[A-Za-z-]+"
    rb"|Authentication-Results|Envelope-To|X-[A-Za-z0-9-]+):",
    re.IGNORECASE,
)
QUOTED_START = re.compile(rb"^>(>*From )", re.MULTILINE)


@dataclass(frozen=True)
class RawMail:
    """The first bytes of a mail, and where it stands: in which file (or part of one), from which byte on."""

    source: str
    offset: int
    content: bytes


def split(file: IO[bytes], source: str = "", start: int = 0) -> Iterator[RawMail]:
    """The mails of an mbox file in their order; from byte `start` on, where a mail begins."""
    collected = _Collected(source)
    buffer, base, at_end = b"", start, False
    while not at_end:
        piece = file.read(PIECE)
        at_end = not piece
        buffer += piece
        done, undecided = 0, len(buffer)
        for found in START.finditer(buffer):
            if not at_end and len(buffer) - found.end() < LOOKAHEAD:
                undecided = found.start()
                break
            if _is_start(buffer, found.start(), found.end() + 1, at_file_start=base + found.start() == start):
                collected.add(buffer[done : found.start()])
                yield from collected.taken(base + found.start())
                done = found.start()
        # What may turn out to be a start waits for the next piece, with the line before it.
        kept = len(buffer) if at_end else max(done, min(undecided, len(buffer) - LOOKAHEAD) - BEFORE)
        collected.add(buffer[done:kept])
        buffer, base = buffer[kept:], base + kept
    yield from collected.taken(base)


class _Collected:
    """The mail that is being read, no more of it than is kept."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.parts: list[bytes] = []
        self.size = 0
        self.offset: int | None = None

    def add(self, part: bytes) -> None:
        if self.offset is not None and self.size < KEPT:
            self.parts.append(part[: KEPT - self.size])
            self.size += len(self.parts[-1])

    def taken(self, next_offset: int) -> Iterator[RawMail]:
        """What was collected, without its separator; the next mail begins at `next_offset`."""
        if self.offset is not None:
            _, _, content = b"".join(self.parts).partition(b"\n")
            if content.strip():
                yield RawMail(self.source, self.offset, QUOTED_START.sub(rb"\1", content))
        self.parts, self.size, self.offset = [], 0, next_offset


def _is_start(buffer: bytes, begins: int, next_line: int, *, at_file_start: bool) -> bool:
    if not HEADER.match(buffer, next_line):
        return False
    before = buffer[max(0, begins - BEFORE) : begins].replace(b"\r", b"")
    if not before:
        return at_file_start
    if DATED.search(buffer[begins:next_line].rstrip()):
        return True
    # A separator without a date, as some programs write it, needs a second header to be told from a text.
    second_line = buffer.find(b"\n", next_line) + 1
    return before.endswith(b"\n\n") and second_line > 0 and bool(HEADER.match(buffer, second_line))
