"""What a person writes in their journal: plain, or sealed with a passphrase of theirs.

Used by the journal page and the debrief report. Only the owner's viewer reads the rows (sql/journal.sql). While the
journal is sealed, an entry is sealed before it reaches the database: no plain word of it ever touches a file. What is
deleted, changed or sealed later leaves no bytes behind (see store.py).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import pandas as pd

from analytics.errors import InvalidEntry, Refused
from analytics.sealing import Key, Lock, lock_number, new_lock, open_text, opened, seal
from analytics.store import settings
from analytics.store.writer import Writer

LOCK = "journal_lock"
LONGEST = 20_000
PRIVATE = ("mood", "feelings", "helped", "what_happened", "keep", "change", "application_id")


@dataclass(frozen=True)
class Entry:
    """One entry, as its owner reads it."""

    written_on: date
    mood: int | None = None
    feelings: tuple[str, ...] = ()
    helped: tuple[str, ...] = ()
    what_happened: str | None = None
    keep: str | None = None
    change: str | None = None
    application_id: int | None = None
    entry_id: int | None = None

    def holds(self, words: str) -> bool:
        """Whether the entry names a feeling or holds a text with these words, whatever their case; any for none."""
        texts = (*self.feelings, *self.helped, self.what_happened, self.keep, self.change)
        return not words or any(words.casefold() in text.casefold() for text in texts if text)


@dataclass(frozen=True)
class Journal:
    """The entries that could be opened, newest first, and how many stay sealed and since which days."""

    entries: tuple[Entry, ...]
    sealed_on: tuple[date, ...]

    @property
    def sealed(self) -> int:
        return len(self.sealed_on)


# --- reading ---------------------------------------------------------------------------------------------


def read(rows: pd.DataFrame, key: Key | None) -> Journal:
    """The rows of `journal.sql`, opened as far as the key goes; nothing is lost where it does not."""
    entries, sealed = [], []
    for row in rows.to_dict("records"):
        entry = _opened_entry(row, key)
        if entry:
            entries.append(entry)
        else:
            sealed.append(_day(row["written_on"]))
    return Journal(tuple(entries), tuple(sealed))


def current_lock(chosen: pd.DataFrame) -> Lock | None:
    """The lock that new entries are sealed with, from the rows of `settings.sql`; None while the journal is plain."""
    return next((Lock.from_text(value) for name, value in _named(chosen) if name == LOCK), None)


def earlier_locks(chosen: pd.DataFrame) -> tuple[Lock, ...]:
    """Locks whose passphrase was lost; their entries stay sealed until it is found."""
    return tuple(Lock.from_text(value) for name, value in _named(chosen) if name.startswith(f"{LOCK}_"))


def _named(chosen: pd.DataFrame) -> Iterable[tuple[str, str]]:
    return zip(chosen["name"], chosen["value"], strict=True)


def _opened_entry(row: Mapping[Any, Any], key: Key | None) -> Entry | None:
    known = {name: None if pd.isna(row[name]) else row[name] for name in (*PRIVATE, "sealed")}
    if known["sealed"] is not None:
        if key is None or lock_number(known["sealed"]) != key.number:
            return None
        try:
            known = json.loads(open_text(key, known["sealed"]))
        except InvalidEntry:  # A damaged token is kept and counted; the other entries are still read.
            return None
    return Entry(
        written_on=_day(row["written_on"]),
        mood=_whole(known["mood"]),
        feelings=tuple(json.loads(known["feelings"] or "[]")),
        helped=tuple(json.loads(known["helped"] or "[]")),
        what_happened=known["what_happened"],
        keep=known["keep"],
        change=known["change"],
        application_id=_whole(known["application_id"]),
        entry_id=int(row["entry_id"]),
    )


def _day(value: Any) -> date:
    day: date = pd.Timestamp(value).date()
    return day


def _whole(value: Any) -> int | None:
    return None if value is None else int(value)


# --- writing ---------------------------------------------------------------------------------------------


def write(writer: Writer, entry: Entry, key: Key | None) -> int:
    """Adds an entry, sealed if the journal is. Returns its id."""
    _check(writer, entry)
    return writer.add("journal", written_on=entry.written_on, **_columns(writer, entry, key))


def correct(writer: Writer, entry_id: int, entry: Entry, key: Key | None) -> None:
    """Replaces what an entry says; its earlier words leave no trace."""
    _check(writer, entry)
    writer.change("journal", entry_id, written_on=entry.written_on, **_columns(writer, entry, key))
    writer.leave_no_trace()


def delete(writer: Writer, entry_id: int) -> None:
    """Deletes an entry for good; no copy is kept anywhere in the store."""
    writer.own("journal", entry_id)
    writer.delete("journal", entry_id=entry_id)
    writer.leave_no_trace()


def _check(writer: Writer, entry: Entry) -> None:
    texts = (entry.what_happened, entry.keep, entry.change)
    if not any((entry.mood, entry.feelings, entry.helped, *texts)):
        raise InvalidEntry("The entry is empty.", "Choose a mood, a feeling, or write a word or two.")
    if entry.mood is not None and not 1 <= entry.mood <= 5:
        raise InvalidEntry(f"A mood of {entry.mood} is not on the scale.", "Choose 1 to 5.")
    if any(text and len(text) > LONGEST for text in texts):
        raise InvalidEntry("The text is longer than we keep in one entry.", f"Stay below {LONGEST:,} characters.")
    if entry.application_id is not None:
        # A sealed entry keeps the number out of the writer's sight.
        writer.own("applications", entry.application_id, removed=True)


def _columns(writer: Writer, entry: Entry, key: Key | None) -> dict[str, Any]:
    """What is stored of an entry: its columns, or nothing but the token."""
    lock = _stored_lock(writer)
    columns = {name: asdict(entry)[name] for name in PRIVATE}
    for name in ("feelings", "helped"):
        columns[name] = json.dumps(columns[name], ensure_ascii=False) if columns[name] else None
    if lock is None:
        return {**columns, "sealed": None}
    if key is None or key.number != lock.number:
        raise Refused("The journal is sealed, and not open now.", "Open it with your passphrase, then save again.")
    return {**dict.fromkeys(PRIVATE), "sealed": seal(key, json.dumps(columns))}


# --- sealing ---------------------------------------------------------------------------------------------


def seal_with(writer: Writer, passphrase: str) -> Key:
    """Seals the journal: every plain entry now, every new one before it is stored.

    Raises Refused where it is sealed already.
    """
    if _stored_lock(writer):
        raise Refused("The journal is sealed already.", "To use another passphrase, change it.")
    key = _set_lock(writer, passphrase)
    _reseal(writer, None, key)
    return key


def change_passphrase(writer: Writer, old: str, new: str) -> Key:
    """Seals every entry anew; the old passphrase opens nothing any more. Raises InvalidEntry if it is wrong."""
    before = _opened_lock(writer, old)
    key = _set_lock(writer, new)
    _reseal(writer, before, key)
    return key


def unseal(writer: Writer, passphrase: str) -> None:
    """Makes every entry plain again, those of a lost passphrase excepted."""
    before = _opened_lock(writer, passphrase)
    settings.remove(writer, LOCK)
    _reseal(writer, before, None)


def start_anew(writer: Writer, passphrase: str) -> Key:
    """A new passphrase after one was lost: the entries so far stay as they are, sealed, and their lock is kept.

    Raises Refused where it is not sealed.
    """
    lost = _stored_lock(writer)
    if lost is None:
        raise Refused("The journal is not sealed.", "There is no passphrase to replace.")
    settings.put(writer, f"{LOCK}_{lost.number}", lost.as_text())
    return _set_lock(writer, passphrase)


def open_earlier(writer: Writer, passphrase: str, key: Key | None) -> int:
    """Brings back entries of a passphrase that was found again. Returns how many; they are sealed with `key`.

    Raises InvalidEntry where the passphrase opens none, and Refused while the journal is closed.
    """
    current = _stored_lock(writer)
    if (current is None) != (key is None) or (current and key and current.number != key.number):
        raise Refused("The journal is sealed, and not open now.", "Open it with your present passphrase first.")
    for lock in earlier_locks(_settings(writer)):
        try:
            found = opened(lock, passphrase)
        except InvalidEntry:
            continue
        moved = _reseal(writer, found, key)
        if not _sealed_with(writer, lock.number):
            settings.remove(writer, f"{LOCK}_{lock.number}")
        return moved
    raise InvalidEntry("That passphrase opens none of the earlier entries.", "Try again; nothing was changed.")


def _reseal(writer: Writer, before: Key | None, after: Key | None) -> int:
    """Seals the entries of one key (None: the plain ones) with another. A token that is damaged stays as it is."""
    rows = writer.frame("select * from journal where applicant_id = $applicant")
    mine = rows["sealed"].isna() if before is None else rows["sealed"].notna()
    moved = read(rows[mine], before).entries
    for entry in moved:
        assert entry.entry_id is not None
        writer.change("journal", entry.entry_id, **_columns(writer, entry, after))
    writer.leave_no_trace()
    return len(moved)


def _set_lock(writer: Writer, passphrase: str) -> Key:
    used = [lock.number for lock in earlier_locks(_settings(writer))]
    current = _stored_lock(writer)
    lock, key = new_lock(1 + max([*used, current.number if current else 0]), passphrase)
    settings.put(writer, LOCK, lock.as_text())
    return key


def _opened_lock(writer: Writer, passphrase: str) -> Key:
    lock = _stored_lock(writer)
    if lock is None:
        raise Refused("The journal is not sealed.", "There is no passphrase to change.")
    return opened(lock, passphrase)


def _sealed_with(writer: Writer, number: int) -> bool:
    tokens = writer.rows("select sealed from journal where applicant_id = $applicant and sealed is not null")
    return any(lock_number(token) == number for (token,) in tokens)


def _settings(writer: Writer) -> pd.DataFrame:
    return writer.frame("select name, value from settings where applicant_id = $applicant order by name")


def _stored_lock(writer: Writer) -> Lock | None:
    return current_lock(_settings(writer))
