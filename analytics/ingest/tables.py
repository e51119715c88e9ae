"""A file becomes tables: whatever it is, each table ends as plain delimited text that DuckDB reads at full speed.

    with tables_of(path, "log.xlsx", limit=LIMIT) as tables:
        ...                      # each Table names a file, its delimiter, where its rows start, and its header

A clean UTF-8 file is left where it is. Everything else (other encodings, ragged rows, sheets, formulas, merge
markers) goes row by row through Python into a temporary file with one more column: the line each row is on.
"""
# ruff: noqa: E501

from __future__ import annotations

import csv
import io
import re
import tempfile
import zipfile
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from analytics.errors import FileTooLarge, NothingToImport
from analytics.ingest import decoding, hyperlinks, workbook
from analytics.ingest.columns import counts_up
from analytics.ingest.layout import (
    Header,
    Joins,
    Mender,
    another_header,
    header_of,
    is_header_again,
    is_marker,
    is_ruled,
    joins_of,
    plain_cell,
    without_header,
)  # fmt: skip
from analytics.ingest.limits import MOST_ROWS, WIDEST_ROW
from analytics.ingest.records import Record, delimiter_of, head, lines_of, read, read_ruled
from analytics.ingest.sections import COLUMN, Sections, sections_of
from analytics.ingest.workbook import Sheet
from analytics.wording.numbers import count, plural

LIMIT = 200_000_000
UNPACKED_LIMIT = 600_000_000
MEMBERS = 200
TYPED = 500_000  # bytes; what a person typed is looked at row by row, whatever reads it faster
SMALL = 5_000_000  # a larger file was written by a program, with one header
_LEARN = 500
_LINE_END = re.compile(r"\r\n?")
WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
TEXTS = (".csv", ".tsv", ".txt", ".tab", "")


@dataclass
class Table:
    """One table as delimited UTF-8 text. `lines` says whether the last column holds each row's line."""

    name: str
    header: Header
    path: Path
    delimiter: str
    skip: int
    lines: bool
    newlines: int = 0
    odd_blanks: bool = False
    set_aside: list[tuple[int, str, list[str]]] = field(default_factory=list)
    merged: list[int] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    source: _Source | None = None

    @property
    def names(self) -> tuple[str, ...]:
        return self.header.names

    def rewritten(self) -> Table:
        """The same table read row by row, where DuckDB could not read it as it stands."""
        assert self.source is not None
        return self.source.spooled()


@contextmanager
def tables_of(path: Path, name: str, limit: int | None = LIMIT) -> Iterator[list[Table]]:
    """The job-log tables of a file: the best one, and others with the same header (a sheet a year).

    Raises FileTooLarge, or NothingToImport with what was missing.
    """
    size = path.stat().st_size
    if limit is not None and size > limit:
        raise FileTooLarge(
            f"{name} has {size // 1_000_000} MB; files up to {limit // 1_000_000} MB are read.",
            "Keep only your applications in it, or split it into several files.",
        )
    with tempfile.TemporaryDirectory(prefix="steppingstone-") as folder:
        sources = list(_sources(path, name, Path(folder)))
        yield _chosen(sources, name)


@dataclass
class _Source:
    """Records that can be read again and again, from text or from a sheet."""

    name: str
    folder: Path
    path: Path | None = None
    scan: decoding.Scan | None = None
    delimiter: str = ","
    sheet: Sheet | None = None
    links: hyperlinks.Links = field(default_factory=dict)
    header: Header | None = None
    ruled: bool = False
    begin: int = 0
    end: int = 0  # the line before which this part of a file ends, 0 where it is the whole

    def records(self) -> Generator[Record]:
        """The records of this part of the file."""
        for record in self._all_records():
            if self.end and record.line >= self.end:
                return
            if record.line >= self.begin:
                yield record

    def _all_records(self) -> Generator[Record]:
        if self.sheet is not None:
            with self.sheet.path.open(encoding="utf-8", newline="") as file:
                rows = hyperlinks.put_in(csv.reader(file), self.links)
                yield from (Record(number, cells) for number, cells in enumerate(rows, 1))
            return
        assert self.path is not None and self.scan is not None
        with decoding.text_of(self.path, self.scan) as text:
            records = read(lines_of(text), self.delimiter) if not self.ruled else read_ruled(lines_of(text))
            yield from records

    def holds_rows(self) -> bool:
        """Whether anything but a number stands under the header."""
        assert self.header is not None
        with closing(self.records()) as records:
            return any(
                record.line > self.header.line
                and sum(bool(cell.strip()) for cell in record.cells) > 1
                and not is_ruled(record.cells)
                for record in records
            )

    def sections(self) -> Sections | None:
        """What headings between the rows say of them, in a file that a person wrote."""
        place = self.sheet.path if self.sheet else self.path
        assert place is not None and self.header is not None
        if place.stat().st_size > SMALL:
            return None
        with closing(self._all_records()) as records:
            return sections_of(records, self.header, self.end, self.ruled)

    def table(self) -> Table:
        """The table in the fastest form that is right."""
        assert self.header is not None
        if self.scan is None or not self.scan.plain or self.path is None or self.ruled or not self.header.line:
            return self.spooled()
        if self.begin or self.end or self.path.stat().st_size <= TYPED or self.sections():
            return self.spooled()
        return Table(
            self.name, self.header, self.path, self.delimiter, skip=self.header.line, lines=False,
            newlines=self.scan.newlines + (not self.scan.ends_with_newline), odd_blanks=self.scan.odd_blanks, source=self,
        )  # fmt: skip

    def spooled(self) -> Table:
        assert self.header is not None
        target = self.folder / f"{abs(hash((self.name, id(self))))}.csv"
        table = Table(self.name, self.header, target, ",", skip=0, lines=True, source=self)
        if self.scan is not None and self.scan.odd is not None:
            table.remarks.append(self.scan.odd.remark)
        _spool(self, self.header, table)
        return table


def _sources(path: Path, name: str, folder: Path) -> Iterator[_Source]:
    with path.open("rb") as file:
        magic = file.read(8)
    if magic.startswith(b"PK\x03\x04"):
        yield from _zipped(path, name, folder)
    elif magic.startswith(b"\xd0\xcf\x11\xe0"):
        yield from _workbook(path, name, folder)
    else:
        yield _text(path, name, folder)


def _text(path: Path, name: str, folder: Path) -> _Source:
    seen = decoding.scan(path, name)
    lines = []
    with decoding.text_of(path, seen) as text:
        for line in lines_of(text):
            lines.append(line[:100_000])
            if len(lines) >= 400:
                break
    # A table in Markdown has a ruled line under its header.
    ruled = any(is_ruled([line]) for line in lines)
    return _Source(name, folder, path, seen, "|" if ruled else delimiter_of(lines), ruled=ruled)


def _zipped(path: Path, name: str, folder: Path) -> Iterator[_Source]:
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise NothingToImport(f"{name} is damaged and can't be opened.", "Export it again.") from error
    with archive:
        members = archive.infolist()
        if any(member.filename in ("xl/workbook.xml", "xl/workbook.bin", "content.xml") for member in members):
            _refuse_bomb(members, name)
            yield from _workbook(path, name, folder)
            return
        wanted = [m for m in members if m.filename and not m.is_dir() and "__MACOSX" not in m.filename
                  and Path(m.filename).suffix.lower() in (*TEXTS[:4], *WORKBOOKS)][:MEMBERS]  # fmt: skip
        if not wanted:
            raise NothingToImport(f"{name} holds no table.", "A ZIP with CSV or XLSX files in it can be read.")
        _refuse_bomb(wanted, name)
        for number, member in enumerate(wanted):
            inside = folder / f"member{number}{Path(member.filename).suffix.lower()}"
            try:
                with archive.open(member) as packed, inside.open("wb") as out:
                    while chunk := packed.read(1 << 20):
                        out.write(chunk)
                yield from _sources(inside, f"{name}: {Path(member.filename).name}", folder)
            except NothingToImport:
                continue
            except hyperlinks.DAMAGED as error:
                raise NothingToImport(
                    f"{member.filename} in {name} can't be unpacked.", "If it has a password, unpack it first."
                ) from error


def _refuse_bomb(members: list[zipfile.ZipInfo], name: str) -> None:
    if sum(member.file_size for member in members) > UNPACKED_LIMIT:
        raise FileTooLarge(
            f"{name} unpacks to more than {UNPACKED_LIMIT // 1_000_000} MB.", "Unpack it and import the one log."
        )


def _workbook(path: Path, name: str, folder: Path) -> Iterator[_Source]:
    try:
        sheets = workbook.sheets_of(path, folder)
    except workbook.Unreadable as error:
        raise NothingToImport(
            f"{name} can't be opened as a workbook.",
            "Save it as XLSX or CSV again: a password has to be removed, and so do cells far away from the log.",
        ) from error
    links = hyperlinks.links_of(path) if zipfile.is_zipfile(path) else {}
    for sheet in sheets:
        title = f"{name}, sheet {sheet.name}" if len(sheets) > 1 else name
        yield _Source(title, folder, sheet=sheet, links=links.get(sheet.name, {}))


def _chosen(sources: list[_Source], name: str) -> list[Table]:
    """The tables that are job logs: the best, and those with its header or that say themselves when one applied.

    Refuses with what was missing where there is none.
    """
    for source in sources:
        with closing(source.records()) as records:
            source.header = header_of(head(records, 60))
    if len(sources) == 1 and sources[0].header is None:
        with closing(sources[0].records()) as records:
            sources[0].header = without_header(head(records, 60))
    headed = [source for source in sources if source.header is not None]
    logs = [source for source in headed if source.header and source.header.of_a_log]
    if not logs:
        best = max((s.header for s in headed if s.header), key=lambda header: header.score, default=None)
        advice = "A job log has a header with at least a company or role, and a date or status."
        if best is None:
            advice += " If yours has none, write it above the first row: Company, Role, Date applied, Status."
        raise NothingToImport(_missing(name, best), advice)
    filled = [source for source in logs if source.holds_rows()] or logs
    first = max(filled, key=lambda source: source.header.score if source.header else 0)
    assert first.header is not None
    taken = [source for source in filled if source is first or _belongs(source, first.header)]
    tables = [part.table() for source in taken for part in _parts(source)]
    for source in filled:
        if source not in taken and source.header and source.header.known & {"status", "date"}:
            tables[0].remarks.append(
                f"{source.name} looks like a log too, but does not say when one applied; it was left out. "
                "Save it as a file of its own to import it."
            )
    return tables


def _parts(source: _Source) -> list[_Source]:
    """A part for each table of a sheet or file in which a header of other columns begins another one, half way."""
    place = source.sheet.path if source.sheet else source.path
    assert place is not None and source.header is not None
    if place.stat().st_size > SMALL:
        return [source]
    found, current = [], source.header
    with closing(source.records()) as records:
        for record in records:
            if header := another_header(record, current):
                found.append((record.line, header))
                current = header
    if not found:
        return [source]
    lines = [source.begin, *(line for line, _ in found), source.end]
    headers = [source.header, *(header for _, header in found)]
    parts = [
        replace(source, name=f"{source.name}, from line {header.line}", header=header, begin=begin, end=end)
        for header, begin, end in zip(headers, lines[:-1], lines[1:], strict=True)
    ]
    # A line is ruled under each header in Markdown; elsewhere what looks like one more may be the only row.
    return [part for part in parts if part.holds_rows()] or (parts[:1] if source.ruled else [source])


def _belongs(source: _Source, first: Header) -> bool:
    """Whether a further sheet or file of the same upload is to be read as well: a sheet a year, or one log more."""
    assert source.header is not None
    return source.header.names == first.names or "applied_on" in source.header.known


def _missing(name: str, header: Header | None) -> str:
    if header is None:
        return f"{name} has no header that names the columns of a job log."
    shown = ", ".join(f"“{column}”" for column in header.names[:6] if column)
    if not header.known & {"employer", "role"}:
        return f"{name} has the columns {shown}, but none for the company or the role."
    return f"{name} has the columns {shown}, but none that says when or with what result one applied."


def _spool(source: _Source, header: Header, table: Table) -> None:
    """Writes the rows under the header as plain CSV with their lines; notes what was set aside and why."""
    records = source.records()
    if header.line:
        for record in records:
            if record.line >= header.line:
                break
    fitting, waiting = _learn(records, header)
    joins = joins_of(header.names, fitting)
    if joins.places:
        table.remarks.append(joins.remark)
        fitting = [joins.of(row) for row in fitting]
    wide = table.header = _as_wide_as_its_rows(header, fitting)
    sections = source.sections()
    if sections:
        table.remarks.append(sections.remark)
    rows = _Rows(table, joins, Mender(wide, fitting, len(header.names)), source.ruled)
    with table.path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
        for record in _both(waiting, records):
            cells = rows.of(record)
            if cells is None:
                continue
            pairs = [plain_cell(cell) for cell in cells]
            alone = sum(map(bool, map(str.strip, cells))) == 1  # the heading itself
            titled = ["" if alone else sections.above(record.line)] if sections else []
            writer.writerow([*(_LINE_END.sub("\n", text.replace("\0", "")) for text, _ in pairs), *titled,
                             next((url for _, url in pairs if url), ""), record.line])  # fmt: skip
    table.remarks += rows.remarks
    added = [COLUMN] if sections else []
    table.header = replace(wide, names=(*wide.names, *added, "Link (from a formula)"))


class _Rows:
    """The cells of each record that is a row, as many as the header has; of the others it is noted why they are none."""

    def __init__(self, table: Table, joins: Joins, mender: Mender, ruled: bool) -> None:
        self._table = table
        self._joins = joins
        self._mender = mender
        self._ruled = ruled
        self._width = len(table.header.names)
        self._conflict = _Conflict(table)
        self._blank = self._around = 0

    def of(self, record: Record) -> list[str] | None:
        cells = self._joins.of(record.cells)
        if not any(cell.strip() for cell in cells):
            self._blank += 1
        elif self._ruled and len(cells) == 1 < self._width:
            self._around += 1
        elif is_marker(cells):
            self._conflict.mark(record)
        elif is_header_again(cells, self._table.header):
            self._aside(record, "the header again", cells)
        elif self._conflict.repeats(record):
            self._table.merged.append(record.line)
        elif not (self._ruled and is_ruled(cells)):
            return self._fitting(record, cells)
        return None

    def _fitting(self, record: Record, cells: list[str]) -> list[str] | None:
        if len(cells) == self._width:
            if not self._mender.shifted(cells):
                return cells
            reason = "its cells stand under other names than they belong to"
        else:
            if (mended := self._mender.mend(cells)) is not None:
                return mended
            reason = f"it has {len(cells)} cells where the header has {self._width}, and can be mended in no single way"
        self._aside(record, reason, cells)
        return None

    def _aside(self, record: Record, reason: str, cells: list[str]) -> None:
        self._table.set_aside.append((record.line, reason, cells))

    @property
    def remarks(self) -> list[str]:
        around = (
            f"{count(self._around, 'line')} of text around the table {plural(self._around, 'was', 'were')} not read."
        )
        blank = self._blank and not self._ruled
        return [passed_over(self._blank)] * bool(blank) + [around] * bool(self._around)


def _learn(records: Iterator[Record], header: Header) -> tuple[list[list[str]], list[Record]]:
    waiting = head(records, _LEARN)
    return [record.cells for record in waiting if any(cell.strip() for cell in record.cells)], waiting


def _as_wide_as_its_rows(header: Header, rows: list[list[str]]) -> Header:
    """The header with as many names as most rows have cells: names of nothing at its end go, nameless ones come.

    One name too few before rows that are numbered is the numbers' missing name, as some programs write it.
    """
    widths = Counter(len(row) for row in rows if any(cell.strip() for cell in row))
    if not widths or max(widths) > WIDEST_ROW:
        return header
    most, count = widths.most_common(1)[0]
    named = max((at for at, name in enumerate(header.names, 1) if name), default=0)
    if most < len(header.names):
        return replace(header, names=header.names[: max(most, named)])
    if most == len(header.names) or count < MOST_ROWS * widths.total():
        return header
    if most == named + 1 and counts_up([row[0].strip() for row in rows if len(row) == most]):
        return replace(header, names=("", *header.names[:named]))
    return replace(header, names=(*header.names, *[""] * (most - len(header.names))))


def _both(first: list[Record], rest: Iterator[Record]) -> Iterator[Record]:
    yield from first
    yield from rest


class _Conflict:
    """Both sides of a merge conflict are read; a row that stands on both is one row."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._seen: set[tuple[str, ...]] | None = None
        self._other = False

    def mark(self, record: Record) -> None:
        sign = record.cells[0].strip()[0]
        self._table.set_aside.append((record.line, "a mark that a merge left behind", record.cells))
        self._seen = set() if sign == "<" else None if sign == ">" else self._seen
        self._other = sign == "="

    def repeats(self, record: Record) -> bool:
        if self._seen is None:
            return False
        key = tuple(cell.strip() for cell in record.cells)
        if self._other:
            return key in self._seen
        self._seen.add(key)
        return False


def pasted(text: str) -> io.BytesIO:
    """Text pasted from a spreadsheet, as a file would hold it."""
    return io.BytesIO(text.encode("utf-8"))


def passed_over(empty: int) -> str:
    """The remark on rows without any words."""
    return f"{count(empty, 'empty row was', 'empty rows were')} passed over."
