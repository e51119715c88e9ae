"""Sealing: the right passphrase opens, nothing else does, and a token tells neither words nor length."""

from __future__ import annotations

import pytest

from analytics.errors import InvalidEntry
from analytics.sealing import FILLED_TO, Lock, lock_number, new_lock, open_text, opened, seal

PASSPHRASE = "otter café lantern"


def test_the_passphrase_opens_what_it_sealed_also_after_the_lock_was_stored() -> None:
    lock, key = new_lock(3, PASSPHRASE)
    token = seal(key, "today was hard — 今日は")
    again = opened(Lock.from_text(lock.as_text()), PASSPHRASE)
    assert open_text(again, token) == "today was hard — 今日は"
    assert lock_number(token) == 3


def test_an_accent_typed_as_two_characters_is_the_same_passphrase() -> None:
    lock, _ = new_lock(1, PASSPHRASE)
    assert opened(lock, "otter cafe\u0301 lantern").number == 1


def test_a_wrong_passphrase_is_told_apart_without_opening_anything() -> None:
    lock, _ = new_lock(1, PASSPHRASE)
    with pytest.raises(InvalidEntry, match="does not open the journal"):
        opened(lock, PASSPHRASE + " ")


def test_a_short_passphrase_is_refused_with_advice() -> None:
    with pytest.raises(InvalidEntry, match=r"4 characters.*at least 8"):
        new_lock(1, "1234")


def test_a_token_changed_by_one_character_is_noticed() -> None:
    _, key = new_lock(1, PASSPHRASE)
    token = seal(key, "words")
    changed = token[:40] + ("A" if token[40] != "A" else "B") + token[41:]
    with pytest.raises(InvalidEntry, match="can't be opened"):
        open_text(key, changed)


def test_short_and_longer_entries_make_tokens_of_one_length() -> None:
    _, key = new_lock(1, PASSPHRASE)
    assert len(seal(key, "a")) == len(seal(key, "a" * FILLED_TO))


def test_a_key_shows_nothing_of_itself_when_printed() -> None:
    _, key = new_lock(1, PASSPHRASE)
    assert repr(key) == "Key(number=1)"
