"""The addresses behind the cells of an XLSX workbook, which a reader of values does not give."""

from __future__ import annotations

import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

LARGEST = 50_000_000  # bytes of a sheet; a larger one is no log kept by hand
# What unpacking raises on an archive that is damaged, locked or packed in a way of its own.
DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, RuntimeError, ValueError,
    NotImplementedError,
)  # fmt: skip
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FORMULA = re.compile(rb'<c r="([A-Z]{1,3})(\d+)"[^>]*><f[^>]*>HYPERLINK\(([^<]*)\)</f>', re.I)
_ARGUMENTS = re.compile(r'^\s*"([^"]+)"\s*(?:,\s*"((?:[^"]|"")*)"\s*)?$')
_MARKED = re.compile(rb"<hyperlink\s[^>]*>")
_PLACE = re.compile(r"^([A-Z]{1,3})(\d+)$")

Links = dict[tuple[int, int], tuple[str, str]]


def links_of(path: Path) -> dict[str, Links]:
    """For each sheet by name, the (address, title) of cells by (row, column) from zero; {} where that can't be told."""
    try:
        with zipfile.ZipFile(path) as book:
            return {name: found for name, sheet in _sheets(book) if (found := _links(book, sheet))}
    except (*DAMAGED, KeyError, ElementTree.ParseError):
        return {}


def put_in(rows: Iterable[list[str]], links: Links) -> Iterator[list[str]]:
    """The rows with their links, written as the formulas that they are in a text file."""
    by_row: dict[int, dict[int, tuple[str, str]]] = {}
    for (row, column), link in links.items():
        by_row.setdefault(row, {})[column] = link
    for number, cells in enumerate(rows):
        yield _linked(cells, by_row[number]) if number in by_row else cells


def _linked(cells: list[str], links: dict[int, tuple[str, str]]) -> list[str]:
    linked = list(cells)
    for column, (address, title) in links.items():
        if column < len(linked):
            shown = (linked[column] or title or address).replace('"', '""')
            linked[column] = f'=HYPERLINK("{address}","{shown}")'
    return linked


def _sheets(book: zipfile.ZipFile) -> list[tuple[str, str]]:
    targets = _targets(book, "xl/workbook.xml")
    return [
        (element.attrib["name"], targets[element.attrib[_REL]])
        for element in _parsed(book, "xl/workbook.xml").iter()
        if element.tag.endswith("}sheet") and element.attrib.get(_REL) in targets
    ]


def _targets(book: zipfile.ZipFile, part: str) -> dict[str, str]:
    """What the relations of a part of the book point to, by their ids; parts with their whole path."""
    at = PurePosixPath(part)
    rels = str(at.parent / "_rels" / f"{at.name}.rels")
    if rels not in book.namelist():
        return {}
    found = {}
    for element in _parsed(book, rels):
        target = element.attrib.get("Target", "")
        outside = element.attrib.get("TargetMode") == "External"
        found[element.attrib["Id"]] = (
            target if outside else target.lstrip("/") if target.startswith("/") else str(at.parent / target)
        )
    return found


def _parsed(book: zipfile.ZipFile, part: str) -> ElementTree.Element:
    if book.getinfo(part).file_size > LARGEST or b"<!DOCTYPE" in (content := book.read(part)):
        raise ValueError("not as a spreadsheet program writes it")
    return ElementTree.fromstring(content)  # without a document type nothing can be expanded


def _links(book: zipfile.ZipFile, sheet: str) -> Links:
    if book.getinfo(sheet).file_size > LARGEST:
        return {}
    content = book.read(sheet)
    found: Links = {}
    for column, row, arguments in _FORMULA.findall(content) if b"HYPERLINK(" in content else ():
        if match := _ARGUMENTS.match(unescape(arguments.decode("utf-8", "replace"))):
            found[_place(column.decode(), row.decode())] = match[1], (match[2] or "").replace('""', '"')
    targets = _targets(book, sheet) if b"<hyperlink" in content else {}
    for element in _MARKED.findall(content) if targets else ():
        said = dict(re.findall(r'([\w:]+)="([^"]*)"', element.decode("utf-8", "replace")))
        address = targets.get(said.get("r:id", ""), "")
        if address and (match := _PLACE.match(said.get("ref", ""))):
            found.setdefault(_place(match[1], match[2]), (unescape(address), ""))
    return {place: link for place, link in found.items() if link[0].startswith(("http://", "https://"))}


def _place(column: str, row: str) -> tuple[int, int]:
    number = 0
    for letter in column:
        number = number * 26 + ord(letter) - 64
    return int(row) - 1, number - 1
