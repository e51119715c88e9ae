"""The ten takeaways of the advice as a list that knows which are done, and what hiring managers look for.

The texts are in data/reflection/takeaways.toml; what was done is counted by `takeaways.sql`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from analytics import DATA
from analytics.statistics.self_assessment import ThemeView
from analytics.taxonomy import Theme
from analytics.wording.numbers import EMPTY, count, number


@dataclass(frozen=True)
class Takeaway:
    """One of the ten: what to do, why, the count that says it was done, and the page (by its name) where it is."""

    name: str
    why: str
    done: str
    page: str
    address: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class LookedFor:
    """One thing that hiring managers look for, and the theme it is rated under."""

    theme: Theme
    name: str
    why: str


@cache
def takeaways() -> tuple[Takeaway, ...]:
    """All ten, in the order in which they come up."""
    return tuple(Takeaway(**written) for written in _written()["takeaway"])


@cache
def looked_for() -> tuple[LookedFor, ...]:
    """What hiring managers look for."""
    return tuple(LookedFor(Theme(it["theme"]), it["name"], it["why"]) for it in _written()["looked_for"])


def in_words(counts: Mapping[str, int]) -> str:
    """How many of the ten are begun, and the first that is not."""
    open_ones = [it for it in takeaways() if not counts[it.done]]
    begun = f"{number(len(takeaways()) - len(open_ones))} of {number(len(takeaways()))} are begun"
    return f"{begun}. Next: {open_ones[0].name.lower()}." if open_ones else f"{begun}: nothing is left but to go on."


def times(n: int) -> str:
    """How often something was done."""
    return f"done, {count(n, 'time')}" if n else "not yet"


def beside_mine(views: Sequence[ThemeView]) -> list[tuple[LookedFor, str]]:
    """What is looked for, each with one's own score and others' mean, as far as they are known."""
    by_theme = {view.theme: view for view in views}
    return [(it, _scores(by_theme.get(it.theme))) for it in looked_for()]


def _scores(view: ThemeView | None) -> str:
    mine = number(view.own) if view is not None and view.own else EMPTY
    others = number(view.others, 1) if view is not None and view.others else EMPTY
    return f"I say {mine}, others say {others}, of 5"


def _written() -> dict[str, list[dict[str, Any]]]:
    written: dict[str, list[dict[str, Any]]] = tomllib.loads(
        (DATA / "reflection" / "takeaways.toml").read_text(encoding="utf-8")
    )
    return written
