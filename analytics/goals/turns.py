"""Begins and ends a trial of turns: all coins are drawn at its beginning and kept, so that none is drawn again."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from analytics.errors import InvalidEntry, Refused
from analytics.statistics.turns import FEWEST_PAIRS, MOST_PAIRS, NAME, Plan
from analytics.store import settings
from analytics.store.writer import Writer


def begin(writer: Writer, what: str, pairs: int, coin: Callable[[], bool] = lambda: bool(secrets.randbits(1))) -> Plan:
    """A new trial from today on.

    Raises InvalidEntry where nothing is named or the pairs are too few or too many, and Refused while one is on.
    """
    if not what.strip():
        raise InvalidEntry("The trial has no name.", "Say in a few words what you do the new way.")
    if not FEWEST_PAIRS <= pairs <= MOST_PAIRS:
        raise InvalidEntry(f"{pairs} pairs are no trial.", f"Choose {FEWEST_PAIRS} to {MOST_PAIRS}.")
    kept = writer.frame("select name, value from settings where applicant_id = $applicant")
    if Plan.kept(kept) is not None:
        raise Refused("A trial is on already, and its coins are drawn.", "Take it to its end, or give it up first.")
    plan = Plan(" ".join(what.split()), writer.now.date(), tuple(coin() for _ in range(pairs)))
    settings.put(writer, NAME, plan.as_text())
    return plan


def give_up(writer: Writer) -> None:
    """Ends the trial, whatever it would have found."""
    settings.remove(writer, NAME)
