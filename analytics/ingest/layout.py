"""Where the header of a table is, and how rows that don't fit it are mended, if only one way makes sense."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from analytics.ingest.columns import by_name
from analytics.ingest.dates import shape
from analytics.ingest.records import Record
from analytics.ingest.words import heading

LOOK_AT = 60
_KEY = frozenset(["employer", "role"])
_USEFUL = frozenset(["employer", "role", "applied_on", "date", "added_on", "status", "link", "response_on", "location",
                     "channel", "notes", "requisition", "applied_flag", "interview", "rejected", "offer", "screening",
                     "assessment", "updated_on", "status_on", "selected"])  # fmt: skip
_FORMULA = re.compile(r'^=\s*HYPERLINK\(\s*"((?:[^"]|"")*)"\s*[,;]\s*"((?:[^"]|"")*)"\s*\)$', re.I)
_TEXT_FORMULA = re.compile(r'^="((?:[^"]|"")*)"$')
_MARKER = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?: .*)?$")


@dataclass(frozen=True)
class Header:
    """The header's record and how sure the names make us: how many of them mean something."""

    at: int
    line: int
    names: tuple[str, ...]
    known: frozenset[str]

    @property
    def score(self) -> int:
        return len(self.known) + 3 * bool(self.known & _KEY)

    @property
    def of_a_log(self) -> bool:
        """Whether this heads a job log: somebody applied to, and something about when or what came of it."""
        about = self.known - _KEY
        return bool(self.known & _KEY) and (len(self.known) >= 3 or bool(about & {"applied_on", "status", "date"}))


def header_of(records: Sequence[Record]) -> Header | None:
    """The record among the first that names the columns. None where no record does."""
    best: Header | None = None
    for at, record in enumerate(records[:LOOK_AT]):
        cells = [cell.strip() for cell in record.cells]
        filled = [cell for cell in cells if cell]
        if len(filled) < 2 or sum(shape(cell) is not None for cell in filled) > len(filled) / 3:
            continue
        meanings = [set(by_name(cell)) for cell in filled if len(cell) <= 60]
        known = frozenset(meaning for found in meanings for meaning in found) & _USEFUL
        named = sum(bool(found) for found in meanings)
        if named < 2 or named < 0.3 * len(filled):
            continue
        found = Header(at, record.line, tuple(cells), known)
        if best is None or found.score > best.score + 1:
            best = found
    return best


def is_marker(cells: Sequence[str]) -> bool:
    return bool(cells) and bool(_MARKER.match(cells[0].strip())) and not any(cell.strip() for cell in cells[1:])


def is_header_again(cells: Sequence[str], header: Header) -> bool:
    named = [heading(name) for name in header.names if name]
    same = [heading(cell) for cell in cells if cell.strip()]
    return len(same) >= 2 and same == named


def plain_cell(cell: str) -> tuple[str, str]:
    """A cell without its formula: the text, and the link that was in it."""
    cell = cell.strip()
    if cell.startswith("="):
        if match := _FORMULA.match(cell):
            return match[2].replace('""', '"').strip(), match[1].strip()
        if match := _TEXT_FORMULA.match(cell):
            return match[1].strip(), ""
    return cell, ""


class Mender:
    """Knows from the rows that fit what each column holds, and mends the others where one way alone makes sense."""

    def __init__(self, header: Header, fitting: Sequence[Sequence[str]]) -> None:
        self.width = len(header.names)
        self._kinds = [_kind([row[index].strip() for row in fitting]) for index in range(self.width)]
        self._needed = [
            index
            for index, name in enumerate(header.names)
            if by_name(name).keys() & _KEY and fitting and all(row[index].strip() for row in fitting)
        ]

    def mend(self, cells: Sequence[str]) -> list[str] | None:
        """The row with as many cells as the header, or None where no mend or more than one is possible."""
        if len(cells) > self.width and not any(cell.strip() for cell in cells[self.width :]):
            cut = list(cells[: self.width])
            if self._fits(cut):
                return cut
        if len(cells) < self.width:
            padded = [*cells, *[""] * (self.width - len(cells))]
            if self._fits(padded):
                return padded
            return self._only(self._stretched(cells))
        return self._only(self._joined(cells)) or self._only(self._joined(cells, spaced=True))

    def _joined(self, cells: Sequence[str], spaced: bool = False) -> list[list[str]]:
        """Neighbours joined again, as if the delimiter between them had been part of the text."""
        surplus = len(cells) - self.width
        ways = []
        for start in range(self.width):
            parts = cells[start : start + surplus + 1]
            if all(part.strip() for part in parts) and (not spaced or self._spaced(cells, start, surplus)):
                ways.append([*cells[:start], ",".join(parts), *cells[start + surplus + 1 :]])
        return ways

    @staticmethod
    def _spaced(cells: Sequence[str], start: int, surplus: int) -> bool:
        """Whether exactly the pieces of this join begin with a space, as words after a comma do."""
        spaces = {index for index, cell in enumerate(cells) if index and cell[:1] == " "}
        return spaces == set(range(start + 1, start + surplus + 1))

    def _stretched(self, cells: Sequence[str]) -> list[list[str]]:
        """Empty cells put in at one place, as if a delimiter had been forgotten there."""
        missing = self.width - len(cells)
        return [[*cells[:at], *[""] * missing, *cells[at:]] for at in range(len(cells))]

    def _only(self, ways: list[list[str]]) -> list[str] | None:
        good = [way for way in ways if self._fits(way)]
        return good[0] if len(good) == 1 else None

    def _fits(self, cells: Sequence[str]) -> bool:
        if any(not cells[index].strip() for index in self._needed):
            return False
        return all(
            not cell.strip() or kind is None or kind(cell.strip())
            for cell, kind in zip(cells, self._kinds, strict=True)
        )


_DOMAIN = re.compile(r"^(?:https?://)?(?:www\.)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?$")
_CODE = re.compile(r"^[A-Za-z]{0,4}[-#]?\d[\w-]*$")


def _kind(cells: Sequence[str]):  # type: ignore[no-untyped-def]
    """A test that every filled cell of a column passes and prose would not; None where there is no such test."""
    filled = [cell for cell in cells if cell]
    if len(filled) < 2:
        return None
    for test in (lambda cell: shape(cell) is not None, _DOMAIN.match, _CODE.match):
        if all(test(cell) for cell in filled):
            return test
    few = set(filled)
    if len(few) <= max(1, len(filled) // 4):
        return few.__contains__
    if not any(_DOMAIN.match(cell) or shape(cell) for cell in filled):
        return lambda cell: not _DOMAIN.match(cell) and shape(cell) is None
    return None
