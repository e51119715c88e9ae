"""How words of a log are compared: without case, accents, punctuation and stretched letters."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_STRETCHED = re.compile(r"([a-z])\1{2,}")
# Signs that people use as words: checks, crosses, hourglasses, faces and the like; arrows are none.
_SIGN = r"☐-☒✁-➓⌚-⏿☀-☏☓-⛿🌀-🫿"
_SIGNS = re.compile(f"[{_SIGN}]")
_NOT_WORD = re.compile(rf"[^\w{_SIGN}]+|_+")


# What stands in a cell that says nothing, as programs and people write it.
NOTHING = ("", "-", "--", "---", "?", "N/A", "n/a", "NA", "na", "None", "none", "NULL", "null", "Null", "Unknown",
           "unknown", "UNKNOWN", "TBD", "tbd", "#N/A", "#REF!", "nan", "NaN", "NaT", "undefined")  # fmt: skip

# What stands in a column of texts and is none.
FLAGS_ALONE = (
    "-",
    "--",
    "n/a",
    "na",
    "none",
    "no",
    "yes",
    "null",
    "nan",
    "?",
    "tbd",
    "unknown",
    "x",
    "true",
    "false",
    "nil",
)


@lru_cache(maxsize=20_000)
def normal(text: str) -> str:
    """`Reeejected :(` and `REJECTED` as one: lower case, plain letters, single spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(char for char in plain if not unicodedata.combining(char)).replace("\ufe0f", "")
    plain = _NOT_WORD.sub(" ", plain.replace("'", " ").replace("’", " "))
    return _STRETCHED.sub(r"\1", plain).strip()


def signs(text: str) -> str:
    """The signs among the words: `❌ Rejected` has ❌."""
    return "".join(_SIGNS.findall(text))


def signless(text: str) -> str:
    return _SIGNS.sub(" ", text)


@lru_cache(maxsize=20_000)
def heading(text: str) -> str:
    """A column's name for comparison; `appliedDate` is two words, and a sign before it none."""
    return normal(_CAMEL.sub(" ", signless(text).strip()))
