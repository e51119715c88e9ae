"""Feelings in words, and one gentle offer where somebody seems to carry much."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analytics.statistics.feelings import MUCH, Feeling, Strain
from analytics.wording.numbers import at_start, count, joined, number

OFFERS = {
    Strain.LOW: (
        "The last two weeks were heavy",
        "Most of what you wrote in them was low. That happens to many people in a search, and it passes. Somebody to "
        "talk to helps more than another application.",
    ),
    Strain.OVERWORK: (
        "You have been working hard",
        f"In each of the last two weeks you sent {number(MUCH)} applications or more. Fewer and better ones, and a day "
        "without any, cost you little.",
    ),
}
"""What is offered, and why, for each sign."""


def in_words(found: Sequence[Feeling]) -> str:
    """Which feelings come up most."""
    if not found:
        return "No entry names a feeling yet."
    most = [f"{feeling.word} ({number(feeling.entries)})" for feeling in found[:3]]
    return at_start(f"{joined(most)} come up most often.") if len(most) > 1 else at_start(f"{most[0]} comes up.")


def table(found: Sequence[Feeling]) -> pd.DataFrame:
    """A row a feeling."""
    return pd.DataFrame(
        [(feeling.word, feeling.entries, feeling.lately, feeling.last_on) for feeling in found],
        columns=["Feeling", "Entries", "In the last four weeks", "Last on"],
    )


def found_in_words(n: int, words: str) -> str:
    """How many entries hold what is looked for."""
    return at_start(f"{count(n, 'entry', 'entries')} with “{words}”.")
