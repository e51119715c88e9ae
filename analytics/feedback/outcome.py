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
NO, MAYBE_NO = "no", "maybe no"
ONLY_SEEMS = "no "
"""How a section begins of what only looks like another: "no offer"; and it is you that is moved on, not a date."""
PENDING, MAYBE_RECEIPT = "pending", "maybe receipt"
ASKED = "asked"
ASKS_YOU = re.compile(
    r" (?:could|can|would|will|do|are|have|may|which|when|what|how) [^?]*(?:you|your) [^?]*\?"
    r"| (?:sie|ihre?n?|vous|votre|vos|tu|te|tienes|usted|su|você|sua|tem) [^?]*\?"
)

CONDITION = re.compile(
    r" (?:if|unless|should (?:you|your|we|this|the|there)|falls|sollten?|sofern|wenn|si|sin|sans|caso"
    r"|se (?:não|for|tiver|houver|o|a)) "
)
"""How a part begins that says what would be: no answer to an application is taken from it."""
TURN = re.compile(r"(?<! anything)(?<! nothing)(?<! all) (?=(?:but|however|aber|jedoch|mais|pero|mas) (?!not ))")
"""Where a sentence turns: "most were not shortlisted, but you were"."""

GOOD_NEWS = (MessageOutcome.OFFER, MessageOutcome.RESCHEDULE, MessageOutcome.INVITATION)
PROMISES = frozenset((MessageOutcome.OFFER, MessageOutcome.INVITATION))
RECEIVED = (MessageOutcome.RECEIPT, MAYBE_RECEIPT)
REST = {
    MessageOutcome.QUESTION: MessageOutcome.QUESTION,
    MessageOutcome.RECEIPT: MessageOutcome.RECEIPT,
    MessageOutcome.NEWSLETTER: MessageOutcome.NEWSLETTER,
    ASKED: MessageOutcome.QUESTION,
    MAYBE_RECEIPT: MessageOutcome.RECEIPT,
}
"""What decides where there is neither a no nor good news, the surest first."""


@dataclass(frozen=True)
class Announcement:
    """What a message announces; whether it is about something else than work, or says both a no and good news."""

    outcome: MessageOutcome
    elsewhere: bool = False
    torn: bool = False


def announced(sentences: Sequence[str], path: Path = OUTCOMES) -> Announcement:
    """What a message announces, given as normalised sentences (sentences.normalised).

    A sentence alone that announces nothing may speak of a course or a journal and still be about an application.
    """
    phrases = Phrases.load(path)
    said = [_said(phrases, f" {part.strip()} ") for sentence in sentences for part in TURN.split(sentence)]
    seeming = {section.removeprefix(ONLY_SEEMS) for part in said for section in part if section.startswith(ONLY_SEEMS)}
    said = [part - seeming for part in said]
    every = frozenset[str]().union(*said)
    if ELSEWHERE in every and WORK not in every:
        alone = len(sentences) == 1 and not every - {ELSEWHERE, ASKED}
        return Announcement(MessageOutcome.UNKNOWN, elsewhere=not alone, torn=alone)
    withdrawn = MessageOutcome.WITHDRAWN in every
    if NO in every and not withdrawn and any(NO not in part and part & PROMISES for part in said):
        return Announcement(MessageOutcome.UNKNOWN, torn=True)
    return Announcement(_decided(said, every))


def _decided(said: Sequence[frozenset[str]], every: frozenset[str]) -> MessageOutcome:
    """The first answer that holds; what says nothing in particular is asked."""
    good = next((outcome for outcome in GOOD_NEWS if outcome in every), None)
    if MessageOutcome.WITHDRAWN in every:
        return MessageOutcome.WITHDRAWN
    if NO in every:
        closed = MessageOutcome.CLOSED in every and not _refused(said)
        return MessageOutcome.CLOSED if closed else MessageOutcome.REJECTED
    if MessageOutcome.CLOSED in every and not good:
        return MessageOutcome.CLOSED
    if PENDING in every:
        return MessageOutcome.QUESTION if MessageOutcome.QUESTION in every else MessageOutcome.RECEIPT
    if good:
        return good
    least = {*RECEIVED, MessageOutcome.QUESTION, ASKED, MessageOutcome.NEWSLETTER}
    if MAYBE_NO in every and WORK in every and not every & least:
        return MessageOutcome.REJECTED
    return next((outcome for section, outcome in REST.items() if section in every), MessageOutcome.UNKNOWN)


def _refused(said: Sequence[frozenset[str]]) -> bool:
    """Whether a sentence turns the person down without saying that the position went away."""
    return any(NO in of_sentence and MessageOutcome.CLOSED not in of_sentence for of_sentence in said)


def _said(phrases: Phrases, sentence: str) -> frozenset[str]:
    """The sections that have a phrase in the sentence; none but the subject where it only supposes."""
    found = phrases.matches(sentence)
    sections = {phrase.section for phrase, _ in found}
    subject = sections & {ELSEWHERE, WORK}
    if SUPPOSED in sections:
        return frozenset(subject | sections & {PENDING})
    blank = [
        (match.start(), end.start() if (end := CLAUSE_END.search(sentence, match.end() - 1)) else len(sentence))
        for phrase, match in found
        if phrase.section == SUPPOSED_ON
    ]
    stands = {
        phrase.section for phrase, match in found if not any(first <= match.start() < last for first, last in blank)
    }
    if ASKS_YOU.search(sentence):
        stands.add(ASKED)
    if CONDITION.match(sentence):
        stands -= {NO, MAYBE_NO, MessageOutcome.CLOSED, MessageOutcome.OFFER, MessageOutcome.WITHDRAWN}
    return frozenset(stands | subject | sections & {PENDING})
