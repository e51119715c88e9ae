"""Every error a person may read: what happened, then what to do about it.

    SteppingStoneError
      Refused            asked for something that is not allowed or not possible
        NotAllowed       the viewer may not see or do it
        StoreTooNew      the store was written by a newer version
        StoreBusy        another program is writing
        StoreDamaged     a file of the store can't be read any more
        StoreRestored    a file of the store was made anew from a copy; said, not raised
        NotShownYet      something was stored, and what is read is still as before; said, not raised
        NotPermitted     the system lets us neither read nor write a file
        DiskFull         there is no room left
        NothingToImport  the file holds no job log, or nothing that can be read
        FileTooLarge     the file is larger than we read
        InvalidEntry     something typed in does not fit
        UnknownChoice    a query was asked by a grouping, filter or word that it does not know
        InvalidQuery     a query of an analyst's own can't be run
      AnswerNeeded       the file can't say it; a person has to

Raised anywhere in analytics; shown by `pages/frame` and by the command line, nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable


class SteppingStoneError(Exception):
    """The base: a title in a few words, what happened, and what to do."""

    title = "Something went wrong"

    def __init__(self, what_happened: str, what_to_do: str = "") -> None:
        self.what_happened = what_happened
        self.what_to_do = what_to_do
        super().__init__(f"{what_happened} {what_to_do}".strip())


class Refused(SteppingStoneError):
    title = "That can't be done"


class NotAllowed(Refused):
    title = "That is not yours to see"


class StoreTooNew(Refused):
    title = "This store is from a newer version"


class StoreBusy(Refused):
    title = "Another program is writing"


class StoreDamaged(Refused):
    title = "A file of the store is damaged"


class StoreRestored(Refused):
    title = "A file of the store was made anew"


class NotShownYet(Refused):
    title = "It is stored, and not shown yet"


class NotPermitted(Refused):
    title = "A file may not be read or written"


class DiskFull(Refused):
    title = "The disk is full"


class NothingToImport(Refused):
    title = "Nothing to import"


class FileTooLarge(Refused):
    title = "The file is too large"


class InvalidEntry(Refused):
    title = "Please check the entry"


class UnknownChoice(Refused, ValueError):
    title = "That can't be asked"

    def __init__(self, query: str, parameter: str, received: object, allowed: Iterable[object]) -> None:
        known = ", ".join(str(word) for word in allowed)
        super().__init__(
            f"{query} can't be asked with {parameter} {str(received)!r}.",
            f"It knows {known}." if known else "It knows none here.",
        )


class InvalidQuery(Refused):
    title = "That query can't be run"


class AnswerNeeded(SteppingStoneError):
    title = "One answer is needed"
