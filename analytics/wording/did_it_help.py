"""Whether reaching a goal went with better answers: the comparison of many people, and one person's own cases."""

from __future__ import annotations

from analytics.statistics.did_it_help import SPELL, BeforeAfter, Comparison, Control, Look
from analytics.wording.numbers import cases, count, joined, percent, points, signed

MEASURES = {
    ("invited", "sent"): "the share of applications that led to an invitation",
    ("named", "stated"): "the share of stated reasons that named it",
}
"""What is compared, in words."""


def in_words(look: Look) -> str:
    """What the comparison says, as an association; and that it can't tell where it finds something in nothing."""
    comparison, what = look.comparison, MEASURES[look.measure]
    numbers = (
        f"Of {count(comparison.people, 'person', 'people')} who reached such a goal, {what} was "
        f"{percent(comparison.before)} before that bad time and {percent(comparison.after)} after; of comparable "
        f"people without such a goal it went from {percent(comparison.comparable_before)} to "
        f"{percent(comparison.comparable_after)}."
    )
    if look.doubtful:
        return f"{numbers} But the same arithmetic finds something where nothing can be found, so it can't be told."
    if not look.helped:
        return f"{numbers} A difference of that size is also seen where nothing has changed."
    most = "" if look.looked_at < 2 else f", the clearest of {look.looked_at} looked at"
    return f"{numbers} It went with {_points(comparison.difference)}{most}: an association, not a proof."


CONTROLS = {
    Control.NOBODY_REACHED: "with somebody else in the place of the one who reached it",
    Control.SET_ONLY: "for goals that were set and not reached",
    Control.OUT_OF_HAND: "for positions that changed or closed, which no goal can move",
}
"""The negative controls, in words."""


WHO_IS_COUNTED = (
    "Of very many applications not all are counted: everybody who set a goal is, and of the others enough to compare"
    " with."
)
"""Whom the counts leave out (did_it_help.sql)."""


def controls_in_words(look: Look) -> str:
    """What the same arithmetic says where nothing can be found; nothing where too few people allow a control."""
    told = [
        f"{points(found.difference, found.low, found.high)} points {CONTROLS[control]}"
        for control, found in look.controls.items()
    ]
    return f"Where nothing can be found, the same arithmetic says: {joined(told)}." if told else ""


def plain_in_words(comparison: Comparison) -> str:
    """What the plain before and after would say, and why it is not believed."""
    return (
        f"Plain before and after would say {_points(comparison.plain_difference)}; goals are set after bad spells, "
        "which end anyway."
    )


def cases_in_words(case: BeforeAfter) -> str:
    """One person's own cases before and after a goal."""
    weeks = count(SPELL, "week")
    return (
        f"In the {weeks} before, {cases(case.invited_before.hits, case.invited_before.n)} applications led to an "
        f"invitation; in the {weeks} after it was reached, {cases(case.invited_after.hits, case.invited_after.n)}. "
        f"Of the rejections with a stated reason, {cases(case.named_before.hits, case.named_before.n)} named this one "
        f"before and {cases(case.named_after.hits, case.named_after.n)} after."
    )


def _points(difference: float) -> str:
    return f"{signed(100 * difference)} points"
