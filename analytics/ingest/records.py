"""Text becomes records: one list of cells with the line it starts on, whatever the dialect."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

DELIMITERS = (",", "\t", ";", "|")
LONGEST_RECORD = 300  # lines; a quote that is never closed must not swallow a file
GIVE_UP_AFTER = 50
CELL_LIMIT = 1 << 24

csv.field_size_limit(CELL_LIMIT)


@dataclass(frozen=True)
class Record:
    line: int
    cells: list[str]


def delimiter_of(lines: list[str]) -> str:
    """The delimiter under which the lines have most fields and agree best on how many."""
    sample = [line for line in lines if line.strip()][:200]
    scores = {}
    for delimiter in DELIMITERS:
        widths = Counter(len(record.cells) for record in read(iter(sample), delimiter))
        wide = {width: count for width, count in widths.items() if width > 1}
        if wide:
            width, count = max(wide.items(), key=lambda item: (item[1] * min(item[0], 8), item[0]))
            scores[delimiter] = (count / sum(widths.values())) * min(width, 12) ** 0.5
    return max(scores, key=scores.__getitem__) if scores else ","


def read(lines: Iterable[str], delimiter: str, first_line: int = 1) -> Iterator[Record]:
    """Records of delimited text. A quote that nobody closed is taken as a mark of its own line."""
    source = _Lines(lines, first_line)
    failures = 0
    while (line := source.next()) is not None:
        start = source.number
        if line.startswith("sep=") and start == 1:
            continue
        held = [line]
        opened = _opens(line, delimiter)
        while opened and failures < GIVE_UP_AFTER:
            more = source.next()
            if more is None or len(held) >= LONGEST_RECORD:
                if more is not None:
                    held.append(more)
                source.back(held[1:])
                held, opened, failures = held[:1], True, failures + 1
                break
            held.append(more)
            opened = not _closes(more, delimiter)
        yield Record(start, _cells(held, delimiter, literal=opened))


def read_ruled(lines: Iterable[str]) -> Iterator[Record]:
    """Records of a table in Markdown: bars around each row, and `\\|` where one is part of the text."""
    for number, line in enumerate(lines, 1):
        cells = [cell.replace("\0", "|") for cell in line.replace("\\|", "\0").strip().split("|")]
        outer = len(cells) > 2 and not cells[0].strip() and not cells[-1].strip()
        yield Record(number, [cell.strip() for cell in (cells[1:-1] if outer else cells)])


def _cells(held: list[str], delimiter: str, literal: bool) -> list[str]:
    text = "".join(held).rstrip("\r\n").replace("\0", "")
    if literal:
        return [cell.strip('"') for cell in text.split(delimiter)]
    if '"' not in text:
        return text.split(delimiter) if text else []
    return (
        next(csv.reader([text], delimiter=delimiter), [])
        if len(held) == 1
        else next(csv.reader([line.replace("\0", "") for line in held], delimiter=delimiter), [])
    )


def _opens(line: str, delimiter: str) -> bool:
    """Whether the line ends inside a quoted field."""
    if '"' not in line:
        return False
    inside = False
    position = 0
    for field in _fields(line, delimiter):
        inside, position = field
    return inside and position >= 0


def _fields(line: str, delimiter: str) -> Iterator[tuple[bool, int]]:
    position, end = 0, len(line)
    while position <= end:
        if position < end and line[position] == '"':
            position = _after_quote(line, position + 1, delimiter)
            if position < 0:
                yield True, 0
                return
        following = line.find(delimiter, position)
        if following < 0:
            break
        position = following + 1
    yield False, 0


def _after_quote(line: str, position: int, delimiter: str) -> int:
    """The place after the quote that closes a field, -1 where none does."""
    while (position := line.find('"', position)) >= 0:
        if line[position + 1 : position + 2] != '"':
            return position + 1
        position += 2
    return -1


def _closes(line: str, delimiter: str) -> bool:
    """Whether a line that starts inside a quoted field ends outside of one."""
    position = _after_quote(line, 0, delimiter)
    if position < 0:
        return False
    following = line.find(delimiter, position)
    return following < 0 or not _opens(line[following + 1 :], delimiter)


class _Lines:
    """Lines with their numbers, which can be given back."""

    def __init__(self, lines: Iterable[str], first: int) -> None:
        self._lines = iter(lines)
        self._returned: list[str] = []
        self.number = first - 1

    def next(self) -> str | None:
        line = self._returned.pop() if self._returned else next(self._lines, None)
        if line is not None:
            self.number += 1
        return line

    def back(self, lines: list[str]) -> None:
        self._returned.extend(reversed(lines))
        self.number -= len(lines)


def lines_of(text: Iterable[str]) -> Iterator[str]:
    """Lines of a text opened without newline translation: \\n, \\r\\n and lone \\r all end one."""
    for piece in text:
        if "\r" not in piece:
            yield piece
            continue
        yield from (part for part in re.split(r"(?<=\n)|(?<=\r)(?!\n)", piece) if part)


def head(records: Iterator[Record], count: int) -> list[Record]:
    return list(islice(records, count))
