"""What is added to a log, or how it is written, never changes how another cell is read, unless a question or remark says so."""
# ruff: noqa: E501

from __future__ import annotations

import csv
import io
import random
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from analytics.errors import NothingToImport
from tests.logs import Stored, stored

TODAY = date(2026, 11, 25)
LOGS = Path(__file__).parents[2] / "shared" / "logs"
Rows = list[list[str]]

PLAIN = [
    ["Company", "Role", "Date Applied", "Status", "Response Date", "Feedback"],
    *[[f"Firm {n}", "Analyst" if n % 2 else "Developer", f"{(n * 7) % 28 + 1:02d}/{n % 9 + 1:02d}/2025",
       ("Applied", "Rejected", "Interview", "Ghosted")[n % 4], f"{(n * 7) % 28 + 1:02d}/{n % 9 + 2:02d}/2025" if n % 4 in (1, 2) else "",
       "You lack experience with SQL in practice." if n % 4 == 1 else ""] for n in range(1, 15)],
]  # fmt: skip
GERMAN = [["Firma", "Stelle", "Beworben am", "Status", "Antwort am", "Feedback"], *PLAIN[1:]]
SPANISH = [["Empresa", "Puesto", "Fecha de solicitud", "Estado", "Fecha de respuesta", "Feedback"], *PLAIN[1:]]
STAGES = [
    ["Role", "Company", "Applied", "Phone screen", "Onsite", "Offer", "Result", "Notes"],
    *[["Analyst", f"Firm {n}", f"2025-0{n % 6 + 1}-{n + 10}", f"2025-0{n % 6 + 2}-10" if n % 3 == 0 else "", f"2025-0{n % 6 + 3}-10" if n % 6 == 0 else "",
       "", "Rejected" if n % 2 else "", f"note {n}"] for n in range(1, 13)],
]  # fmt: skip
GENERATED = {"plain": PLAIN, "German": GERMAN, "Spanish": SPANISH, "stages": STAGES}

ANSWERS: dict[str, dict[str, str]] = {
    "cp1252-no-year.csv": {"year": "2020"}, "T01": {"date_order": "day first"}, "T08": {"rows": "applications"},
    "T10": {"sent": "yes"},
}  # fmt: skip
# A mailbox's scrape and cells that repeat their header are no logs; ragged rows can't be written anew.
REFUSED = ("mail-scrape-rfc2822.csv", "T16", "ragged-dotted-dates.csv")


def written(rows: Rows, delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return out.getvalue()


def _column(heading: str, cell: Callable[[int], str], at: int) -> Callable[[Rows], bytes]:
    def change(rows: Rows) -> bytes:
        place = at if at >= 0 else len(rows[0])
        return written(
            [[*row[:place], heading if not n else cell(n), *row[place:]] for n, row in enumerate(rows)]
        ).encode()

    return change


def _row(cells: dict[str, str], at: int) -> Callable[[Rows], bytes]:
    """One more row: the last one again, with other cells where a heading holds these words."""

    def change(rows: Rows) -> bytes:
        new = [
            next((value for word, value in cells.items() if any(w in name.casefold() for w in word.split("|"))), old)
            for name, old in zip(rows[0], rows[-1], strict=True)
        ]
        place = at if at >= 0 else len(rows)
        return written([*rows[:place], new, *rows[place:]]).encode()

    return change


def _shuffled(rows: Rows) -> bytes:
    return written([rows[0], *random.Random(7).sample(rows[1:], len(rows) - 1)]).encode()


def _total(rows: Rows) -> bytes:
    cells = [""] * len(rows[0])
    key = next(
        (
            n
            for n, name in enumerate(rows[0])
            if any(w in name.casefold() for w in ("company", "firma", "empresa", "organi", "applied to"))
        ),
        0,
    )
    cells[key] = f"TOTAL: {len(rows) - 1}"
    return written([*rows, cells]).encode()


_DAY = "date|applied|beworben|fecha|sent|posted"
_NAME = "company|firma|empresa|organi|applied to"
_CHANGES: dict[str, Callable[[Rows], bytes]] = {
    "ids": _column("Ref code", lambda n: f"{n * 7919 % 10007:05d}", -1),
    "fractions": _column("Keywords", lambda n: f"{n % 9}/{14 + n % 7}", 0),
    "scores": _column("Fit", lambda n: f"{n % 10 / 10 + 0.05:.2f}", 1),
    "free text": _column("Thing seen there", lambda n: f"a blue thing number {n} in the yard", -1),
    "an impossible day": _row({_NAME: "Odd one", _DAY: "31/31/2025"}, 2),
    "a mistyped year": _row({_NAME: "Odd one", _DAY: "11/11/2099"}, -1),
    "a year of long ago": _row({_NAME: "Odd one", _DAY: "1899-12-30"}, 1),
    "an odd byte": lambda rows: written([*rows, [f"Caf{'@'}" if n == 0 else cell for n, cell in enumerate(rows[-1])]]).encode().replace(b"Caf@", b"Odd \xe9"),
    "a total": _total,
    "blank rows": lambda rows: written([rows[0], [""] * len(rows[0]), *rows[1:], [""] * len(rows[0])]).encode(),
    "rows backwards": lambda rows: written([rows[0], *reversed(rows[1:])]).encode(),
    "rows shuffled": _shuffled,
    "columns backwards": lambda rows: written([list(reversed(row)) for row in rows]).encode(),
    "semicolons": lambda rows: written(rows, ";").encode(),
    "tabs": lambda rows: written(rows, "\t").encode(),
    "UTF-16": lambda rows: written(rows).encode("utf-16"),
    "a mark for UTF-8": lambda rows: written(rows).encode("utf-8-sig"),
}  # fmt: skip


def told(found: Stored) -> Counter[tuple[Any, ...]]:
    """What was read of each application, whatever line it stands on."""
    events: dict[int, list[tuple[Any, ...]]] = {}
    for line, kind, day, precision in found.events:
        events.setdefault(line, []).append((kind, day, precision))
    feedback: dict[int, list[str]] = {}
    for line, words, _ in found.feedback:
        feedback.setdefault(line, []).append(words)
    return Counter(
        (one["employer"], one["role"], one["applied_on"], one["submission"], tuple(sorted((one["status_words"] or "").split(" / "))), one["location"],
         tuple(sorted(events.get(one["line"], []), key=str)), tuple(sorted(feedback.get(one["line"], []))))
        for one in found.applications
    )  # fmt: skip


def compare(rows: Rows, change: Callable[[Rows], bytes], what: str, answers: dict[str, str]) -> None:
    before = stored(written(rows), today=TODAY, **answers)
    assert not before.reading.unanswered
    try:
        after = stored(change(rows), today=TODAY, **answers)
    except NothingToImport:
        pytest.fail(f"with {what} the log is refused")
    if after.reading.unanswered:
        return  # asked, and nothing stored
    lost = told(before) - told(after)
    # What is read otherwise has to be named.
    named = " ".join(after.reading.remarks)
    assert not lost or "order of time" in named, (what, list(lost)[:3], list(told(after) - told(before))[:3], named)


@pytest.mark.parametrize("change", _CHANGES)
@pytest.mark.parametrize("log", GENERATED)
def test_a_log_made_here(log: str, change: str) -> None:
    compare(GENERATED[log], _CHANGES[change], change, {})


def _shared() -> list[Path]:
    found = [*sorted(LOGS.glob("*.csv")), *sorted((LOGS / "twins").glob("*.csv"))]
    return [path for path in found if not path.name.startswith(REFUSED)]


def _everything(rows: Rows) -> bytes:
    """All that can be added at once."""
    for change in ("ids", "fractions", "scores", "free text", "a total", "blank rows"):
        rows = list(csv.reader(io.StringIO(_CHANGES[change](rows).decode())))
    return written(rows).encode()


_TO_ALL = {
    "everything added": _everything, "rows backwards": _CHANGES["rows backwards"], "rows shuffled": _shuffled,
    "an impossible day": _CHANGES["an impossible day"], "a year of long ago": _CHANGES["a year of long ago"],
    "written otherwise": lambda rows: written([list(reversed(row)) for row in rows], ";").encode("utf-16"),
}  # fmt: skip


@pytest.mark.shared
@pytest.mark.skipif(not LOGS.is_dir(), reason="../shared/logs is not here")
@pytest.mark.parametrize("change", _TO_ALL)
@pytest.mark.parametrize("path", _shared(), ids=lambda path: path.stem[:24])
def test_a_log_of_somebody(path: Path, change: str) -> None:
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252")
    rows = [row for row in csv.reader(io.StringIO(text)) if any(cell.strip() for cell in row)]
    width = max(Counter(len(row) for row in rows))
    rows = [[*row, *[""] * (width - len(row))] for row in rows]
    answers = next((said for name, said in ANSWERS.items() if path.name.startswith(name)), {})
    if "year" in answers and change.startswith("rows"):
        pytest.skip("the year that was answered is that of the first row")
    compare(rows, _TO_ALL[change], change, answers)
