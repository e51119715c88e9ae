"""What a message says, as sentences: what it reads like, what it names, and what was logged of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from analytics.taxonomy import ENGLISH, LANGUAGES, EventKind, FeedbackKind, MessageOutcome, Reason
from analytics.wording.numbers import (
    at_start,
    cases,
    count,
    day,
    how_many,
    joined,
    number,
    numeral,
    plural,
    share,
)

ENOUGH_CHECKED = 20
FEW_RIGHT = 0.8

READS_LIKE = {
    MessageOutcome.REJECTED: "This is a no.",
    MessageOutcome.CLOSED: "This says that the position went away.",
    MessageOutcome.OFFER: "This reads like an offer.",
    MessageOutcome.INVITATION: "This reads like an invitation.",
    MessageOutcome.RESCHEDULE: "This reads like a new date for something agreed.",
    MessageOutcome.QUESTION: "This reads like a question to you.",
    MessageOutcome.RECEIPT: "This reads like a receipt: they have your application.",
    MessageOutcome.WITHDRAWN: "This reads like the confirmation that you withdrew.",
    MessageOutcome.NEWSLETTER: "This reads like a newsletter or an alert, not like an answer to you.",
    MessageOutcome.UNKNOWN: "What this says is not clear enough to me. Please say what it is.",
}


def reads_like(outcome: MessageOutcome) -> str:
    """What a message reads like, for a person to accept or change."""
    return READS_LIKE[outcome]


def names(kind: FeedbackKind, reasons: Sequence[Reason], language: str | None) -> str:
    """Which reasons a message names; of another language that it was not read."""
    if language not in (None, ENGLISH) and not reasons:
        return not_read(language)
    if not reasons:
        return "It names no reason." if kind is not FeedbackKind.UNCLEAR else "Whether it names a reason is not clear."
    labels = joined([reason.label.lower() for reason in reasons])
    if not any(reason.in_my_hands for reason in reasons):
        return f"It names a reason that isn't in your hands: {labels}."
    return f"It names {labels}."


def named(reasons: Sequence[Reason]) -> str:
    """How many reasons a message names, before they are listed."""
    return f"It names {numeral(len(reasons))} {plural(len(reasons), 'reason')}"


def in_whose_hands(reasons: Sequence[Reason]) -> str:
    """Which of the reasons that a message names can be worked on."""
    mine = [reason for reason in reasons if reason.in_my_hands]
    if not reasons:
        return ""
    if len(reasons) == 1:
        return "It can be worked on." if mine else "It is not in your hands."
    if len(mine) == len(reasons):
        return "Both can be worked on." if len(mine) == 2 else "All of them can be worked on."
    if not mine:
        return "They are not in your hands."
    return f"{joined([reason.label for reason in mine])} can be worked on; the rest is not in your hands."


def gives_no_reason(unstated: int, rejections: int) -> str:
    """That a mail gives no reason, beside how many of one's own rejections gave none before."""
    if 2 * unstated > rejections:
        return f"They give no reason. That is the usual case: {cases(unstated, rejections)} gave none."
    return "They give no reason. That says nothing about you."


def not_read(language: str | None, outcome: MessageOutcome | None = None) -> str:
    """That a message is in another language, and what was understood all the same."""
    told = f" Outcome: {outcome.label.lower()}." if outcome and outcome is not MessageOutcome.UNKNOWN else ""
    name = LANGUAGES.get(language or "", "another language")
    return (
        f"This message is in {name}; reasons are read in English only.{told}"
        " You can say yourself what it gave as reason."
    )


def logged(
    event: EventKind | None, on: date | None, employer: str | None, role: str | None, *, added: bool, known: bool
) -> str:
    """What logging a message changed."""
    about = " at ".join(filter(None, (role, employer))) or "an application without a name"
    if event is None:
        return f"The words are kept with {about}; nothing else changed."
    when = f" on {day(on)}" if on else ""
    if known:
        return f"The words are kept with {about}. Your log had “{event.label}” already."
    new = " The application is new in your log." if added else ""
    return f"Logged for {about}: {event.label.lower()}{when}.{new}"


def measured(confirmed: int, corrected: int) -> str:
    """How many of a person's own texts were read rightly; nothing below ENOUGH_CHECKED."""
    checked = confirmed + corrected
    if checked < ENOUGH_CHECKED:
        return ""
    told = f"Of the {number(checked)} texts you checked, {share(confirmed, checked)} were read rightly."
    low = confirmed < FEW_RIGHT * checked
    return f"{told} That is few: better read your texts yourself." if low else told


def to_check(texts: int, doubtful: int, useful: int) -> str:
    """How many texts there are to check, and which come first."""
    if not texts:
        return "Nothing to check here."
    told = at_start(f"{count(texts, 'text')}, {how_many(useful)} with something to act on.")
    return f"{told} The ones I am least sure of come first." if doubtful else told
