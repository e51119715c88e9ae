"""What disk and database object to, as errors that a person may read: the right cause, and what to do about it."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from analytics.errors import DiskFull, NotPermitted, Refused, SteppingStoneError, StoreBusy, StoreDamaged

_FULL = (errno.ENOSPC, errno.EDQUOT)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


@contextmanager
def translated() -> Iterator[None]:
    """Whatever the system or DuckDB raises inside becomes one of our errors."""
    try:
        yield
    except (OSError, duckdb.Error, MemoryError) as error:
        raise as_ours(error) from error


def as_ours(error: BaseException) -> SteppingStoneError:
    """Our error for what the system or DuckDB raised."""
    words = str(error).splitlines()[0] if str(error) else type(error).__name__
    said = words.casefold()
    number = error.errno if isinstance(error, OSError) else None
    if number in _FULL or "no space left" in said or "disk quota" in said:
        return DiskFull("The disk is full.", "What was stored before is kept. Free some space and try again.")
    if number in _FORBIDDEN or "permission denied" in said or "read-only file system" in said:
        return NotPermitted(f"A file may not be read or written: {words}.", "Give yourself permission and try again.")
    if "could not set lock" in said or "conflicting lock" in said:
        return StoreBusy("Another program has the store's file open.", "Close it and try again.")
    if isinstance(error, MemoryError | duckdb.OutOfMemoryException):
        return Refused("This takes more memory than there is.", "Close other programs, or do it in smaller parts.")
    if isinstance(error, duckdb.SerializationException | duckdb.InternalException | duckdb.FatalException):
        return StoreDamaged(f"A file of the store is damaged: {words}", "Run `steppingstone check`.")
    return Refused(f"The store could not do this: {words}", "Nothing was changed. Please report these words.")
