"""What the system, DuckDB and the readers of files object to, as errors that a person may read.

Used where the store meets the disk, and at both outer edges (`app.py` and the command line), so that whatever was
raised is said with its right cause and with what to do.
"""

from __future__ import annotations

import csv
import errno
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from analytics.errors import (
    DiskFull,
    FileTooLarge,
    NothingToImport,
    NotPermitted,
    Refused,
    SteppingStoneError,
    StoreBusy,
    StoreDamaged,
    StoreTooNew,
)

UNFINISHED = ".unfinished"
"""What stands behind a file's name until it is whole."""

RAISED = (OSError, duckdb.Error, MemoryError, zipfile.BadZipFile, zlib.error, csv.Error, EOFError)
"""What is ours to say in other words; anything else is a fault of the program itself."""

_FULL = (errno.ENOSPC, errno.EDQUOT)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
_DAMAGED = ("checksum", "corrupt", "not a valid duckdb database", "deserialize", "could not read")
_DAMAGE = (duckdb.SerializationException, duckdb.InternalException, duckdb.FatalException)


@contextmanager
def translated() -> Iterator[None]:
    """Whatever the system or DuckDB raises inside becomes one of our errors."""
    try:
        yield
    except RAISED as error:
        raise as_ours(error) from error


def as_ours(error: BaseException) -> SteppingStoneError:
    """Our error for what the system, DuckDB or a reader of files raised; its title and words name the cause."""
    words = str(error).splitlines()[0] if str(error) else type(error).__name__
    said = words.casefold()
    number = error.errno if isinstance(error, OSError) else None
    if "maximum line size" in str(error).casefold():
        return FileTooLarge("A row of the file is longer than 16 MB.", "Shorten the cell that makes it so long.")
    if number in _FULL or "no space left" in said or "disk quota" in said or "max_temp_directory_size" in said:
        return DiskFull(
            "No space is left to write a file.",
            "What was stored before is kept. Free some space on that disk and try again.",
        )
    if number in _FORBIDDEN or "permission denied" in said or "read-only file system" in said:
        return NotPermitted(
            f"{_place(error) or words} may not be read or written.", "Permit it, or choose another place."
        )
    if "could not set lock" in said or "conflicting lock" in said:
        return StoreBusy("Another program has the store's file open.", "Close it and try again.")
    if "can only read versions between" in said:
        return StoreTooNew(
            f"A file was written by a newer version: {words}", "Install that version again; nothing was changed."
        )
    if isinstance(error, MemoryError | duckdb.OutOfMemoryException):
        return Refused("This takes more memory than there is.", "Close other programs, or do it in smaller parts.")
    if any(sign in said for sign in _DAMAGED) or isinstance(error, _DAMAGE):
        return StoreDamaged(f"A file of the store is damaged: {words}", "Run `steppingstone check`.")
    if isinstance(error, zipfile.BadZipFile | zlib.error | EOFError):
        return NothingToImport(f"The file is damaged or was cut off: {words}.", "Get it again and try once more.")
    if isinstance(error, csv.Error):
        return NothingToImport(f"The table can't be read: {words}.", "Save it as CSV again and try once more.")
    if isinstance(error, OSError):
        place = _place(error)
        if place:
            return Refused(f"{place} can't be read or written: {error.strerror}.", "Choose another place.")
        return Refused(f"The system objected: {words}.", "Nothing was changed.")
    return Refused(f"The store could not do this: {words}", "Nothing was changed. Please report these words.")


def _place(error: BaseException) -> str | None:
    """The file or folder that the system objects to, by the name it was asked for under."""
    name = error.filename if isinstance(error, OSError) else None
    return str(name).removesuffix(UNFINISHED) if name else None
