"""What the journal offers to write about, and the words it suggests; kept in data/reflection/prompts.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from analytics import DATA


@dataclass(frozen=True)
class Prompts:
    """Names of the five moods, suggested feelings and helps, and a few questions for each part of an entry."""

    moods: dict[int, str]
    feelings: tuple[str, ...]
    helped: tuple[str, ...]
    what_happened: tuple[str, ...]
    keep: tuple[str, ...]
    change: tuple[str, ...]


@cache
def prompts() -> Prompts:
    told = tomllib.loads((DATA / "reflection" / "prompts.toml").read_text(encoding="utf-8"))
    return Prompts(
        {int(number): name for number, name in told["moods"].items()},
        tuple(told["words"]["feelings"]),
        tuple(told["words"]["helped"]),
        *(tuple(told[part]["prompts"]) for part in ("what_happened", "keep", "change")),
    )


def turn(questions: tuple[str, ...], number: int) -> str:
    """One question of several, another for every entry."""
    return questions[number % len(questions)]
