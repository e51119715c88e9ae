"""One message, whole: the letter, what it says, and who wrote it about what. For pages and for mailboxes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from analytics.feedback import clean
from analytics.feedback.clean import Letter
from analytics.feedback.interpretation import Interpretation, interpret
from analytics.feedback.proposal import Proposal, proposed
from analytics.taxonomy import MessageOutcome


@dataclass(frozen=True)
class Message:
    """A letter with its interpretation and what is proposed as its employer, role, day and contact."""

    letter: Letter
    interpretation: Interpretation
    proposal: Proposal


def message(source: bytes | str, today: date) -> Message:
    """A message from an e-mail's source, an HTML page or a text as pasted; no day in it is later than `today`."""
    letter = clean.letter(source)
    return Message(letter, announced_in(letter), proposed(letter, today))


def announced_in(letter: Letter) -> Interpretation:
    """What a letter says. Where the text alone does not say what it announces, its subject is asked as well."""
    (interpretation,) = interpret([letter.text])
    if interpretation.outcome is MessageOutcome.UNKNOWN and letter.subject:
        (with_subject,) = interpret([f"{letter.subject}.\n\n{letter.text}"])
        interpretation = replace(interpretation, outcome=with_subject.outcome)
    return interpretation
