"""Where the header of a table is, and how rows that don't fit it are mended, if only one way makes sense."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations

from analytics.ingest.columns import CONTACTS, DATES, NOTED, by_name, names_a_role
from analytics.ingest.dates import shape, stands_alone
from analytics.ingest.limits import MOST_JOINS, MOST_ROWS, NEARLY_ALL
from analytics.ingest.records import Record
from analytics.ingest.statuses import status_of
from analytics.ingest.words import heading
from analytics.wording.numbers import joined

LOOK_AT = 60
WIDE, WIDEST = 100, 1000
_KEY = frozenset(["employer", "role"])
_USEFUL = frozenset(["employer", "role", "applied_on", "date", "added_on", "status", "link", "response_on", "location",
                     "channel", "notes", "requisition", "applied_flag", "interview", "rejected", "offer", "screening",
                     "assessment", "updated_on", "status_on", "selected"])  # fmt: skip
_FORMULA = re.compile(r'^=\s*HYPERLINK\(\s*"((?:[^"]|"")*)"\s*[,;]\s*"((?:[^"]|"")*)"\s*\)$', re.I)
_TEXT_FORMULA = re.compile(r'^="((?:[^"]|"")*)"$')
_RULED = re.compile(r"^\s*\|?(?:\s*:?-{3,}:?\s*\|)+(?:\s*:?-{3,}:?\s*)?\|?\s*$")
_MARKDOWN_LINK = re.compile(r"^\[([^\[\]]+)\]\((https?://[^\s()]+)\)$")
_COMMENT = re.compile(r"^(?:#+|//)\s(?=.*:|.{40})")
_THOUSANDS = re.compile(r"\d{3}\b")
_MARKER = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?: .*)?$")


@dataclass(frozen=True)
class Header:
    """The header's record and how sure the names make us: how many of them mean something."""

    at: int
    line: int
    names: tuple[str, ...]
    known: frozenset[str]
    guessed: bool = False  # there is none: the names were taken from what the columns hold

    @cached_property
    def headings(self) -> list[str]:
        return [heading(name) for name in self.names if name]

    @cached_property
    def spelled(self) -> frozenset[str]:
        return frozenset(name.casefold() for name in self.names if name)

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
        while len(cells) > WIDE and not cells[-1]:
            cells.pop()  # a sheet that was formatted as far as it goes
        filled = [cell for cell in cells if cell]
        if (
            len(cells) > WIDEST
            or len(filled) < 2
            or _COMMENT.match(filled[0])
            or sum(shape(cell) is not None for cell in filled) > len(filled) / 3
        ):
            continue
        meanings = [set(by_name(cell)) for cell in filled if len(cell) <= 60]
        known = frozenset(meaning for found in meanings for meaning in found) & _USEFUL
        named = sum(bool(found) for found in meanings)
        if named < 2 or named < 0.3 * len(filled):
            continue
        if not known & _KEY and any(map(shape, filled)):
            continue  # words such as “applied” and “rejected” beside a date: a row, not a header
        found = Header(at, record.line, tuple(cells), known)
        if at + 1 < len(records):
            found = _with_second_line(found, records[at + 1])
        if best is None or found.score > best.score + 1:
            best = found
    if best and not best.of_a_log and _holds_days(best, records):
        best = replace(best, known=best.known | {"date"})
    if best and not best.known & _KEY and len(best.known) >= 3 and best.known & {"date", "applied_on"}:
        best = _with_names(best, records)
    return best


def _with_names(header: Header, records: Sequence[Record]) -> Header:
    """The header of a log all the same where names stand under a heading that says nothing; a person is asked."""
    rows = [record.cells for record in records[header.at + 1 :] if len(record.cells) >= len(header.names)]
    named = any(
        name and not by_name(name) and _content([row[index].strip() for row in rows]) == "text"
        for index, name in enumerate(header.names)
    )
    return replace(header, known=header.known | {"employer"}) if rows and named else header


def _holds_days(header: Header, records: Sequence[Record]) -> bool:
    """Whether a column whose name says nothing holds days; a list of people has such too, and is no log."""
    meanings = [by_name(name) for name in header.names]
    rows = [record.cells for record in records[header.at + 1 :] if len(record.cells) >= len(header.names)]
    people = any({"personal", *CONTACTS} & set(found) for found in meanings)
    return (
        len(rows) >= 3
        and not people
        and any(
            name and not found and _content([row[index].strip() for row in rows]) == "date"
            for index, (name, found) in enumerate(zip(header.names, meanings, strict=True))
        )
    )


def _with_second_line(header: Header, below: Record) -> Header:
    """A header in two lines: under “Dates” and empty cells stand the names of the columns."""
    under = [cell.strip() for cell in below.cells]
    cells = list(zip(header.names, [*under, *[""] * len(header.names)], strict=False))
    own = [name for name, cell in cells if cell and by_name(cell).keys() & _USEFUL]
    grouped = sum(not name or not by_name(name) or "date" in by_name(name) for name in own)
    keys = [cell for name, cell in cells if by_name(name).keys() & _KEY]
    if len(own) < 2 or grouped < 2 or grouped < len(own) or any(keys) or len(under) > len(header.names):
        return header
    names = tuple(cell or name for name, cell in cells)
    known = frozenset(meaning for name in names for meaning in by_name(name)) & _USEFUL
    return Header(header.at, below.line, names, known)


def without_header(records: Sequence[Record]) -> Header | None:
    """Names for the columns of a table that has no header, where their cells plainly tell; a person is asked."""
    full = [record for record in records if sum(map(bool, record.cells)) >= 2]
    width = max(counts := [len(record.cells) for record in full], key=counts.count, default=0)
    rows = [[cell.strip() for cell in record.cells] for record in full if len(record.cells) == width]
    line = 0
    if len(rows) > 2 and _heads(rows[0], rows[1:]):  # in a language nobody here knows
        line = next(record.line for record in full if len(record.cells) == width)
        rows = rows[1:]
    if len(rows) < 2 or width < 3:
        return None
    columns = [[row[index] for row in rows] for index in range(width)]
    kinds = [_content(cells) for cells in columns]
    texts = [index for index, kind in enumerate(kinds) if kind == "text"]
    if "role" in kinds and not texts:
        # Beside the titles one column of words alone is left: employers who stand there again and again.
        rest = [index for index, kind in enumerate(kinds) if not kind and all(map(_WORDS.search, columns[index]))]
        texts = rest if len(rest) == 1 else []
    elif "role" not in kinds and len(texts) >= 2:
        kinds[texts.pop(1)] = "role"
    employer = texts[0] if texts else None
    if "date" not in kinds or employer is None:
        return None
    kinds[employer] = "employer"
    names = [_CALLED.get(kind, "") if kind not in kinds[:index] else "" for index, kind in enumerate(kinds)]
    known = frozenset(meaning for name in names for meaning in by_name(name)) & _USEFUL
    return Header(-1, line, tuple(names), known, guessed=True)


_CALLED = {
    "date": "Date applied",
    "status": "Status",
    "link": "Link",
    "employer": "Company",
    "role": "Role",
    "number": "No.",
}


def _heads(first: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether a row names columns: words alone, over at least one column of days."""
    columns = [[row[index] for row in rows] for index in range(len(first))]
    over_days = any(_content(cells) == "date" for cells, name in zip(columns, first, strict=True) if name)
    return over_days and all(_content([cell]) in ("", "text") for cell in first)


def _content(cells: Sequence[str]) -> str:
    """What a column without a name holds."""
    filled = [cell for cell in cells if cell]

    def most(test: object, share: float = 0.8) -> bool:
        return sum(bool(test(cell)) for cell in filled) >= share * len(filled)  # type: ignore[operator]

    if not filled:
        return ""
    if most(stands_alone):
        return "date"
    if most(str.isdecimal):
        return "number"
    if most(_DOMAIN.match):
        return "link"
    if most(lambda cell: status_of(cell).understood, 0.7):
        return "status"
    if most(names_a_role, 0.5):
        return "role"
    varied = len(filled) >= 0.6 * len(cells) and len(set(filled)) >= max(2, 0.5 * len(filled)) and not most(_ID.match)
    return "text" if varied and most(lambda cell: len(cell) <= 60 and not re.fullmatch(r"[\d\W]+", cell)) else ""


def another_header(record: Record, first: Header) -> Header | None:
    """A row half way down that names other columns than the header does: another table begins there."""
    cells = [cell.strip() for cell in record.cells]
    filled = [cell for cell in cells if cell]
    if record.line <= first.line or sum(cell.casefold() in first.spelled for cell in filled) < 2:
        return None
    named = sum(bool(by_name(cell)) and min(by_name(cell).values()) < 50 for cell in filled)
    if len(filled) < 3 or named < 0.75 * len(filled) or any(map(shape, filled)) or is_header_again(cells, first):
        return None
    known = frozenset(meaning for cell in filled for meaning in by_name(cell)) & _USEFUL
    return Header(0, record.line, tuple(cells), known) if known & _KEY else None


def is_marker(cells: Sequence[str]) -> bool:
    return bool(cells) and bool(_MARKER.match(cells[0].strip())) and not any(cell.strip() for cell in cells[1:])


def is_ruled(cells: Sequence[str]) -> bool:
    """The line between the header and the rows of a table in Markdown: |---|:---:|."""
    return bool(_RULED.match("|".join(cell.strip() for cell in cells)))


def is_header_again(cells: Sequence[str], header: Header) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    named = header.headings
    return len(filled) == len(named) >= 2 and all(
        heading(cell) == name for cell, name in zip(filled, named, strict=True)
    )


def plain_cell(cell: str) -> tuple[str, str]:
    """A cell without its formula: the text, and the link that was in it."""
    cell = cell.strip()
    if cell.startswith("="):
        if match := _FORMULA.match(cell):
            return match[2].replace('""', '"').strip(), match[1].strip()
        if match := _TEXT_FORMULA.match(cell):
            return match[1].strip(), ""
    if cell.startswith("[") and (match := _MARKDOWN_LINK.match(cell)):
        return match[1].strip(), match[2]
    return cell, ""


@dataclass(frozen=True)
class Joins:
    """Places at which the cells of most rows belong together again: a comma that nobody quoted stands there."""

    places: tuple[int, ...] = ()
    width: int = 0
    names: tuple[str, ...] = ()

    @property
    def remark(self) -> str:
        inside = sorted({place - sum(before < place for before in self.places) for place in self.places})
        named = joined([f"“{self.names[index]}”" for index in inside])
        return (
            f"Most rows have {self.width} cells where the header names {len(self.names)} columns; "
            f"what was split inside {named} was put together again."
        )

    def of(self, cells: list[str]) -> list[str]:
        """A row with those cells joined; rows of another width are left as they are."""
        if not self.places or len(cells) != self.width:
            return cells
        whole = cells[:1]
        for index, cell in enumerate(cells[1:]):
            if index in self.places:
                whole[-1] += "," + cell
            else:
                whole.append(cell)
        return whole


def joins_of(names: Sequence[str], rows: Sequence[list[str]]) -> Joins:
    """The joins under which the cells of rows that are too wide fit the names best, if one way is best."""
    named = tuple(names[: max((at for at, name in enumerate(names, 1) if name.strip()), default=0)])
    widths = Counter(len(row) for row in rows)
    width, most = widths.most_common(1)[0] if widths else (0, 0)
    surplus = width - len(named)
    if not 1 <= surplus <= MOST_JOINS or len(named) > WIDE // 2 or most < max(2, MOST_ROWS * widths.total()):
        return Joins()
    wide = [row for row in rows if len(row) == width][:30]
    if not any(row[index].strip() for row in wide for index in range(len(named), width)):
        return Joins()
    tests = [_expected(name) for name in named]
    ways = [Joins(places, width, named) for places in combinations(range(width - 1), surplus)]
    scored = sorted(((_agreement([way.of(row) for row in wide], tests) + 0.1 * _split_words(way, wide), way)
                     for way in ways), key=lambda one: -one[0])  # fmt: skip
    (best, way), runner_up = scored[0], scored[1][0] if len(scored) > 1 else -1.0
    gain = best - _agreement(wide, tests)
    told = gain >= 0.5 or (gain > 0 and _split_words(way, wide) == 1)  # the names, or a space after every comma
    return way if told and best > runner_up else Joins()


def _expected(name: str) -> Callable[[str], bool] | None:
    """What the cells of a column hold, by its name; None where a name promises only words."""
    meanings = set(by_name(name))
    if meanings & {*DATES, "deadline_on", "follow_up_on", "followed_up_on"} and "status" not in meanings:
        return lambda cell: shape(cell) is not None
    if "link" in meanings:
        return lambda cell: bool(_DOMAIN.match(cell))
    if "status" in meanings:
        return lambda cell: status_of(cell).understood and shape(cell) is None
    return (lambda cell: True) if "channel" in meanings else None


def _agreement(rows: Sequence[Sequence[str]], tests: Sequence[Callable[[str], bool] | None]) -> float:
    """How well cells fit what the names promise; days and addresses under other names speak against it."""
    total = 0.0
    for index, test in enumerate(tests):
        cells = [row[index].strip() for row in rows if row[index].strip()]
        told = [test(cell) if test else not (stands_alone(cell) or cell.startswith("http")) for cell in cells]
        total += sum(told) / len(cells) if cells else 0.5
    return total


def _split_words(way: Joins, rows: Sequence[Sequence[str]]) -> float:
    """The share of joins behind which words go on, as after a comma in a text or within a number."""
    pieces = [(row[place], row[place + 1]) for row in rows for place in way.places]
    goes_on = [after[:1] == " " or (before[-1:].isdecimal() and _THOUSANDS.match(after)) for before, after in pieces]
    return sum(map(bool, goes_on)) / len(goes_on)


class Mender:
    """Knows from the rows that fit what each column holds, and mends the others where one way alone makes sense."""

    def __init__(self, header: Header, rows: Sequence[Sequence[str]], headed: int) -> None:
        """`headed` is how many cells the header's own line has, of which those behind the last name are empty."""
        self.width = len(header.names)
        self._headed = headed
        fitting = [
            row[: self.width]
            for row in rows
            if len(row) == self.width or (len(row) == headed > self.width and not any(row[self.width :]))
        ]
        self._kinds = [_kind([row[index].strip() for row in fitting]) for index in range(self.width)]
        # What nearly all rows hold, those that end early among them: a row that is out of place must not deny it.
        padded = [[*row, *[""] * (self.width - len(row))] for row in rows if len(row) <= self.width]
        self._usual = [_kind([row[at].strip() for row in padded if sum(map(bool, row)) > 2], NEARLY_ALL)
                       for at in range(self.width)]  # fmt: skip
        self._expected = [_expected(name) for name in header.names]
        # Whatever stands under these names is kept as a note, so that it doesn't matter under which of them.
        self._noted = {index for index, name in enumerate(header.names) if by_name(name).keys() <= {*NOTED, "notes"}}
        self._needed = [
            index
            for index, name in enumerate(header.names)
            if by_name(name).keys() & _KEY and fitting and all(row[index].strip() for row in fitting)
        ]

    def shifted(self, cells: Sequence[str]) -> bool:
        """Whether cells stand under other names than they belong to, though they are as many as the header has.

        Two of them at least contradict what their columns hold, and taken one place on they fit: a comma that nobody
        quoted stands before them, and a cell is missing behind.
        """
        if self._misfits(cells) < 2:
            return False
        filled = [index for index, cell in enumerate(cells) if cell.strip()]
        gaps = [index for index, cell in enumerate(cells) if not cell.strip()] + [self.width - 1]
        moved = [[*cells[:at], f"{cells[at]},{cells[at + 1]}", *cells[at + 2 : gap], "", *cells[gap:]]
                 for at in filled if at + 1 in filled for gap in gaps if gap > at + 1]  # fmt: skip
        moved += [[*cells[:gap], *cells[gap + 1 : at], "", *cells[at:]]
                  for gap in gaps for at in range(gap + 1, self.width + 1)]  # fmt: skip
        return any(self._misfits(way[: self.width]) == 0 for way in moved if len(way) >= self.width)

    def _misfits(self, cells: Sequence[str]) -> int:
        return sum(
            bool(cell) and kind is not None and not kind(cell) and not _new_value(kind, expected, cell)
            for cell, kind, expected in zip(map(str.strip, cells), self._usual, self._expected, strict=True)
        )

    def mend(self, cells: Sequence[str]) -> list[str] | None:
        """The row with as many cells as the header, or None where no mend or more than one is possible."""
        if len(cells) > self.width and not any(cell.strip() for cell in cells[self.width :]):
            cut = list(cells[: self.width])
            if len(cells) == self._headed or self._fits(cut):
                return cut
        if len(cells) < self.width:
            padded = [*cells, *[""] * (self.width - len(cells))]
            if self._fits(padded):
                return padded
            # A value not seen before need not be doubted where the cells that are missing are the last ones.
            return self._only(self._stretched(cells)) or (padded if self._fits(padded, new_values=True) else None)
        # A space after the comma tells so much that a value not seen before need not be doubted.
        return self._only(self._joined(cells)) or self._only(self._joined(cells, spaced=True), new_values=True)

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

    def _only(self, ways: list[list[str]], new_values: bool = False) -> list[str] | None:
        good = [way for way in ways if self._fits(way, new_values)]
        told = {tuple(cell for index, cell in enumerate(way) if index not in self._noted) for way in good}
        return good[0] if len(told) == 1 else None

    def _fits(self, cells: Sequence[str], new_values: bool = False) -> bool:
        if any(not cells[index].strip() for index in self._needed):
            return False
        return all(
            not cell or kind is None or kind(cell) or (new_values and _new_value(kind, expected, cell))
            for cell, kind, expected in zip(map(str.strip, cells), self._kinds, self._expected, strict=True)
        )


def _new_value(kind: object, expected: Callable[[str], bool] | None, cell: str) -> bool:
    """Whether a cell may be one more of the few values of a column; days and addresses under other names are none."""
    if not isinstance(kind, _Listed):
        return False
    return expected(cell) if expected else shape(cell) is None and not _DOMAIN.match(cell)


_WORDS = re.compile(r"[^\W\d_]{2}")
_DOMAIN = re.compile(r"^(?:https?://)?(?:www\.)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?$")
_ID = re.compile(r"^(?=.*\d)[0-9a-f]{8,}(?:-[0-9a-f]{4,})*$", re.I)
_CODE = re.compile(r"^[A-Za-z]{0,4}[-#]?\d[\w-]*$")


class _Listed(frozenset[str]):
    """The few values that a column has."""

    def __call__(self, cell: str) -> bool:
        return cell in self


def _kind(cells: Sequence[str], share: float = 1.0):  # type: ignore[no-untyped-def]
    """A test that this share of a column's filled cells pass and prose would not; None where there is no such test."""
    filled = [cell for cell in cells if cell]
    if len(filled) < 2:
        return None

    def passed(test: Callable[[str], object]) -> bool:
        return sum(bool(test(cell)) for cell in filled) >= share * len(filled)

    for test in (lambda cell: shape(cell) is not None, _DOMAIN.match, _CODE.match):
        if passed(test):
            return test
    few = _Listed(cell for cell, times in Counter(filled).items() if times > 1 or share == 1.0)
    if len(few) <= max(1, len(filled) // 4) and passed(few):
        return few
    if passed(_is_text):
        return _is_text
    return None


def _is_text(cell: str) -> bool:
    return not _DOMAIN.match(cell) and shape(cell) is None
