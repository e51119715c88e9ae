"""A message becomes an interpretation: what it announces, in which language, and which reasons it names in which words.

    found, = interpret(["Your SQL was not strong enough."])
    found.reasons -> (Finding(reason='experience_or_skills', theme='technical_skills', polarity='weakness', ...),)

What a text says as a whole is asked first: an offer or an invitation names no reason, and reasons are read in English
only. The steps: letterhead.py, sentences.py, language.py, outcome.py, judging.py; message.py adds who wrote it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice
from typing import Any

from analytics.feedback.classifier import Classifier
from analytics.feedback.judging import FACT, Finding, Verdict, judged
from analytics.feedback.language import language_of
from analytics.feedback.outcome import Announcement, announced
from analytics.feedback.reason_lists import Listed, look_up
from analytics.feedback.sentences import Sentence, split
from analytics.taxonomy import ENGLISH, FeedbackKind, MessageOutcome, Polarity, Reason, Sign

BATCH = 300
LEAST_ENGLISH = 6
"""Words from which a sentence in a message of another language is read for itself."""
PLAINLY = 0.8
"""From this confidence on a reason like "other candidates" makes a no of a message that else says only thanks."""

ONLY_THANKS = (MessageOutcome.RECEIPT, MessageOutcome.NEWSLETTER)

CAN_BE_ACTED_ON = frozenset(reason for reason in Reason if reason.in_my_hands)


class Method(StrEnum):
    """By what a text is read; a person's reading is stored under the method 'person'."""

    RULES = "rules"
    BOTH = "rules+classifier"


@dataclass(frozen=True)
class Interpretation:
    """What one message says. `language` is None where there are too few words to tell."""

    outcome: MessageOutcome
    language: str | None
    kind: FeedbackKind
    sign: Sign | None
    reasons: tuple[Finding, ...]
    confidence: float
    method: Method
    version: str
    sentences: tuple[Sentence, ...]

    @property
    def readable(self) -> bool:
        """Whether reasons can be read in this language."""
        return self.language in (None, ENGLISH)

    def as_object(self) -> dict[str, Any]:
        """For `read-feedback --format json`."""
        return {
            "outcome": self.outcome,
            "language": self.language,
            "kind": self.kind,
            "sign": self.sign,
            "reasons": [
                {
                    "reason": found.reason,
                    "theme": found.theme,
                    "polarity": found.polarity,
                    "confidence": found.confidence,
                    "doubtful": found.doubtful,
                    "evidence": found.evidence,
                }
                for found in self.reasons
            ],
            "confidence": round(self.confidence, 3),
            "method": self.method,
            "version": self.version,
        }


def interpret(texts: Sequence[str], method: Method = Method.BOTH) -> list[Interpretation]:
    """The interpretations of plain texts (clean.letter makes them from e-mails), in their order."""
    classifier = Classifier.load()
    return [interpretation for batch in _batches(texts) for interpretation in _interpret(batch, method, classifier)]


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(texts), BATCH):
        yield texts[start : start + BATCH]


def _interpret(texts: Sequence[str], method: Method, classifier: Classifier) -> Iterator[Interpretation]:
    sentences = [split(text) for text in texts]
    languages = [
        language_of(" ".join(it.words for it in found) or text) for text, found in zip(texts, sentences, strict=True)
    ]
    english = [_in_english(found, language) for found, language in zip(sentences, languages, strict=True)]
    verdicts = judged([it for found in english for it in found], classifier if method is Method.BOTH else None)
    for text, found, language, readable in zip(texts, sentences, languages, english, strict=True):
        of_text = list(islice(verdicts, len(readable)))
        listed = look_up(text)
        read = _listed(text, listed) if listed else _read(of_text, announced([it.normal for it in found]))
        if language not in (None, ENGLISH) and not read.reasons:
            read = replace(read, kind=FeedbackKind.UNCLEAR, sign=None, confidence=0.0)
        yield replace(read, language=language, method=method, version=classifier.version, sentences=tuple(found))


def _in_english(sentences: Sequence[Sentence], language: str | None) -> list[Sentence]:
    """The sentences in which reasons can be read; of a message in another language those that are English."""
    if language in (None, ENGLISH):
        return list(sentences)
    return [it for it in sentences if len(it.words.split()) >= LEAST_ENGLISH and language_of(it.words) == ENGLISH]


def _read(verdicts: Sequence[Verdict], announcement: Announcement) -> Interpretation:
    findings = _once(finding for verdict in verdicts for finding in verdict.findings)
    outcome = announcement.outcome
    if not announcement.elsewhere and not announcement.torn:
        outcome = _settled(outcome, findings)
    if announcement.elsewhere or not outcome.states_reasons:
        praised = outcome.praises and not announcement.elsewhere
        findings = tuple(found for found in findings if praised and found.polarity is Polarity.STRENGTH)
        verdicts = [replace(verdict, findings=(), signs=(), unsure=None) for verdict in verdicts]
    kind, confidence, sign = _kind(verdicts, findings, outcome)
    return Interpretation(outcome, None, kind, sign, findings, confidence, Method.BOTH, "", ())


def _settled(outcome: MessageOutcome, findings: Sequence[Finding]) -> MessageOutcome:
    """The outcome, told by a stated reason where the message says no more than thanks.

    No shape of a letter overrules a sentence that says why: one about the person leaves the outcome to be asked.
    """
    least = {MessageOutcome.UNKNOWN: FACT, MessageOutcome.RECEIPT: PLAINLY}.get(outcome, 2.0)
    stated = {found.reason for found in findings if found.confidence >= least}
    if outcome is MessageOutcome.UNKNOWN and Reason.OTHERS in stated:
        return MessageOutcome.REJECTED
    if outcome is MessageOutcome.UNKNOWN and Reason.POSITION in stated:
        return MessageOutcome.CLOSED
    says_why = any(found.reason and found.confidence >= PLAINLY for found in findings)
    return MessageOutcome.UNKNOWN if says_why and outcome in ONLY_THANKS else outcome


def _kind(
    verdicts: Sequence[Verdict], findings: Sequence[Finding], outcome: MessageOutcome
) -> tuple[FeedbackKind, float, Sign | None]:
    """What the text is worth as feedback, how sure that is, and the sign where it is of no use."""
    stated = [found for found in findings if found.reason]
    signs = [sign for verdict in verdicts for sign in verdict.signs]
    doubts = [verdict.unsure for verdict in verdicts if verdict.unsure is not None]
    praised = any(found.polarity is Polarity.STRENGTH for found in findings)
    harsh = sum(Sign.ONLY_NEGATIVE in verdict.clues.signs for verdict in verdicts)
    if outcome.states_reasons and harsh and not praised and (harsh > 1 or not stated):
        return FeedbackKind.UNCONSTRUCTIVE, 0.7, Sign.ONLY_NEGATIVE
    for sign in (Sign.OUT_OF_CONTEXT, Sign.PERSONAL):
        if sign in signs and not any(found.reason in CAN_BE_ACTED_ON for found in stated):
            return FeedbackKind.UNCONSTRUCTIVE, 0.7, sign
    useful = [found for found in findings if found.reason in CAN_BE_ACTED_ON or found.polarity is Polarity.STRENGTH]
    if useful:
        return FeedbackKind.CONSTRUCTIVE, max(found.confidence for found in useful), None
    if Sign.VAGUE in signs:
        return FeedbackKind.UNCONSTRUCTIVE, 0.6, Sign.VAGUE
    if doubts and not stated:
        return FeedbackKind.UNCLEAR, 1 - max(doubts), None
    if stated:
        return FeedbackKind.GENERIC, max(found.confidence for found in stated), None
    if outcome.is_no or (outcome is MessageOutcome.UNKNOWN and any(verdict.clues.says_no for verdict in verdicts)):
        return FeedbackKind.GENERIC, 0.9, None
    return FeedbackKind.NONE, 0.9, None


def _listed(text: str, listed: Listed) -> Interpretation:
    """An entry of a list of reasons means what the list says."""
    found: tuple[Finding, ...] = ()
    kind, outcome = FeedbackKind.NONE, MessageOutcome.UNKNOWN
    if listed.reason is not None:
        found = (Finding(listed.reason, listed.theme, Polarity.WEAKNESS, 1.0, text, 0, len(text)),)
        kind = FeedbackKind.CONSTRUCTIVE if listed.reason in CAN_BE_ACTED_ON else FeedbackKind.GENERIC
        outcome = MessageOutcome.CLOSED if listed.reason is Reason.POSITION else MessageOutcome.REJECTED
    return Interpretation(outcome, None, kind, None, found, 1.0, Method.BOTH, "", ())


def _once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each reason, theme and polarity once, with its surest sentence, in the order of the text."""
    best: dict[tuple[Reason | None, object, Polarity], Finding] = {}
    for finding in findings:
        key = (finding.reason, finding.theme, finding.polarity)
        if key not in best or finding.confidence > best[key].confidence:
            best[key] = finding
    return tuple(sorted(best.values(), key=lambda finding: finding.start))
