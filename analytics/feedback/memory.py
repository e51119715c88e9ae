"""What a person said of a sentence holds wherever the same sentence comes again: form letters repeat themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from analytics.feedback.interpretation import Interpretation
from analytics.feedback.judging import Finding
from analytics.feedback.sentences import split
from analytics.taxonomy import FeedbackKind, Polarity, Reason, Theme

Memory = Mapping[str, tuple[Finding, ...]]


def memories(said: pd.DataFrame) -> dict[int, Memory]:
    """What each applicant said of each sentence (columns of feedback_memory), by its normal form; () for nothing.

    Of a reason without a sentence of its own nobody knows which states it; the text's other sentences are left out.
    """
    known: dict[int, dict[str, tuple[Finding, ...]]] = {}
    rows = said.astype(object).where(said.notna(), None)
    for (applicant_id, _), of_text in rows.groupby(["applicant_id", "feedback_id"], sort=True):
        findings = [_finding(row) for row in of_text.to_dict("records") if row["polarity"]]
        sentences = split(str(of_text["words"].iloc[0]))
        placed = {(sentence.start, sentence.end) for sentence in sentences}
        every_one_is_placed = all((found.start, found.end) in placed for found in findings)
        for sentence in sentences:
            of_sentence = tuple(it for it in findings if (it.start, it.end) == (sentence.start, sentence.end))
            if of_sentence or every_one_is_placed:
                known.setdefault(int(str(applicant_id)), {})[sentence.normal] = of_sentence
    return dict(known)


def remembered(found: Interpretation, memory: Memory) -> Interpretation:
    """The interpretation with what the person said of its sentences before."""
    known = [sentence for sentence in found.sentences if sentence.normal in memory]
    if not known:
        return found
    places = {(sentence.start, sentence.end) for sentence in known}
    kept = [finding for finding in found.reasons if (finding.start, finding.end) not in places]
    said = [
        replace(finding, evidence=sentence.words, start=sentence.start, end=sentence.end)
        for sentence in known
        for finding in memory[sentence.normal]
    ]
    if {*kept, *said} == {*found.reasons}:
        return found
    reasons = tuple(sorted((*kept, *said), key=lambda finding: finding.start))
    praise = any(finding.polarity is Polarity.STRENGTH for finding in reasons)
    kind = FeedbackKind.following([it.reason for it in reasons if it.reason], praise=praise, sign=found.sign)
    if kind is FeedbackKind.NONE and found.outcome.is_no:
        kind = FeedbackKind.GENERIC
    return replace(found, reasons=reasons, kind=kind, confidence=1.0 if said else found.confidence)


def _finding(row: dict[Any, Any]) -> Finding:
    start, end = (-1 if row[name] is None else int(row[name]) for name in ("evidence_start", "evidence_end"))
    return Finding(
        Reason.of(row["reason"]), Theme.of(row["theme"]), Polarity(row["polarity"]), 1.0, row["evidence"], start, end
    )
