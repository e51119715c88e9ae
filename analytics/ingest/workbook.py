"""The sheets of a workbook as CSV files, read in a process of its own.

One cell far out, or a damaged file, makes a reader of workbooks ask for memory without end. The process may have
MEMORY and SECONDS; the one that called it goes on. Run as a script it imports nothing of this package.
"""

from __future__ import annotations

import contextlib
import csv
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

MEMORY = 1_000_000_000  # bytes; the 1,048,576 rows that a sheet can have take six tenths of it
SECONDS = 300


class Unreadable(Exception):
    """No workbook, or one that takes more than it may."""


@dataclass(frozen=True)
class Sheet:
    name: str
    path: Path


def sheets_of(book: Path, folder: Path) -> list[Sheet]:
    """Every sheet that holds something, written into the folder row by row. Raises Unreadable."""
    try:
        done = subprocess.run(
            [sys.executable, "-P", __file__, str(book), str(folder)], capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable from error
    if done.returncode:
        raise Unreadable
    return [Sheet(name, folder / file) for name, file in json.loads(done.stdout)]


def _write(book: Path, folder: Path) -> list[tuple[str, str]]:
    import python_calamine

    written = []
    opened = python_calamine.load_workbook(str(book))
    for number, name in enumerate(opened.sheet_names):
        sheet = opened.get_sheet_by_name(name)
        if not sheet.height or not sheet.start:
            continue
        before = [""] * sheet.start[1]  # the rows above come with the others, the columns before don't
        file = f"{book.name}-{number}.csv"
        with (folder / file).open("w", encoding="utf-8", errors="replace", newline="") as out:
            writer = csv.writer(out, lineterminator="\n")
            for cells in _filled_down(sheet.iter_rows(), sheet.merged_cell_ranges or [], len(before)):
                writer.writerow([*before, *map(text_of, cells)])
        written.append((name, file))
    return written


def _filled_down(
    rows: Iterable[list[Any]], merged: Iterable[tuple[tuple[int, int], tuple[int, int]]], before: int
) -> Iterator[list[Any]]:
    """The rows, where a cell that was merged over several of them stands in each that says something of its own."""
    starting: dict[int, list[tuple[int, int]]] = {}
    for (top, left), (bottom, _) in merged:
        if bottom > top and left >= before:
            starting.setdefault(top, []).append((left - before, bottom))
    spanning: dict[int, tuple[int, Any]] = {}
    for number, cells in enumerate(rows):
        spanning = {column: (bottom, value) for column, (bottom, value) in spanning.items() if number <= bottom}
        if spanning and sum(cell not in ("", None) for cell in cells) >= 2:
            for column, (_, value) in spanning.items():
                cells[column] = value
        spanning |= {column: (bottom, cells[column]) for column, bottom in starting.get(number, ())}
        yield cells


def text_of(cell: object) -> str:
    """A cell as a person would have written it into a text file."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell)


def _limit() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):  # not on Windows, or held tighter already
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _limit()
    try:
        print(json.dumps(_write(Path(sys.argv[1]), Path(sys.argv[2]))))
    except Exception as error:  # noqa: BLE001 - whatever is wrong with the file, the caller says that it can't be read
        sys.exit(type(error).__name__)
