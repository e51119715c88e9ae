"""A trial of turns in sentences: what it could find, whose turn it is, and what it found."""

from __future__ import annotations

from analytics.statistics.turns import WORTH_IT, Plan, Turns
from analytics.wording.numbers import cases, chance, count, number, percent, plural


def power_in_words(usual: float, new: float, pairs: int, power: float) -> str:
    """What such a trial could find, and whether it is worth it."""
    said = (
        f"If {percent(new)} of applications the new way are invited and {percent(usual)} the usual way, "
        f"{count(2 * pairs, 'application')} in turns find it with a chance of {chance(power)}."
    )
    if power < WORTH_IT:
        return f"{said} You alone can't find this out; choose by what costs you less."
    return f"{said} Nothing is looked at before its planned end."


def turn_in_words(turns: Turns) -> str:
    """Which way the next application goes, or what the trial waits for."""
    planned = len(turns.plan.new)
    if turns.found is not None:
        return found_in_words(turns)
    if turns.next_is_new is None:
        waits = plural(turns.unsettled, "is", "are")
        return (
            f"All {number(planned)} are sent; {number(turns.unsettled)} {waits} neither answered nor a month old. The"
            " result comes then, and not before."
        )
    way = "the new way" if turns.next_is_new else "the usual way"
    return f"Application {number(turns.sent + 1)} of {number(planned)} goes {way}: so the coin fell, and it stays."


def found_in_words(turns: Turns) -> str:
    """What the trial found."""
    found, pairs = turns.found, len(turns.plan.coins)
    assert found is not None
    said = (
        f"The new way was invited in {cases(found.new_invited, pairs)}, the usual way in "
        f"{cases(found.usual_invited, pairs)}"
    )
    if not found.differs:
        return f"{said}: no more than the coins alone would bring. That is no proof that they are alike."
    better = "new" if found.new_alone > found.usual_alone else "usual"
    return f"{said}: the {better} way is better, more than the coins alone would bring."


def plan_in_words(plan: Plan) -> str:
    """What is tried, and how."""
    return (
        f"On trial: {plan.what}. {count(len(plan.coins), 'pair')} of applications, in the order in which you enter"
        " them; for each pair a coin says which goes the new way."
    )
