"""The store's files as bytes: copied, synced, summed, and read to their end."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from pathlib import Path

import duckdb

from analytics.store.faults import UNFINISHED, translated

# Linux's ioctl for a copy that shares its blocks with the original until one of them changes.
CLONE = 0x40049409


def opened(path: Path) -> duckdb.DuckDBPyConnection:
    """A database file to read. One process opens a file with one configuration, so every reader comes here."""
    locked: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": "2GB",
        "enable_external_access": "false",
        "lock_configuration": "true",
    }
    return duckdb.connect(str(path), read_only=True, config=locked)


def copy(source: Path, target: Path) -> None:
    """A synced copy; what is left of one that failed is removed."""
    try:
        if not _cloned(source, target):
            shutil.copyfile(source, target)
        sync(target)
    except OSError:
        target.unlink(missing_ok=True)
        raise


def _cloned(source: Path, target: Path) -> bool:
    if not sys.platform.startswith("linux"):
        return False
    import fcntl

    with source.open("rb") as original, target.open("wb") as clone:
        try:
            fcntl.ioctl(clone, CLONE, original.fileno())
        except OSError:  # Most file systems can't.
            return False
    return True


def sync(path: Path) -> None:
    """Returns once a file, or the names in a folder, are on the disk."""
    if path.is_dir() and os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def unfinished(path: Path) -> Path:
    """Where a file or folder is written until it is whole and takes its place."""
    return path.with_name(path.name + UNFINISHED)


def write(path: Path, content: bytes) -> None:
    """Puts synced content in the place of a file at once: whoever reads it finds the old or the new."""
    part = unfinished(path)
    try:
        part.write_bytes(content)
        sync(part)
        part.replace(path)
        sync(path.parent)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check_whole(path: Path) -> None:
    """Has DuckDB read all of a database file, which it checks block by block; raises StoreDamaged where it can't."""
    with translated(), opened(path) as connection:
        for (table,) in connection.execute("select table_name from duckdb_tables()").fetchall():
            connection.execute(f'select bit_xor(hash(columns(*))) from "{table}"').fetchall()  # noqa: S608  its own names
