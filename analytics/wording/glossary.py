"""What the words of the pages mean: one word for one thing. At the foot of every page."""

from __future__ import annotations

import tomllib
from functools import cache

from analytics import DATA


@cache
def glossary() -> dict[str, str]:
    """Each word with what it means, in the order in which they are met."""
    with (DATA / "glossary.toml").open("rb") as file:
        return {entry["word"]: entry["means"] for entry in tomllib.load(file)["word"]}
