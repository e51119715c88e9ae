"""Throws damaged and senseless files at the reader: python -m tests.fuzz_import [MINUTES] [SEED]

Each must end in a refusal that a person can read, or in a reading that accounts for every row and every cell.
"""
# ruff: noqa: E501

from __future__ import annotations

import csv
import io
import random
import resource
import sys
import tempfile
import time
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

from analytics.errors import SteppingStoneError
from analytics.ingest.reading import Fate
from tests.logs import accounted, stored, unaccounted
from tests.test_ingest_metamorphic import CHANGES, GENERATED, compare

SEEDS = [
    'Company,Role,Date Applied,Status,Link,Notes\nAlder,Dev,2025-01-05,Applied,https://x.example/1,\nBirch,Dev,2025-01-06,Rejected,,"a\nb"\n',
    "Firma;Stelle;Beworben am;Status\nErle;Dev;03.04.2025;Absage\nEsche;Dev;05.04.25;offen\n",
    "\ufeffNumber,Company,Role,Date Applied,First,Tech,Outcome\r\n1,,Dev,01/12/2023,Yes,No,No\r\n2,,Dev,16/01/2024,,,\r\n3,,,,,,\r\n",
    "Company\tPosition\tDate\tResponse?\tDate of 1st Response\nAlder\tDev\t1/2/2025\tGhosted\t\nBirch\tDev\t1/3/2025\tRejected\t1/20/2025\n",
    "# Log\n\n| # | Date | Company | Role | Status |\n|---|---|---|---|---|\n| 1 | 2025-01-05 | [Alder](https://x.example/1) | Dev | Applied |\n",
    "Alder Ltd,Analyst,2025-01-05,Applied,https://x.example/1\nBirch Inc,Developer,2025-01-20,Rejected,\nCedar SA,Developer,2025-02-01,✅,\n",
    "Company,Role,Date Applied,Status\nAlder,Dev,2025-03-05,Applied\nBirch,Dev,13/05/2025,Applied\nCedar,Dev,2025-04-06,❌ Rejected\n",
    "Company,Position,Dates,,,Result\n,,Applied,Interview,Offer,\nAlder,Dev,1/14/2025,1/20/2025,,Rejected\nBirch,Dev,1/15/2025,,,\n",
]
TOKENS = [
    "Company", "Role", "Date Applied", "Status", "Response Date", "Interview", "Offer", "Notes", "Link", "Rejected", "Ghosted", "passed", "yes", "no",
    "2025-01-05", "03/04/2025", "13/04/2025", "9-Oct", "Oct-25", "Aug 2025", "45292", "1/2", "31.12.24", "n/a", "", "", "x" * 300, '"', '""', "'", "=HYPERLINK(\"a\",\"b\")",
    "=1+1", "<<<<<<< HEAD", "=======", ">>>>>>> x", "\u00a0", "\u200f", "名前", "é", "\x00", "\t", "Total", "1,234", "https://x.example/1", "Jan 5, 2025 at 3:04 PM", "99999999999999999999",
    "0000-00-00", "2025-13-45", "12/31/9999", "Mon 03/04/2025", "1e400", "nan", "NULL", "\\", "{\"a\": [1]}",
]  # fmt: skip


def damaged(pool: list[bytes], chance: random.Random) -> bytes:
    """A file of the pool with bytes flipped, taken out, doubled or put in."""
    content = bytearray(chance.choice(pool))
    for _ in range(chance.choice([1, 2, 5, 20, 100])):
        at = chance.randrange(len(content) + 1)
        what = chance.randrange(6)
        if what == 0 and content:
            content[min(at, len(content) - 1)] = chance.randrange(256)
        elif what == 1:
            del content[at : at + chance.randrange(1, 30)]
        elif what == 2:
            content[at:at] = chance.choice(
                [b'"', b",", b"\n", b"\r", b"\0", b";", b"\xff", b"\xef\xbb\xbf", b"\t", b"\n\n\n"]
            )
        elif what == 3:
            content[at:at] = content[at : at + chance.randrange(1, 200)]
        elif what == 4:
            content[at:at] = chance.choice(TOKENS).encode("utf-8")
        else:
            content[at:at] = bytes(chance.randrange(256) for _ in range(chance.randrange(1, 20)))
    return bytes(content)


def damaged_book(books: list[bytes], chance: random.Random) -> bytes:
    """A workbook or archive with bytes of one of its parts damaged, or of the whole."""
    book = chance.choice(books)
    if chance.random() < 0.3 or not zipfile.is_zipfile(io.BytesIO(book)):
        return damaged([book], chance)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as before, zipfile.ZipFile(out, "w") as after:
        names = before.namelist()
        victim = chance.choice(names)
        for name in names:
            content = before.read(name)
            after.writestr(name, damaged([content], chance) if name == victim else content)
    return out.getvalue()


def senseless(chance: random.Random) -> bytes:
    """A table of tokens, ragged as it comes."""
    delimiter = chance.choice([",", ";", "\t", "|"])
    rows = []
    if chance.random() < 0.8:
        rows.append(["Company", "Role", *chance.sample(TOKENS[:9], chance.randrange(1, 7))])
    for _ in range(chance.randrange(0, 40)):
        width = len(rows[0]) if rows and chance.random() < 0.8 else chance.randrange(0, 12)
        rows.append([chance.choice(TOKENS) for _ in range(width)])
    quote = chance.random() < 0.5
    lines = [delimiter.join('"' + cell.replace('"', '""') + '"' if quote else cell for cell in row) for row in rows]
    return (
        chance.choice(["\n", "\r\n", "\r"]).join(lines).encode(chance.choice(["utf-8", "utf-16", "cp1252"]), "replace")
    )


def whole_table(content: bytes) -> list[list[str]]:
    """The cells of a file that is plain enough for its lines to be its rows; nothing where it is not."""
    text = content.decode("utf-8", "replace")
    if set('"\r\0<=\ufffd') & set(text) or not text.startswith("Company,Role"):
        return []
    rows = list(csv.reader(io.StringIO(text)))
    return rows if len({len(row) for row in rows}) == 1 else []


def main(minutes: float = 10, seed: float = 1) -> None:
    chance = random.Random(int(seed))
    shared = Path(__file__).parents[2] / "shared" / "logs"
    pool = [text.encode() for text in SEEDS] + [path.read_bytes() for path in sorted(shared.glob("*.csv"))]
    books = [path.read_bytes() for path in sorted((Path(__file__).parent / "books").glob("log.*"))]
    ended: Counter[str] = Counter()
    slowest, until = 0.0, time.monotonic() + 60 * minutes
    while time.monotonic() < until:
        if chance.random() < 0.05:
            log, change = chance.choice(list(GENERATED)), chance.choice(list(CHANGES))
            compare(GENERATED[log], change, {})
            ended["read as before"] += 1
            continue
        kind = chance.random()
        content = (
            damaged(pool, chance) if kind < 0.5 else damaged_book(books, chance) if kind < 0.7 else senseless(chance)
        )
        known: dict[str, Any] = {"date_order": "day first", "year": "2024", "sent": "yes", "header": "yes"}
        answers = known if chance.random() < 0.5 else {}
        started = time.monotonic()
        try:
            found = stored(content, **answers)
            assert accounted(found.reading)
            assert all(column.fate in list(Fate) for column in found.reading.columns)
            rows = whole_table(content)
            if rows and not found.reading.unanswered and not found.reading.merged:
                assert not unaccounted(found, rows), unaccounted(found, rows)[:3]
            if not found.reading.unanswered:
                assert len(found.applications) == found.reading.applications + found.reading.planned
            ended["read"] += 1
        except SteppingStoneError as error:
            ended[type(error).__name__] += 1
        except BaseException:
            culprit = Path(tempfile.gettempdir()) / "fuzz-failure.bin"
            culprit.write_bytes(content)
            print(f"failed; the file is {culprit}", dict(ended))
            raise
        slowest = max(slowest, time.monotonic() - started)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(
        f"{sum(ended.values()):,} files in {minutes:g} minutes: {dict(ended)}; slowest {slowest:.1f} s; peak {peak:.2f} GB"
    )


if __name__ == "__main__":
    main(*map(float, sys.argv[1:3]))
