"""What a mail is taken for: what both readers say of it, and what is usual where its application stands.

    judged(kinds, chances, before)  ->  Judgement(chances={MessageOutcome.REJECTED: 0.97, …}, …)

Stored unasked is what rests on the sender or a calendar, and what both readers agree on; a no always needs both.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from analytics.mailbox.kinds import Kinds
from analytics.taxonomy import EventKind
from analytics.taxonomy import MessageOutcome as M

K = EventKind
NO = (K.REJECTED, K.CLOSED)
ROUNDS_AND_TESTS = (K.SCREENING, K.INTERVIEW, K.FINAL, K.ASSESSMENT)

SURE, SURE_NO = 0.8, 0.9
"""The chance from which a kind is certain that both readers name."""
SURE_ALONE = 0.95
"""The same where the phrases say nothing; a no is never stored so."""
SAME_NO = 0.75
"""The least chance of the very no that is stored, of a no and a closed position."""
OFFERED = 0.08
"""The chance from which a kind is offered in a question."""

PHRASES_SAY = 8.0
"""How much likelier an outcome is when the phrases name it; they are right about nine times in ten where they speak."""
AT_FIRST: Mapping[M, float] = {M.RECEIPT: 4.0, M.OFFER: 0.3, M.RESCHEDULE: 0.3, M.REJECTED: 0.7, M.CLOSED: 0.7}
FROM_SYSTEM = 3.0
"""How much likelier still the first mail of a recruiting system is a receipt."""
NAMES_ROUND = 4.0
"""How much likelier an invitation is in a mail that speaks of an interview and names a day to come."""
AFTER_RECEIPT: Mapping[M, float] = {M.RECEIPT: 0.3}
AFTER_ROUND: Mapping[M, float] = {M.RECEIPT: 0.1, M.OFFER: 2.0, M.REJECTED: 1.5}
AFTER_NO: Mapping[M, float] = {M.UNKNOWN: 4.0, M.RECEIPT: 0.1}
BELONGING: Mapping[M, float] = {M.UNKNOWN: 0.6, M.NEWSLETTER: 0.2, M.WITHDRAWN: 0.2}
"""How usual an outcome is in a mail of an application where it stands, against all mails of all kinds."""

OUTCOME_OF = {kind: outcome for outcome in M for kind in outcome.event_kinds}
SAYS_NEWS = tuple(outcome for outcome in M if outcome.event_kinds)


@dataclass(frozen=True)
class Judgement:
    """The kind that a mail is taken for (None: nothing that happened), whether it only moves an appointment, whether
    that is certain, and what else it may be."""

    kind: EventKind | None
    moves: bool
    sure: bool
    offered: tuple[EventKind, ...]
    news: float
    """The chance that it says anything of an application."""


def judged(
    kinds: Kinds, chances: Mapping[M, float], before: Collection[EventKind], *, names_day: bool = False
) -> Judgement:
    """What an employer's mail is, in an application to which `before` has happened. `names_day`: one still to come."""
    weighed = _weighed(kinds, chances, before, names_day)
    likeliest = max(weighed, key=lambda outcome: weighed[outcome], default=M.UNKNOWN)
    said = kinds.likely[0] if kinds.likely else None
    moves = kinds.moves
    if said is None and not moves and weighed.get(likeliest, 0.0) >= SURE_ALONE and not likeliest.is_no:
        said, moves = _first_kind(likeliest, kinds, before), likeliest is M.RESCHEDULE
        # A call that is announced may be about anything, and what follows one may be any round.
        invites = likeliest is M.INVITATION and names_day and said in kinds.rounds[:1] and said is not K.SCREENING
        sure = (likeliest is M.RECEIPT or invites) and not any(kind in before for kind in NO)
    else:
        sure = _is_sure(said, moves, kinds, weighed, before, names_day)
    news = sum(weighed.get(outcome, 0.0) for outcome in SAYS_NEWS)
    return Judgement(said, moves, sure, _offered(said, moves, kinds, weighed), news)


def _weighed(
    kinds: Kinds, chances: Mapping[M, float], before: Collection[EventKind], names_day: bool
) -> dict[M, float]:
    named = OUTCOME_OF.get(kinds.likely[0]) if kinds.likely else M.RESCHEDULE if kinds.moves else None
    factors = dict(BELONGING)
    usual = (
        AFTER_NO if any(kind in before for kind in NO)
        else AFTER_ROUND if any(kind in before for kind in ROUNDS_AND_TESTS)
        else AFTER_RECEIPT if before
        else AT_FIRST
    )  # fmt: skip
    for outcome, factor in usual.items():
        factors[outcome] = factors.get(outcome, 1.0) * factor
    if kinds.from_system and not before:
        factors[M.RECEIPT] *= FROM_SYSTEM
    if kinds.names_round and names_day and named is None:
        factors[M.INVITATION] = factors.get(M.INVITATION, 1.0) * NAMES_ROUND
    if named is not None:
        factors[named] = factors.get(named, 1.0) * PHRASES_SAY
    raised = {outcome: chance * factors.get(outcome, 1.0) for outcome, chance in chances.items()}
    total = sum(raised.values())
    return {outcome: value / total for outcome, value in raised.items()} if total else {}


def _is_sure(
    said: EventKind | None,
    moves: bool,
    kinds: Kinds,
    weighed: Mapping[M, float],
    before: Collection[EventKind],
    names_day: bool,
) -> bool:
    if not weighed:
        return kinds.structural and said not in NO
    noes = weighed.get(M.REJECTED, 0.0) + weighed.get(M.CLOSED, 0.0)
    if said in NO:
        return noes >= SURE_NO and weighed.get(OUTCOME_OF[said], 0.0) >= SAME_NO
    if kinds.round_unclear or (said is K.ACKNOWLEDGED and noes >= 1 - SURE):
        # Thanks for applying stand in a no as well.
        return False
    if any(kind in before for kind in NO) and not kinds.structural:
        # What goes on after a no is rare, and words between people are free.
        return False
    if said in ROUNDS_AND_TESTS and not (kinds.structural or kinds.names_round or names_day):
        # "Are you free on Friday?" may be about lunch.
        return False
    outcome = OUTCOME_OF[said] if said else M.RESCHEDULE
    return kinds.structural or ((said is not None or moves) and weighed.get(outcome, 0.0) >= SURE)


def _first_kind(outcome: M, kinds: Kinds, before: Collection[EventKind]) -> EventKind | None:
    if outcome is M.INVITATION:
        # A call or a test that was is often named in what comes after it.
        return next((kind for kind in kinds.rounds if kind not in before), K.INTERVIEW)
    return None if outcome is M.RESCHEDULE else outcome.event_kinds[0] if outcome.event_kinds else None


def _offered(said: EventKind | None, moves: bool, kinds: Kinds, weighed: Mapping[M, float]) -> tuple[EventKind, ...]:
    likely = [outcome for outcome in sorted(weighed, key=lambda one: -weighed[one]) if weighed[outcome] >= OFFERED]
    others = [
        kind
        for outcome in likely
        for kind in (kinds.rounds if outcome is M.INVITATION and kinds.rounds else outcome.event_kinds)[:3]
    ]
    first = [*kinds.likely, *([K.RESCHEDULED] if moves else []), *([said] if said else [])]
    return tuple(dict.fromkeys((*first, *others) if likely else (*first, *kinds.rounds)))[:5]
