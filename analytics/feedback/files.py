"""The texts in a file: a text a line, a CSV with a text column, an e-mail, or a mailbox. Used by the command line."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from analytics.errors import FileTooLarge, NothingToImport
from analytics.feedback import clean

LARGEST = 200_000_000
TEXT_COLUMNS = ("text", "feedback", "words", "message", "body", "rejection reason", "reason", "notes", "comments")
STARTS_A_LETTER = re.compile(rb"^From [^\n]*\d{4}[^\n]*\r?\n", re.MULTILINE)


def texts_of(file: Path) -> list[str]:
    """Every text in the file, as plain text, in its order.

    Raises FileTooLarge, and NothingToImport where it holds no text.
    """
    size = file.stat().st_size
    if size > LARGEST:
        raise FileTooLarge(f"{file.name} has {size // 1_000_000} MB; {LARGEST // 1_000_000} MB are read.", "Split it.")
    content = file.read_bytes()
    if file.suffix.lower() in (".eml", ".htm", ".html", ".msg"):
        texts = [clean.letter(content).text]
    elif file.suffix.lower() in (".mbox", ".mbx"):
        texts = [clean.letter(part).text for part in STARTS_A_LETTER.split(content) if part.strip()]
    else:
        texts = _lines(file, _decoded_whole(content))
    if not any(text.strip() for text in texts):
        raise NothingToImport(f"There is no text in {file.name}.", "Give a text a line, a CSV, an .eml or an .mbox.")
    return texts


def _decoded_whole(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp1252", "replace")


def _lines(file: Path, text: str) -> list[str]:
    column = _column(text) if file.suffix.lower() in (".csv", ".tsv") else None
    if column is None:
        return [clean.plain(line) for line in text.splitlines() if line.strip()]
    name, delimiter = column
    csv.field_size_limit(max(clean.LONGEST_HTML, 131_072))
    rows = csv.DictReader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter=delimiter)
    return [clean.letter(row[name] or "").text for row in rows]


def _column(text: str) -> tuple[str, str] | None:
    """The column that holds the texts and what separates columns; None where no header names one."""
    for delimiter in (",", ";", "\t"):
        header = next(csv.reader(io.StringIO(text[:10_000]), delimiter=delimiter), [])
        known = {name.strip().lower(): name for name in header}
        for wanted in TEXT_COLUMNS:
            if wanted in known:
                return known[wanted], delimiter
    return None
