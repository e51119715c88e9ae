"""Bytes become text: which encoding, and whether it is text at all. Streams, so that size costs no memory."""
# ruff: noqa: E501

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

from analytics.errors import NothingToImport
from analytics.ingest import limits
from analytics.wording.numbers import count, plural

CHUNK = 1 << 20
SAMPLE = 1 << 16
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Encodings that charset-normalizer may report for a short western text; Windows writes 1252 for all of them.
_WESTERN = ("cp1252", "latin_1", "iso8859", "cp125", "mac_", "cp437", "cp85", "cp86", "hp_roman", "cp500", "cp037",
            "cp1140", "utf", "ptcp", "cp775", "kz1048", "cp1006", "cp1026", "cp1125", "cp720", "cp737", "tis", "johab")  # fmt: skip
_EAST = {
    "cp1250": "ąćęłńóśźżšžčřěůőű",
    "iso8859_2": "ąćęłńóśźżšžčřěůőű",
    "cp1251": "",
    "koi8_r": "",
    "koi8_u": "",
    "mac_cyrillic": "",
    "cp1253": "",
    "iso8859_5": "",
    "iso8859_7": "",
}


@dataclass(frozen=True)
class OddLines:
    """Lines that are not UTF-8 in a file that otherwise is, and what they are read as."""

    count: int
    first: tuple[int, ...]
    encoding: str

    @property
    def remark(self) -> str:
        lines = f"{plural(len(self.first), 'line')} {', '.join(map(str, self.first))}"
        more = " and more" if self.count > len(self.first) else ""
        name = self.encoding.replace("cp125", "Windows-125")
        many = count(self.count, "line is", "lines are")
        return f"{many} not written in UTF-8 as the others are ({lines}{more}); read as {name}."


@dataclass(frozen=True)
class Scan:
    """One pass over a file's bytes, by which the fast way is taken or not."""

    encoding: str
    odd: OddLines | None
    newlines: int
    bare_returns: bool
    ends_with_newline: bool
    formulas: bool
    markers: bool
    odd_blanks: bool

    @property
    def plain(self) -> bool:
        """Whether DuckDB may read the bytes as they are and count lines for itself."""
        utf8 = self.encoding in ("utf-8", "utf-8-sig") and self.odd is None
        return utf8 and not (self.bare_returns or self.formulas or self.markers)


def scan(path: Path, name: str) -> Scan:
    """Reads the file once in pieces. Raises NothingToImport for an empty or a binary one."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    newlines = returns = pairs = 0
    utf8, nuls, formulas, markers, blanks, last = True, 0, False, False, False, b""
    with path.open("rb") as file:
        head = file.read(SAMPLE)
        _refuse_binary(head, name)
        file.seek(0)
        while chunk := file.read(CHUNK):
            newlines += chunk.count(b"\n")
            nuls += chunk.count(b"\0")
            if b"\r" in chunk or last[-1:] == b"\r":
                returns += chunk.count(b"\r")
                pairs += chunk.count(b"\r\n") + (last[-1:] == b"\r" and chunk[:1] == b"\n")
            # A single byte is found many times faster than several: most files hold few of these.
            joined = last[-12:] + chunk
            if not formulas and b"=" in joined:
                formulas = b"=HYPERLINK(" in joined or b"=hyperlink(" in joined or b'"=""' in joined
            if not markers and b"<" in joined:
                markers = b"\n<<<<<<<" in joined or head.startswith(b"<<<<<<<")
            blanks = blanks or b"\t" in joined or (b"\xc2" in joined and b"\xc2\xa0" in joined)
            utf8 = utf8 and _decodes(decoder, chunk)
            last = chunk
    utf8 = utf8 and _decodes(decoder, b"", final=True)
    encoding, odd = _encoding(path, head, utf8, nuls)
    return Scan(encoding, odd, newlines, returns != pairs, last.endswith(b"\n"), formulas, markers or nuls > 0, blanks)


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, final: bool = False) -> bool:
    try:
        if not (chunk.isascii() and not decoder.getstate()[0]):
            decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _refuse_binary(head: bytes, name: str) -> None:
    if not head.strip(b"\0 \r\n\t\xef\xbb\xbf"):
        raise NothingToImport(f"{name} is empty.", "Export your log again and choose that file.")
    magic = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"MZ", b"\x7fELF", b"RIFF", b"SQLite format")
    controls = sum(head.count(bytes([code])) for code in (*range(1, 9), *range(14, 32), 127))
    unicode16 = head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) or _wide(head)
    if head.startswith(magic) or (not unicode16 and (controls > len(head) / 50 or head.count(0) > len(head) / 20)):
        raise NothingToImport(
            f"{name} is not a table or a text file.", "Save your log as CSV, XLSX or ODS and import that."
        )


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of plain text is zero."""
    sample = head[:4000]
    if len(sample) < 8 or not sample.count(0):
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.4 * half and even < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * half and odd < 0.1 * half else None


def _encoding(path: Path, head: bytes, utf8: bool, nuls: int) -> tuple[str, OddLines | None]:
    """The encoding of the file, and the lines that are in another."""
    mark = next((encoding for mark, encoding in _BOMS if head.startswith(mark)), None)
    if mark and mark != "utf-8-sig":
        return mark, None
    if not mark and nuls and (wide := _wide(head)):
        return wide, None
    if utf8:
        return mark or "utf-8", None
    first: list[int] = []
    fitting, odd, sample = 0, 0, bytearray()
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if line.isascii():
                continue
            if _is_utf8(line):
                fitting += 1
                continue
            odd += 1
            if len(first) < 3:
                first.append(number)
            if len(sample) < SAMPLE:
                sample += line
    legacy = _legacy(bytes(sample))
    if mark or fitting > limits.MOSTLY_UTF8 * (fitting + odd):
        return mark or "utf-8", OddLines(odd, tuple(first), "cp1252" if odd < limits.TELLING_LINES else legacy)
    return legacy, None


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _legacy(sample: bytes) -> str:
    """The encoding of text that is not UTF-8; where short western texts leave it open, Windows-1252."""
    best = from_bytes(sample).best()
    encoding = best.encoding if best else "cp1252"
    if encoding in _EAST:
        letters = [char for char in sample.decode(encoding, "replace").lower() if ord(char) > 127 and char.isalpha()]
        typical = _EAST[encoding]
        telling = sum(char in typical for char in letters) if typical else _runs(sample)
        if letters and telling >= 0.5 * len(letters):
            return encoding
        return "cp1252"
    return "cp1252" if encoding.startswith(_WESTERN) else encoding


def _runs(sample: bytes) -> int:
    """How many high bytes stand in runs of three and more, as in a text that is not in Latin letters."""
    total = run = 0
    for byte in sample:
        run = run + 1 if byte > 127 else 0
        total += 1 if run > 3 else 3 if run == 3 else 0
    return total


@contextmanager
def text_of(path: Path, scan: Scan) -> Iterator[Iterable[str]]:
    """The decoded text in pieces that end where lines do. What can't be decoded becomes the replacement mark."""
    codecs.register_error("as_latin_1", _as_latin_1)
    if scan.odd is not None:
        with path.open("rb") as file:
            yield _line_by_line(file, scan.odd.encoding)
        return
    errors = "as_latin_1" if scan.encoding == "cp1252" else "replace"
    with path.open(encoding=scan.encoding, errors=errors, newline="") as text:
        yield text


def _line_by_line(lines: Iterable[bytes], other: str) -> Iterator[str]:
    """Each line in UTF-8 where it fits, else in the other encoding."""
    for number, line in enumerate(lines):
        kept = line.removeprefix(codecs.BOM_UTF8) if not number else line
        errors = "as_latin_1" if other == "cp1252" else "replace"
        yield kept.decode("utf-8") if _is_utf8(kept) else kept.decode(other, errors)


def _as_latin_1(error: UnicodeError) -> tuple[str, int]:
    """The five bytes that Windows-1252 leaves undefined."""
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("latin-1"), error.end
