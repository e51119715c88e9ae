"""A text becomes a reading: what kind of feedback it is, which reasons it names, and the words that say so.

    reading, = read(["Your SQL was not strong enough."])
    reading.reasons -> (Finding(reason='experience_or_skills', theme='technical_skills', polarity='weakness', ...),)

Phrases are looked for first; the classifier weighs them with every other word. Where the two together are not
sure enough, the reading says "unclear" and guesses nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from itertools import islice
from typing import Any, Protocol

from analytics.feedback.classifier import STRENGTH, Classifier, Floats
from analytics.feedback.reason_lists import Listed, look_up
from analytics.feedback.rules import Clues, Rules
from analytics.feedback.sentences import Sentence, split
from analytics.taxonomy import FeedbackKind, Polarity, Reason, Sign, Theme, theme_of

SURE = 0.5
"""A reason is named from this confidence on."""
DOUBTFUL = 0.75
"""The same where a sentence is courteous or denies a reason, and no phrase names one."""
NAMED = 0.3
"""The same for a reason that a phrase names: the other words only have to leave it possible."""
IN_A_FORM_LETTER = 0.8
"""The same in a text that is mostly courtesy, for every reason but other candidates and a position that went away."""
PERHAPS = 0.6
"""From this chance on that some reason is stated, a sentence without a sure one makes the text unclear."""

BATCH = 2_000

FITTING = {
    Reason.EXPERIENCE: {Theme.TECHNICAL, Theme.COMMUNICATION, Theme.PROBLEM_SOLVING, Theme.EXPERIENCE},
    Reason.INTERVIEW: {Theme.COMMUNICATION, Theme.PROBLEM_SOLVING, Theme.ENTHUSIASM, Theme.INTERVIEW},
    Reason.CULTURE: {Theme.COMPANY_FIT},
    Reason.DOCUMENTS: {Theme.DOCUMENTS},
}
"""Themes that a sentence with this reason can be about; others found in it are by the way."""

STATED = frozenset(reason.value for reason in Reason)
CAN_BE_ACTED_ON = frozenset(reason for reason in Reason if reason.in_my_hands)


class Method(StrEnum):
    """By what a text is read; a person's reading is stored under the method 'person'."""

    RULES = "rules"
    BOTH = "rules+classifier"


class SentenceReader(Protocol):
    """Whatever says how likely each label is for a sentence: the classifier, or an embedding model."""

    labels: tuple[str, ...]
    version: str

    def probabilities(self, sentences: Sequence[str], clues: Sequence[Clues]) -> Floats: ...


@dataclass(frozen=True)
class Finding:
    """A reason or praise in one sentence; `start` and `end` are its place in the text."""

    reason: Reason | None
    theme: Theme | None
    polarity: Polarity
    confidence: float
    evidence: str
    start: int
    end: int


@dataclass(frozen=True)
class Reading:
    """What one text says."""

    kind: FeedbackKind
    sign: Sign | None
    reasons: tuple[Finding, ...]
    confidence: float
    method: Method
    version: str

    def as_object(self) -> dict[str, Any]:
        """For `read-feedback --format json`."""
        found = [
            {name: value for name, value in asdict(finding).items() if name not in ("start", "end")}
            for finding in self.reasons
        ]
        return {
            "kind": self.kind,
            "sign": self.sign,
            "reasons": found,
            "confidence": round(self.confidence, 3),
            "method": self.method,
            "version": self.version,
        }


@dataclass(frozen=True)
class _Judged:
    """One sentence with what was found in it and how sure that is."""

    sentence: Sentence
    clues: Clues
    findings: tuple[Finding, ...]
    signs: tuple[Sign, ...]
    unsure: float | None


def read(texts: Sequence[str], method: Method = Method.BOTH, reader: SentenceReader | None = None) -> list[Reading]:
    """The readings of plain texts (clean.letter makes them from e-mails), in their order."""
    rules = Rules.load()
    reader = reader or Classifier.load()
    readings = []
    for batch in _batches(texts):
        sentences = [split(text) for text in batch]
        flat = [sentence for found in sentences for sentence in found]
        judged = iter(_judge(flat, rules, reader, method))
        for text, found in zip(batch, sentences, strict=True):
            of_text = list(islice(judged, len(found)))
            listed = look_up(text)
            readings.append(
                _listed(text, listed, method, reader.version) if listed else _reading(of_text, method, reader.version)
            )
    return readings


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(texts), BATCH):
        yield texts[start : start + BATCH]


# --- sentences -----------------------------------------------------------------------------------------------


def _judge(sentences: Sequence[Sentence], rules: Rules, reader: SentenceReader, method: Method) -> Iterator[_Judged]:
    """Each different sentence is judged once; form letters repeat themselves."""
    different = list({sentence.normal: None for sentence in sentences})
    clues = [rules.read(normal) for normal in different]
    if method is Method.RULES:
        known = {normal: by_rules(found) for normal, found in zip(different, clues, strict=True)}
    else:
        likely = reader.probabilities(different, clues)
        known = {
            normal: by_chance(found, dict(zip(reader.labels, row, strict=True)))
            for normal, found, row in zip(different, clues, likely.tolist(), strict=True)
        }
    noticed = dict(zip(different, clues, strict=True))
    for sentence in sentences:
        findings, signs, unsure = known[sentence.normal]
        placed = tuple(
            replace(found, evidence=sentence.words, start=sentence.start, end=sentence.end) for found in findings
        )
        yield _Judged(sentence, noticed[sentence.normal], placed, signs, unsure)


Verdict = tuple[tuple[Finding, ...], tuple[Sign, ...], float | None]


def by_rules(clues: Clues) -> Verdict:
    if clues.reasons:
        return tuple(_weakness(reason, clues, 0.9) for reason in clues.reasons), (), None
    if clues.praises:
        return (_strength(clues, 0.9),), (), None
    return (), clues.signs, None


def by_chance(clues: Clues, chances: dict[str, float]) -> Verdict:
    best = max(chances, key=chances.__getitem__)
    chance = chances[best]
    named = [reason for reason in clues.reasons if chances.get(reason, 0.0) >= NAMED]
    doubtful = clues.courteous or clues.denied
    if best in STATED - clues.excused and best not in named and chance >= (DOUBTFUL if doubtful else SURE):
        named = [Reason(best), *named]
    if named:
        named.sort(key=lambda reason: -chances[reason])
        return tuple(_weakness(reason, clues, chances[reason]) for reason in named), (), None
    if best == STRENGTH and chance >= SURE and not (clues.courteous and not clues.praises):
        return (_strength(clues, chance),), (), None
    if best in (Sign.VAGUE, Sign.PERSONAL) and (chance >= SURE or clues.signs):
        return (), clues.signs or (Sign(best),), None
    stated = sum(chances.get(reason, 0.0) for reason in Reason)
    return (), (), stated if stated >= PERHAPS and not doubtful else None


def _weakness(reason: Reason, clues: Clues, confidence: float) -> Finding:
    theme = theme_of(reason)
    if theme and clues.theme in FITTING[reason]:
        theme = clues.theme
    return Finding(reason, theme, Polarity.WEAKNESS, confidence, "", 0, 0)


def _strength(clues: Clues, confidence: float) -> Finding:
    return Finding(None, clues.praised_theme, Polarity.STRENGTH, confidence, "", 0, 0)


# --- texts ---------------------------------------------------------------------------------------------------


def _reading(judged: list[_Judged], method: Method, version: str) -> Reading:
    least = IN_A_FORM_LETTER if _is_form_letter(judged) and method is not Method.RULES else 0.0
    findings = _once(
        finding
        for it in judged
        for finding in it.findings
        if finding.confidence >= least or finding.reason in (Reason.OTHERS, Reason.POSITION)
    )
    stated = [finding for finding in findings if finding.reason]
    signs = [sign for it in judged for sign in it.signs]
    doubts = [it.unsure for it in judged if it.unsure is not None]

    def reading(kind: FeedbackKind, confidence: float, sign: Sign | None = None) -> Reading:
        return Reading(kind, sign, findings, confidence, method, version)

    harsh = sum(Sign.ONLY_NEGATIVE in it.clues.signs for it in judged)
    praised = any(finding.polarity is Polarity.STRENGTH for finding in findings)
    if harsh and not praised and (harsh > 1 or not stated):
        return reading(FeedbackKind.UNCONSTRUCTIVE, 0.7, Sign.ONLY_NEGATIVE)
    for sign in (Sign.OUT_OF_CONTEXT, Sign.PERSONAL):
        if sign in signs and not any(finding.reason in CAN_BE_ACTED_ON for finding in stated):
            return reading(FeedbackKind.UNCONSTRUCTIVE, 0.7, sign)
    useful = [it for it in findings if it.reason in CAN_BE_ACTED_ON or it.polarity is Polarity.STRENGTH]
    if useful:
        return reading(FeedbackKind.CONSTRUCTIVE, max(finding.confidence for finding in useful))
    if Sign.VAGUE in signs:
        return reading(FeedbackKind.UNCONSTRUCTIVE, 0.6, Sign.VAGUE)
    if doubts and not stated:
        return reading(FeedbackKind.UNCLEAR, 1 - max(doubts))
    if stated:
        return reading(FeedbackKind.GENERIC, max(finding.confidence for finding in stated))
    if any(it.clues.says_no for it in judged):
        return reading(FeedbackKind.GENERIC, 0.9)
    return reading(FeedbackKind.NONE, 0.9)


def _listed(text: str, listed: Listed, method: Method, version: str) -> Reading:
    """An entry of a list of reasons means what the list says."""
    if listed.reason is None:
        return Reading(FeedbackKind.NONE, None, (), 1.0, method, version)
    finding = Finding(listed.reason, listed.theme, Polarity.WEAKNESS, 1.0, text, 0, len(text))
    kind = FeedbackKind.CONSTRUCTIVE if listed.reason in CAN_BE_ACTED_ON else FeedbackKind.GENERIC
    return Reading(kind, None, (finding,), 1.0, method, version)


def _is_form_letter(judged: list[_Judged]) -> bool:
    """Whether at least half of a text of four sentences or more is courtesy or a bare no."""
    polite = sum(it.clues.courteous or it.clues.says_no for it in judged)
    return len(judged) >= 4 and 2 * polite >= len(judged)


def _once(findings: Iterator[Finding]) -> tuple[Finding, ...]:
    """Each reason, theme and polarity once, with its surest sentence, in the order of the text."""
    best: dict[tuple[Reason | None, Theme | None, Polarity], Finding] = {}
    for finding in findings:
        key = (finding.reason, finding.theme, finding.polarity)
        if key not in best or finding.confidence > best[key].confidence:
            best[key] = finding
    return tuple(sorted(best.values(), key=lambda finding: finding.start))
