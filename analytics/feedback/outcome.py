"""What does a message announce: a no, an offer, an invitation, a receipt …? Asked before anything else is read.

    announced([" we would like to invite you to an interview "]).outcome -> MessageOutcome.INVITATION

Phrases of five languages (data/feedback/outcomes.txt) are looked for in every sentence, and the first answer of ORDER
that has one decides. A no is taken only from words that say it in full; what is unclear is asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from analytics import DATA
from analytics.feedback.phrases import Phrases
from analytics.feedback.rules import CLAUSE_END
from analytics.taxonomy import MessageOutcome

OUTCOMES = DATA / "feedback" / "outcomes.txt"

SUPPOSED, SUPPOSED_ON = "supposed", "supposed on"
ELSEWHERE, WORK = "elsewhere", "work"
NO, MAYBE_NO, NO_OFFER = "no", "maybe no", "no offer"
ASKS_YOU = re.compile(r" (?:you|your|sie|ihre?n?|vous|votre|vos|tu|te|tienes|usted|su|você|sua|tem) [^?]*\?")

GOOD_NEWS = (MessageOutcome.OFFER, MessageOutcome.RESCHEDULE, MessageOutcome.INVITATION)
"""What a no in so many words outweighs: it is often followed by "you are welcome to apply again"."""
NO_ANSWER = (MessageOutcome.QUESTION, MessageOutcome.RECEIPT)
"""What counts only where nothing above is said: an invitation asks something, a rejection thanks for applying."""


@dataclass(frozen=True)
class Announcement:
    """What a message announces, and whether it is about something else than work."""

    outcome: MessageOutcome
    elsewhere: bool = False


def announced(sentences: Sequence[str], path: Path = OUTCOMES) -> Announcement:
    """What a message announces, given as normalised sentences (sentences.normalised)."""
    phrases = Phrases.load(path)
    said = [_said(phrases, sentence) for sentence in sentences]
    every = frozenset[str]().union(*said)
    if ELSEWHERE in every and WORK not in every:
        return Announcement(MessageOutcome.UNKNOWN, elsewhere=True)
    return Announcement(_decided(said, every))


def _decided(said: Sequence[frozenset[str]], every: frozenset[str]) -> MessageOutcome:
    if MessageOutcome.WITHDRAWN in every:
        return MessageOutcome.WITHDRAWN
    if MessageOutcome.NEWSLETTER in every and not every & {NO, *GOOD_NEWS, MessageOutcome.RECEIPT}:
        return MessageOutcome.NEWSLETTER
    if NO in every:
        return (
            MessageOutcome.CLOSED if MessageOutcome.CLOSED in every and not _refused(said) else MessageOutcome.REJECTED
        )
    if MessageOutcome.CLOSED in every and not every & set(GOOD_NEWS):
        return MessageOutcome.CLOSED
    if MessageOutcome.OFFER in every and NO_OFFER not in every:
        return MessageOutcome.OFFER
    for outcome in (MessageOutcome.RESCHEDULE, MessageOutcome.INVITATION):
        if outcome in every:
            return outcome
    if MAYBE_NO in every and WORK in every and not every & {*NO_ANSWER, MessageOutcome.NEWSLETTER}:
        return MessageOutcome.REJECTED
    return next(
        (outcome for outcome in (MessageOutcome.NEWSLETTER, *NO_ANSWER) if outcome in every), MessageOutcome.UNKNOWN
    )


def _refused(said: Sequence[frozenset[str]]) -> bool:
    """Whether a sentence turns the person down without saying that the position went away."""
    return any(NO in of_sentence and MessageOutcome.CLOSED not in of_sentence for of_sentence in said)


def _said(phrases: Phrases, sentence: str) -> frozenset[str]:
    """The sections that have a phrase in the sentence; none but the subject where it only supposes."""
    found = phrases.matches(sentence)
    sections = {phrase.section for phrase, _ in found}
    subject = sections & {ELSEWHERE, WORK}
    if SUPPOSED in sections:
        return frozenset(subject)
    blank = [
        (match.start(), end.start() if (end := CLAUSE_END.search(sentence, match.end() - 1)) else len(sentence))
        for phrase, match in found
        if phrase.section == SUPPOSED_ON
    ]
    stands = {
        phrase.section for phrase, match in found if not any(first <= match.start() < last for first, last in blank)
    }
    if ASKS_YOU.search(sentence):
        stands.add(MessageOutcome.QUESTION)
    return frozenset(stands | subject)
