"""What is added to a log, or how it is written, never changes how another cell is read, unless a question or remark says so."""
# ruff: noqa: E501

from __future__ import annotations

import csv
import io
import random
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from analytics.errors import NothingToImport
from analytics.ingest.columns import NEARLY, by_name, catalogue
from tests.logs import Stored, stored
from tests.test_ingest_facts import LANGUAGES

TODAY = date(2026, 11, 25)
LOGS = Path(__file__).parents[2] / "shared" / "logs"
Rows = list[list[str]]


def _generated(language: str) -> Rows:
    """A log of fourteen rows under the headings of a language, in its words."""
    headings, words = LANGUAGES[language]
    rows = []
    for n in range(1, 15):
        applied = f"{(n * 7) % 28 + 1:02d}/{n % 9 + 1:02d}/2025"
        answered = f"{(n * 7) % 28 + 1:02d}/{n % 9 + 2:02d}/2025" if n % 4 in (1, 2) else ""
        text = "You lack experience with SQL in practice." if n % 4 == 1 else ""
        rows.append([f"Firm {n}", "Analyst" if n % 2 else "Developer", applied, words[n % 4], answered, text])
    return [[*headings, "Feedback"], *rows]


STAGES = [
    ["Role", "Company", "Applied", "Phone screen", "Onsite", "Offer", "Result", "Notes"],
    *[["Analyst", f"Firm {n}", f"2025-0{n % 6 + 1}-{n + 10}", f"2025-0{n % 6 + 2}-10" if n % 3 == 0 else "", f"2025-0{n % 6 + 3}-10" if n % 6 == 0 else "",
       "", "Rejected" if n % 2 else "", f"note {n}"] for n in range(1, 13)],
]  # fmt: skip
GENERATED = {language: _generated(language) for language in LANGUAGES} | {"stages": STAGES}

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


def _translated(language: str) -> Callable[[list[str]], list[str]]:
    """A header with its known names in another language, each name once."""

    def translate(header: list[str]) -> list[str]:
        taken: set[str] = set(header)
        names = []
        for name in header:
            exact = [
                meaning for meaning, rank in sorted(by_name(name).items(), key=lambda one: one[1]) if rank < NEARLY
            ]
            # Of names that say several things, such as “applied”, the cells decide which.
            known = catalogue()[exact[0]].get(language, []) if len(exact) == 1 else []
            new = next((one for one in known if one not in taken and set(by_name(one)) == set(exact)), name)
            taken.add(new)
            names.append(new)
        return names

    return translate


in_german, in_spanish = _translated("de"), _translated("es")

_DAY = "date|applied|beworben|fecha|sent|posted"
_NAME = "company|firma|empresa|organi|applied to"
CHANGES: dict[str, Callable[[Rows], bytes]] = {
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
    "columns shuffled": lambda rows: written(list(map(list, zip(*random.Random(3).sample(list(zip(*rows, strict=True)), len(rows[0])), strict=True)))).encode(),
    "semicolons": lambda rows: written(rows, ";").encode(),
    "tabs": lambda rows: written(rows, "\t").encode(),
    "bars": lambda rows: written(rows, "|").encode(),
    "UTF-16": lambda rows: written(rows).encode("utf-16"),
    "a mark for UTF-8": lambda rows: written(rows).encode("utf-8-sig"),
    "Windows-1252": lambda rows: written(rows).encode("cp1252", "ignore"),
    "returns": lambda rows: written(rows).replace("\n", "\r\n").encode(),
    "headings in German": lambda rows: written([in_german(rows[0]), *rows[1:]]).encode(),
    "headings in Spanish": lambda rows: written([in_spanish(rows[0]), *rows[1:]]).encode(),
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


@lru_cache(maxsize=64)
def _before(content: str, answers: tuple[tuple[str, str], ...]) -> Counter[tuple[Any, ...]]:
    before = stored(content, today=TODAY, **dict(answers))
    assert not before.reading.unanswered
    return told(before)


def compare(rows: Rows, what: str, answers: dict[str, str]) -> None:
    """With the change each cell is read as before, unless a question is asked or a remark names it."""
    before = _before(written(rows), tuple(answers.items()))
    try:
        after = stored(CHANGES[what](rows), today=TODAY, **answers)
    except NothingToImport:
        pytest.fail(f"with {what} the log is refused")
    if after.reading.unanswered:
        return  # asked, and nothing stored
    lost = before - told(after)
    named = " ".join(after.reading.remarks)
    assert not lost or "order of time" in named, (what, list(lost)[:3], list(told(after) - before)[:3], named)


def _shared() -> list[Path]:
    found = [*sorted(LOGS.glob("*.csv")), *sorted((LOGS / "twins").glob("*.csv"))]
    return [path for path in found if not path.name.startswith(REFUSED)]


def _turn(number: int, each: int) -> list[str]:
    """Some of the changes for the log of that number: in turn, so that over all logs each change comes."""
    changes = random.Random(0).sample(list(CHANGES), len(CHANGES))
    return [changes[(number * each + offset) % len(changes)] for offset in range(each)]


@pytest.mark.parametrize(
    ("log", "change"), [(log, change) for number, log in enumerate(GENERATED) for change in _turn(number, 3)]
)
def test_a_log_made_here(log: str, change: str) -> None:
    compare(GENERATED[log], change, {})


def test_every_change_comes_on_some_log() -> None:
    assert {change for number in range(len(GENERATED)) for change in _turn(number, 3)} == set(CHANGES)
    if LOGS.is_dir():
        assert {change for number in range(len(_shared())) for change in _turn(number, 2)} == set(CHANGES)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_the_language_changes_nothing(language: str) -> None:
    def without_words(rows: Rows) -> Counter[tuple[Any, ...]]:
        return Counter((*one[:4], *one[5:]) for one in told(stored(written(rows), today=TODAY)).elements())

    assert without_words(GENERATED[language]) == without_words(GENERATED["en"])


@pytest.mark.shared
@pytest.mark.skipif(not LOGS.is_dir(), reason="../shared/logs is not here")
@pytest.mark.parametrize(
    ("path", "change"), [(path, change) for number, path in enumerate(_shared()) for change in _turn(number, 2)],
    ids=lambda one: one.stem[:24] if isinstance(one, Path) else one,
)  # fmt: skip
def test_a_log_of_somebody(path: Path, change: str) -> None:
    answers = next((said for name, said in ANSWERS.items() if path.name.startswith(name)), {})
    if "year" in answers and change.startswith("rows"):
        pytest.skip("the year that was answered is that of the first row")
    compare(_rows_of(path), change, answers)


def _rows_of(path: Path) -> Rows:
    def decoded(line: bytes) -> str:
        try:
            return line.decode("utf-8-sig")
        except UnicodeDecodeError:
            return line.decode("cp1252")

    text = "".join(map(decoded, path.read_bytes().splitlines(keepends=True)))
    rows = [row for row in csv.reader(io.StringIO(text)) if any(cell.strip() for cell in row)]
    width = max(Counter(len(row) for row in rows))
    return [[*row, *[""] * (width - len(row))] for row in rows]
