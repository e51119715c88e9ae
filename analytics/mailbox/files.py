"""Whatever a mail program exports becomes its mails, one after the other, without unpacking anything to disk.

| dropped | read as |
|---|---|
| `.mbox`, `.mbx`, a Thunderbird file without ending | mails one after the other |
| a folder `X.mbox` with a file `mbox` in it (Apple Mail) | the same |
| `.eml`, `.emlx`, `.msg` | one mail |
| a folder, a ZIP | every file of these kinds in it |
| `.pst`, `.ost` (Outlook) | with the extra `outlook`, in a process of its own |
| `.olm` (Outlook for Mac) | refused, with the way out |
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from analytics.errors import NothingToImport
from analytics.mailbox.splitting import HEADER, KEPT, RawMail, split
from analytics.wording import numbers

MAILBOXES = (".mbox", ".mbx")
MOST_PACKED, ALWAYS_UNPACKED = 300, 1_000_000_000
"""A part of a ZIP that unpacks to more than so many times its size, and to more than so many bytes, is a trap."""

LARGEST_MSG = 50_000_000
"""Bytes of an Outlook mail that are opened; what is larger holds attachments, its text is lost to us and counted."""

NOT_MAIL = (".msf", ".dat", ".html", ".pdf", ".json", ".jpg", ".png", ".plist", ".index", ".sqlite", ".ics", ".vcf")

MARKS = b"\r\n\xef\xbb\xbf"
"""Blank lines and the byte order mark, which some programs put before the first mail."""


def mails_in(path: Path) -> Iterator[RawMail]:
    """The mails of a file or folder, each as its first bytes with where it stands.

    Raises NothingToImport where there is no such file, where it holds no mail, and for a format that can't be read.
    """
    if not path.exists():
        raise NothingToImport(f"There is nothing at {path}.", "Check the path; a folder or a file can be given.")
    found = False
    for raw in _of_folder(path) if path.is_dir() else _of_file(path):
        found = True
        yield raw
    if not found:
        raise NothingToImport(
            f"{path.name} holds no mails that can be read.",
            "Export them as .mbox or .eml; a Takeout ZIP and a folder of mails can be given as they are.",
        )


def size_of(path: Path) -> int:
    """The bytes of a file, or of all files in a folder."""
    if path.is_dir():
        return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
    return path.stat().st_size


def _of_folder(folder: Path) -> Iterator[RawMail]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink() and not path.name.startswith("."):
            yield from _of_file(path, str(path.relative_to(folder.parent)), quietly=True)


def _of_file(path: Path, source: str | None = None, *, quietly: bool = False) -> Iterator[RawMail]:
    """The mails of one file; `quietly` passes over what is no mail, as lies about in folders."""
    source, ending = source or path.name, path.suffix.lower()
    if ending == ".olm":
        raise NothingToImport(
            f"{path.name} is an archive of Outlook for Mac, which can't be read.",
            "In Outlook select the mails, drag them into a folder as .eml files, and give that folder.",
        )
    if ending in (".pst", ".ost"):
        from analytics.mailbox.outlook_archive import mails_of_archive

        yield from mails_of_archive(path)
    elif ending == ".zip":
        yield from _of_zip(path, source)
    elif ending == ".msg":
        yield from _of_msg(path.read_bytes() if path.stat().st_size <= LARGEST_MSG else b"", source)
    elif ending == ".emlx":
        yield from _of_emlx(path.read_bytes()[: KEPT + 100], source)
    elif ending not in NOT_MAIL:
        with path.open("rb") as file:
            yield from _of_stream(file, source, is_named_mail=ending == ".eml" or (ending in MAILBOXES and not quietly))


def _of_stream(file: IO[bytes], source: str, *, is_named_mail: bool) -> Iterator[RawMail]:
    """An mbox where the file begins like one, a single mail where it begins with a header, else nothing."""
    start = file.read(2_000).lstrip(MARKS)
    file.seek(0)
    if start.startswith(b"From "):
        yield from split(file, source)
    elif start and (HEADER.match(start) or is_named_mail):
        yield RawMail(source, 0, file.read(KEPT).lstrip(MARKS))


def _of_zip(path: Path, source: str) -> Iterator[RawMail]:
    """The mails in a ZIP, each part read as it is unpacked; passwords and damage are said, not guessed."""
    try:
        with zipfile.ZipFile(path) as archive:
            for part in archive.infolist():
                ending = Path(part.filename).suffix.lower()
                if part.is_dir() or ending in NOT_MAIL or ending == ".zip":
                    continue
                if part.file_size > max(ALWAYS_UNPACKED, MOST_PACKED * part.compress_size):
                    raise NothingToImport(
                        f"{part.filename} in {path.name} would unpack to {numbers.count(part.file_size, 'byte')}, "
                        f"{MOST_PACKED} times its size and more; no mailbox does.",
                        "If it is one, unpack it and give the file itself.",
                    )
                with archive.open(part) as file:
                    yield from _of_part(file, f"{source}!{part.filename}", ending)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise NothingToImport(f"{path.name} can't be unpacked: {error}", "Download or export it again.") from error


def _of_part(file: IO[bytes], source: str, ending: str) -> Iterator[RawMail]:
    if ending == ".msg":
        yield from _of_msg(file.read(LARGEST_MSG), source)
    elif ending == ".emlx":
        yield from _of_emlx(file.read(KEPT + 100), source)
    else:
        yield from _of_stream(file, source, is_named_mail=ending == ".eml")


def _of_emlx(content: bytes, source: str) -> Iterator[RawMail]:
    """Apple Mail's own files: a line with the mail's length, the mail, a list of properties."""
    length, _, rest = content.partition(b"\n")
    if length.strip().isdigit():
        yield RawMail(source, 0, rest[: min(int(length), KEPT)])


def _of_msg(content: bytes, source: str) -> Iterator[RawMail]:
    from analytics.mailbox.outlook_mail import as_internet_mail

    mail = as_internet_mail(content)
    if mail:
        yield RawMail(source, 0, mail)
