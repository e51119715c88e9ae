"""How words of a log are compared: without case, accents, punctuation and stretched letters."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_STRETCHED = re.compile(r"([a-z])\1{2,}")
_NOT_WORD = re.compile(r"[^\w✓✔✅☑✗✘❌☐]+|_+")


@cache
def normal(text: str) -> str:
    """`Reeejected :(` and `REJECTED` as one: lower case, plain letters, single spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(char for char in plain if not unicodedata.combining(char)).replace("\ufe0f", "")
    plain = _NOT_WORD.sub(" ", plain.replace("'", " ").replace("’", " "))
    return _STRETCHED.sub(r"\1", plain).strip()


@cache
def heading(text: str) -> str:
    """A column's name for comparison; `appliedDate` is two words."""
    return normal(_CAMEL.sub(" ", text.strip()))
