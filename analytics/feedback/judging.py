"""A sentence becomes findings: the reasons and praise in it, how sure each is, and the words that say so.

Phrases are looked for first; the classifier weighs them with every other word. Where the two together are not
sure enough, nothing is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from analytics.feedback.classifier import NOTHING, STRENGTH, Classifier
from analytics.feedback.letterhead import is_footer
from analytics.feedback.reason_lists import look_up
from analytics.feedback.rules import Clues, Rules
from analytics.feedback.sentences import Sentence, after_its_turn
from analytics.taxonomy import Polarity, Reason, Sign, Theme, theme_of

SURE = 0.5
"""A reason is named from this confidence on."""
SOME, LIKELIEST = 0.75, 0.45
"""So is the likeliest of several between which the sentence is torn, if it surely states one of them."""
PRAISED = 0.45
DOUBTFUL = 0.75
"""A reason where a sentence is courteous, denies a reason or only speaks well, and no phrase names one."""
FAULTED = 0.4
"""The same where what sounds like praise is wished for, weakened or compared: something was missing."""
NAMED = 0.3
"""The same for a reason that a phrase names: the other words only have to leave it possible."""
FACT = 0.6
"""Below it a finding is a proposal: shown and asked about, counted nowhere. The store's queries keep to it as well."""
PERHAPS = 0.6
"""From this chance on that some reason is stated, a sentence without a sure one makes the text unclear."""
IN_A_CLAUSE, IN_ITS_SENTENCE = 0.65, 0.12
"""What a clause alone names counts from the first, where its whole sentence leaves it as likely as the second."""
PRAISED_IN_A_CLAUSE = 0.75
FEWEST = 4
"""Words from which a sentence is weighed at all; a shorter one says what a phrase or a list of reasons knows."""

FITTING = {
    Reason.EXPERIENCE: {Theme.TECHNICAL, Theme.COMMUNICATION, Theme.PROBLEM_SOLVING, Theme.EXPERIENCE},
    Reason.INTERVIEW: {Theme.COMMUNICATION, Theme.PROBLEM_SOLVING, Theme.ENTHUSIASM, Theme.INTERVIEW},
    Reason.CULTURE: {Theme.COMPANY_FIT},
    Reason.DOCUMENTS: {Theme.DOCUMENTS},
}
"""Themes that a sentence with this reason can be about; others found in it are by the way."""

STATED = frozenset(reason.value for reason in Reason)
NOT_THE_PERSON = frozenset((Reason.OTHERS, Reason.POSITION))
CLAUSES = re.compile(r" (?:but|however|although|though|yet|while|whereas) | , (?=and |you |your |the |we )| [;:] ")


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

    @property
    def doubtful(self) -> bool:
        return self.confidence < FACT


@dataclass(frozen=True)
class Verdict:
    """What one sentence says, wherever it stands. `unsure`: how likely a reason is stated that could not be told."""

    clues: Clues
    findings: tuple[Finding, ...] = ()
    signs: tuple[Sign, ...] = ()
    unsure: float | None = None


def judged(sentences: Sequence[Sentence], classifier: Classifier | None) -> Iterator[Verdict]:
    """A verdict a sentence, by phrases alone without a classifier. Each different one is judged once."""
    different = list({sentence.normal: sentence.words for sentence in sentences}.items())
    verdicts = dict(zip((normal for normal, _ in different), _verdicts(different, classifier), strict=True))
    for sentence in sentences:
        verdict = verdicts[sentence.normal]
        if not verdict.findings:
            yield verdict
            continue
        yield replace(
            verdict,
            findings=tuple(
                replace(found, evidence=sentence.words, start=sentence.start, end=sentence.end)
                for found in verdict.findings
            ),
        )


def _verdicts(sentences: Sequence[tuple[str, str]], classifier: Classifier | None) -> Iterator[Verdict]:
    rules = Rules.load()
    parts = [(normal, *_clauses(normal)) for normal, _ in sentences]
    ends = [after_its_turn(normal) for normal, _ in sentences]
    clues = {part: rules.read(part) for part in chain(*parts, filter(None, ends))}
    chances: dict[str, dict[str, float]] = {}
    if classifier is not None and clues:
        likely = classifier.probabilities(list(clues), list(clues.values()))
        chances = {
            part: dict(zip(classifier.labels, row, strict=True))
            for part, row in zip(clues, likely.tolist(), strict=True)
        }
    for (normal, words), of_sentence, end in zip(sentences, parts, ends, strict=True):
        verdict = by_chance(clues[normal], chances[normal]) if chances else by_rules(clues[normal])
        for part in of_sentence[1:]:
            if chances:
                clause = by_chance(clues[part], chances[part])
                verdict = _with_clause(verdict, clause, " you" in part, chances[normal])
        if end and chances:
            verdict = _not_turned(verdict, chances[end])
        yield _sensible(verdict, words)


def by_rules(clues: Clues) -> Verdict:
    """By the phrases alone."""
    if clues.reasons:
        return Verdict(clues, tuple(_weakness(reason, clues, 0.9) for reason in clues.reasons))
    if clues.praises and not clues.grudging:
        return Verdict(clues, (_strength(clues, 0.9),))
    return Verdict(clues, signs=clues.signs)


def by_chance(clues: Clues, chances: dict[str, float]) -> Verdict:
    """By the phrases and the classifier's chances of each label."""
    if clues.grudging:
        chances = _without_praise(chances)
    praise = chances.get(STRENGTH, 0.0)
    courteous = clues.courteous or clues.denied or clues.leanings == ("good",)
    sounds_good = clues.praises or "good" in clues.leanings
    least = {Reason.CULTURE: SURE}  # its phrases stand in praise as well: "fit right in with the team"
    named = [
        reason
        for reason in clues.reasons
        if chances.get(reason, 0.0) >= least.get(reason, NAMED) and (chances[reason] > praise or not sounds_good)
    ]
    open_to = STATED - clues.excused
    best = max(open_to, key=lambda reason: chances.get(reason, 0.0), default=None)
    if best and best not in named:
        stated = sum(chances.get(reason, 0.0) for reason in open_to)
        least_likely = DOUBTFUL if courteous else FAULTED if clues.grudging else SURE
        if chances[best] >= least_likely or (not courteous and stated >= SOME and chances[best] >= LIKELIEST):
            named = [Reason(best), *named]
    if named:
        named.sort(key=lambda reason: -chances[reason])
        return Verdict(clues, tuple(_weakness(reason, clues, chances[reason]) for reason in named))
    if praise >= PRAISED and not (clues.courteous and not clues.praises) and not clues.denied:
        return Verdict(clues, (_strength(clues, praise),))
    for sign in (Sign.VAGUE, Sign.PERSONAL):
        chance = chances.get(sign, 0.0)
        if chance == max(chances.values()) and (chance >= SURE or clues.signs):
            return Verdict(clues, signs=clues.signs or (sign,))
    stated = sum(chances.get(reason, 0.0) for reason in Reason)
    return Verdict(clues, signs=(), unsure=stated if stated >= PERHAPS and not courteous else None)


def _without_praise(chances: dict[str, float]) -> dict[str, float]:
    """The chances once it is known that nothing is praised."""
    rest = 1 - min(0.9, chances.get(STRENGTH, 0.0))
    return {label: 0.0 if label == STRENGTH else chance / rest for label, chance in chances.items()}


def _clauses(normal: str) -> list[str]:
    """The parts of a sentence that could stand alone; none where it has only one."""
    parts = [f" {part.strip()} " for part in CLAUSES.split(normal)]
    parts = [part for part in parts if len(part.split()) >= FEWEST - 1]
    return parts if len(parts) > 1 else []


def _with_clause(verdict: Verdict, clause: Verdict, of_you: bool, whole: dict[str, float]) -> Verdict:
    """The verdict with what a clause names surely and the whole sentence leaves possible; praise only "of you"."""
    known = {(found.reason, found.polarity) for found in verdict.findings}
    more = tuple(
        found
        for found in clause.findings
        if found.confidence >= (IN_A_CLAUSE if found.reason else PRAISED_IN_A_CLAUSE)
        and (found.reason, found.polarity) not in known
        and (of_you if found.reason is None else whole.get(found.reason, 0.0) >= IN_ITS_SENTENCE)
        and not verdict.clues.denied
    )
    return replace(verdict, findings=verdict.findings + more, unsure=None if more else verdict.unsure)


def _not_turned(verdict: Verdict, end: dict[str, float]) -> Verdict:
    """The verdict without praise that is taken back at the end, in words that say nothing sure."""
    only_praised = verdict.findings and not any(found.reason for found in verdict.findings)
    harmless = end.get(NOTHING, 0.0) + end.get(STRENGTH, 0.0)
    return replace(verdict, findings=(), unsure=1 - harmless) if only_praised and harmless < SURE else verdict


def _sensible(verdict: Verdict, words: str) -> Verdict:
    """Nothing about the person out of a footer, and nothing out of a word or two that no list knows."""
    if is_footer(words):
        kept = tuple(found for found in verdict.findings if found.reason in NOT_THE_PERSON)
        return Verdict(verdict.clues, kept)
    clues = verdict.clues
    if len(words.split()) < FEWEST and not (clues.reasons or clues.praises or clues.signs or look_up(words)):
        return Verdict(clues, verdict.findings if words.rstrip().endswith((".", "!")) and " " in words.strip() else ())
    return verdict


def _weakness(reason: Reason, clues: Clues, confidence: float) -> Finding:
    theme = theme_of(reason)
    if theme and clues.theme in FITTING[reason]:
        theme = clues.theme
    return Finding(reason, theme, Polarity.WEAKNESS, confidence, "", 0, 0)


def _strength(clues: Clues, confidence: float) -> Finding:
    return Finding(None, clues.praised_theme, Polarity.STRENGTH, confidence, "", 0, 0)
