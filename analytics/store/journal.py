"""What a person writes in their journal: plain, or sealed with a passphrase of theirs.

Used by the journal page and the debrief report. Only the owner's viewer reads the rows (sql/journal.sql). While the
journal is sealed, an entry is sealed before it reaches the database: no plain word of it ever touches a file. What is
deleted, changed or sealed later leaves no bytes behind (see store.py).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

import duckdb
import pandas as pd

from analytics.errors import InvalidEntry, NotAllowed, Refused
from analytics.sealing import Key, Lock, lock_number, new_lock, open_text, opened, seal
from analytics.store import settings
from analytics.store.numbers import next_id
from analytics.store.store import leave_no_trace

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


def write(
    connection: duckdb.DuckDBPyConnection, applicant_id: int, entry: Entry, key: Key | None, *, now: datetime
) -> int:
    """Adds an entry, sealed if the journal is. Returns its id."""
    _check(connection, applicant_id, entry)
    entry_id = next_id(connection, "journal", "entry_id")
    columns = _columns(connection, applicant_id, entry, key)
    connection.execute(
        """
        insert into journal (
            entry_id, applicant_id, written_on, mood, feelings, helped, what_happened, keep, change,
            application_id, sealed, recorded_at
        ) values (
            $entry, $applicant, $day, $mood, $feelings, $helped, $what_happened, $keep, $change,
            $application_id, $sealed, $now
        )
        """,
        {**columns, "entry": entry_id, "applicant": applicant_id, "day": entry.written_on, "now": now},
    )
    return entry_id


def correct(
    connection: duckdb.DuckDBPyConnection, applicant_id: int, entry_id: int, entry: Entry, key: Key | None
) -> None:
    """Replaces what an entry says; its earlier words leave no trace."""
    _check(connection, applicant_id, entry)
    _own(connection, applicant_id, entry_id)
    _put(connection, applicant_id, entry_id, _columns(connection, applicant_id, entry, key))
    connection.execute(
        "update journal set written_on = $day where entry_id = $entry and applicant_id = $applicant",
        {"day": entry.written_on, "entry": entry_id, "applicant": applicant_id},
    )
    leave_no_trace(connection)


def delete(connection: duckdb.DuckDBPyConnection, applicant_id: int, entry_id: int) -> None:
    """Deletes an entry for good; no copy is kept anywhere in the store."""
    _own(connection, applicant_id, entry_id)
    connection.execute(
        "delete from journal where entry_id = $entry and applicant_id = $applicant",
        {"entry": entry_id, "applicant": applicant_id},
    )
    leave_no_trace(connection)


def _check(connection: duckdb.DuckDBPyConnection, applicant_id: int, entry: Entry) -> None:
    texts = (entry.what_happened, entry.keep, entry.change)
    if not any((entry.mood, entry.feelings, entry.helped, *texts)):
        raise InvalidEntry("The entry is empty.", "Choose a mood, a feeling, or write a word or two.")
    if entry.mood is not None and not 1 <= entry.mood <= 5:
        raise InvalidEntry(f"A mood of {entry.mood} is not on the scale.", "Choose 1 to 5.")
    if any(text and len(text) > LONGEST for text in texts):
        raise InvalidEntry("The text is longer than we keep in one entry.", f"Stay below {LONGEST:,} characters.")
    if (
        entry.application_id is not None
        and not connection.execute(
            "select 1 from applications where application_id = $id and applicant_id = $applicant",
            {"id": entry.application_id, "applicant": applicant_id},
        ).fetchone()
    ):
        raise NotAllowed("That application is not in your log.", "Choose one from the list, or none.")


def _columns(connection: duckdb.DuckDBPyConnection, applicant_id: int, entry: Entry, key: Key | None) -> dict[str, Any]:
    """What is stored of an entry: its columns, or nothing but the token."""
    lock = _stored_lock(connection, applicant_id)
    columns = {name: asdict(entry)[name] for name in PRIVATE}
    for name in ("feelings", "helped"):
        columns[name] = json.dumps(columns[name], ensure_ascii=False) if columns[name] else None
    if lock is None:
        return {**columns, "sealed": None}
    if key is None or key.number != lock.number:
        raise Refused("The journal is sealed, and not open now.", "Open it with your passphrase, then save again.")
    return {**dict.fromkeys(PRIVATE), "sealed": seal(key, json.dumps(columns))}


def _put(connection: duckdb.DuckDBPyConnection, applicant_id: int, entry_id: int, columns: dict[str, Any]) -> None:
    connection.execute(
        """
        update journal set
            mood = $mood, feelings = $feelings, helped = $helped, what_happened = $what_happened,
            keep = $keep, change = $change, application_id = $application_id, sealed = $sealed
        where entry_id = $entry and applicant_id = $applicant
        """,
        {**columns, "entry": entry_id, "applicant": applicant_id},
    )


def _own(connection: duckdb.DuckDBPyConnection, applicant_id: int, entry_id: int) -> None:
    if not connection.execute(
        "select 1 from journal where entry_id = $entry and applicant_id = $applicant",
        {"entry": entry_id, "applicant": applicant_id},
    ).fetchone():
        raise NotAllowed(f"There is no entry {entry_id} of yours.", "Open the journal again.")


# --- sealing ---------------------------------------------------------------------------------------------


def seal_with(connection: duckdb.DuckDBPyConnection, applicant_id: int, passphrase: str) -> Key:
    """Seals the journal: every plain entry now, every new one before it is stored."""
    if _stored_lock(connection, applicant_id):
        raise Refused("The journal is sealed already.", "To use another passphrase, change it.")
    key = _set_lock(connection, applicant_id, passphrase)
    _move(connection, applicant_id, None, key)
    return key


def change_passphrase(connection: duckdb.DuckDBPyConnection, applicant_id: int, old: str, new: str) -> Key:
    """Seals every entry anew; the old passphrase opens nothing any more. Raises InvalidEntry if it is wrong."""
    before = _opened_lock(connection, applicant_id, old)
    key = _set_lock(connection, applicant_id, new)
    _move(connection, applicant_id, before, key)
    return key


def unseal(connection: duckdb.DuckDBPyConnection, applicant_id: int, passphrase: str) -> None:
    """Makes every entry plain again, those of a lost passphrase excepted."""
    before = _opened_lock(connection, applicant_id, passphrase)
    settings.remove(connection, applicant_id, LOCK)
    _move(connection, applicant_id, before, None)


def start_anew(connection: duckdb.DuckDBPyConnection, applicant_id: int, passphrase: str) -> Key:
    """A new passphrase after one was lost: the entries so far stay as they are, sealed, and their lock is kept."""
    lost = _stored_lock(connection, applicant_id)
    if lost is None:
        raise Refused("The journal is not sealed.", "There is no passphrase to replace.")
    settings.put(connection, applicant_id, f"{LOCK}_{lost.number}", lost.as_text())
    return _set_lock(connection, applicant_id, passphrase)


def open_earlier(connection: duckdb.DuckDBPyConnection, applicant_id: int, passphrase: str, key: Key | None) -> int:
    """Brings back entries of a passphrase that was found again. Returns how many; they are sealed with `key`."""
    current = _stored_lock(connection, applicant_id)
    if (current is None) != (key is None) or (current and key and current.number != key.number):
        raise Refused("The journal is sealed, and not open now.", "Open it with your present passphrase first.")
    for lock in _stored_earlier(connection, applicant_id):
        try:
            found = opened(lock, passphrase)
        except InvalidEntry:
            continue
        moved = _move(connection, applicant_id, found, key)
        if not _sealed_with(connection, applicant_id, lock.number):
            settings.remove(connection, applicant_id, f"{LOCK}_{lock.number}")
        return moved
    raise InvalidEntry("That passphrase opens none of the earlier entries.", "Try again; nothing was changed.")


def _move(connection: duckdb.DuckDBPyConnection, applicant_id: int, before: Key | None, after: Key | None) -> int:
    """Seals the entries of one key (None: the plain ones) with another. A token that is damaged stays as it is."""
    rows = connection.execute("select * from journal where applicant_id = $applicant", {"applicant": applicant_id}).df()
    mine = rows["sealed"].isna() if before is None else rows["sealed"].notna()
    moved = read(rows[mine], before).entries
    for entry in moved:
        assert entry.entry_id is not None
        columns = _columns(connection, applicant_id, entry, after)
        _put(connection, applicant_id, entry.entry_id, columns)
    leave_no_trace(connection)
    return len(moved)


def _set_lock(connection: duckdb.DuckDBPyConnection, applicant_id: int, passphrase: str) -> Key:
    used = [lock.number for lock in _stored_earlier(connection, applicant_id)]
    current = _stored_lock(connection, applicant_id)
    lock, key = new_lock(1 + max([*used, current.number if current else 0]), passphrase)
    settings.put(connection, applicant_id, LOCK, lock.as_text())
    return key


def _opened_lock(connection: duckdb.DuckDBPyConnection, applicant_id: int, passphrase: str) -> Key:
    lock = _stored_lock(connection, applicant_id)
    if lock is None:
        raise Refused("The journal is not sealed.", "There is no passphrase to change.")
    return opened(lock, passphrase)


def _sealed_with(connection: duckdb.DuckDBPyConnection, applicant_id: int, number: int) -> bool:
    tokens = connection.execute(
        "select sealed from journal where applicant_id = $applicant and sealed is not null",
        {"applicant": applicant_id},
    ).fetchall()
    return any(lock_number(token) == number for (token,) in tokens)


# --- settings --------------------------------------------------------------------------------------------


def _settings(connection: duckdb.DuckDBPyConnection, applicant_id: int) -> pd.DataFrame:
    return connection.execute(
        "select name, value from settings where applicant_id = $applicant order by name", {"applicant": applicant_id}
    ).df()


def _stored_lock(connection: duckdb.DuckDBPyConnection, applicant_id: int) -> Lock | None:
    return current_lock(_settings(connection, applicant_id))


def _stored_earlier(connection: duckdb.DuckDBPyConnection, applicant_id: int) -> tuple[Lock, ...]:
    return earlier_locks(_settings(connection, applicant_id))
