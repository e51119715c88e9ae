"""Seals a journal with a passphrase: what is needed to check one, and to seal and open texts with it.

lock, key = new_lock(number=1, passphrase="…")      the lock is kept in the store, the key never
key = opened(lock, "…")                             InvalidEntry for another passphrase
open_text(key, seal(key, "…"))

The key comes from the passphrase by scrypt; texts are sealed by Fernet, which also notices any change to them.
Without the passphrase nobody can open a text: not the program, not those who wrote it.
"""

from __future__ import annotations

import base64
import json
import os
import unicodedata
from dataclasses import asdict, dataclass, field

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from analytics.errors import InvalidEntry

SHORTEST = 8
VERIFIED = b"Stepping Stone journal"
# About 0.4 s and 128 MB a guess, as OWASP's password storage advice asks for.
COST, BLOCK, LANES = 2**17, 8, 1
# Texts are filled up to a multiple of this, so that the length of a token tells little.
FILLED_TO = 512


@dataclass(frozen=True)
class Lock:
    """What the store keeps of a passphrase: enough to tell the right one, too little to find it."""

    number: int
    salt: str
    verifier: str
    cost: int
    block: int
    lanes: int

    def as_text(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_text(cls, text: str) -> Lock:
        return cls(**json.loads(text))


@dataclass(frozen=True)
class Key:
    """What opens the texts of one lock. Lives in memory only, and shows nothing of itself when printed."""

    number: int
    fernet: Fernet = field(repr=False, compare=False)


def new_lock(number: int, passphrase: str) -> tuple[Lock, Key]:
    """A lock for a new passphrase, and its key. Raises InvalidEntry for a passphrase that is too short."""
    if len(passphrase) < SHORTEST:
        raise InvalidEntry(
            f"The passphrase has {len(passphrase)} characters.",
            f"Choose at least {SHORTEST}; four or five unrelated words are good and can be remembered.",
        )
    salt = os.urandom(16)
    key = Key(number, _fernet(passphrase, salt, COST, BLOCK, LANES))
    verifier = key.fernet.encrypt(VERIFIED).decode()
    return Lock(number, base64.b64encode(salt).decode(), verifier, COST, BLOCK, LANES), key


def opened(lock: Lock, passphrase: str) -> Key:
    """The key of a lock. Raises InvalidEntry when the passphrase is another."""
    key = Key(lock.number, _fernet(passphrase, base64.b64decode(lock.salt), lock.cost, lock.block, lock.lanes))
    try:
        key.fernet.decrypt(lock.verifier.encode())
    except InvalidToken:
        raise InvalidEntry(
            "That passphrase does not open the journal.",
            "Try again; capital letters and spaces count. Nothing was changed.",
        ) from None
    return key


def seal(key: Key, text: str) -> str:
    """The text as a token that only this key opens, with the lock's number before it."""
    content = text.encode()
    filled = content + b"\0" * (-len(content) % FILLED_TO)
    return f"{key.number}:{key.fernet.encrypt(filled).decode()}"


def lock_number(token: str) -> int:
    """The number of the lock that a token was sealed with."""
    return int(token.partition(":")[0])


def open_text(key: Key, token: str) -> str:
    """The text of a token. Raises InvalidEntry for a token of another lock or one that was changed."""
    try:
        return key.fernet.decrypt(token.partition(":")[2].encode()).rstrip(b"\0").decode()
    except InvalidToken:
        raise InvalidEntry(
            "This entry can't be opened with this passphrase.",
            "It may be sealed with an earlier one, or its file was damaged. It was left as it is.",
        ) from None


def _fernet(passphrase: str, salt: bytes, cost: int, block: int, lanes: int) -> Fernet:
    # An é typed on another machine may be two characters there.
    typed = unicodedata.normalize("NFKC", passphrase).encode()
    key = Scrypt(salt=salt, length=32, n=cost, r=block, p=lanes).derive(typed)
    return Fernet(base64.urlsafe_b64encode(key))
