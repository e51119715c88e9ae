"""How whole letters are read that other people received: a set that nothing was tuned on, read once a release.

python -m bench.feedback_locked LETTERS.json

The letters themselves are not in this repository, as they are not ours: bench/feedback_locked.csv holds the SHA-256 of
each text and its labels, given by hand before the reader had read any of them. LETTERS.json is a list of objects with
text, subject and sender. What was read, when, and how well stands in docs/feedback_model_card.md; after three readings
the set goes into training, and the next one is collected. A label may allow several outcomes. `reason` says whether a
reason is stated; the borderline ones ("not a match for your background") are left out of what is invented.
"""

from __future__ import annotations

import csv
import hashlib
import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from analytics.feedback.classifier import Classifier
from analytics.feedback.interpretation import Interpretation
from analytics.feedback.message import message
from analytics.statistics.proportions import wilson
from analytics.taxonomy import FeedbackKind, MessageOutcome

LABELS = Path(__file__).with_suffix(".csv")


@dataclass(frozen=True)
class Labelled:
    """A letter as it was read, and what a person said of it beforehand."""

    read: Interpretation
    source: str
    outcomes: frozenset[str]
    reason: str
    reasons: frozenset[str]

    @property
    def is_no(self) -> bool:
        return any(MessageOutcome(outcome).is_no for outcome in self.outcomes)

    @property
    def named(self) -> frozenset[str]:
        return frozenset(found.reason.value for found in self.read.reasons if found.reason)

    @property
    def of_the_person(self) -> bool:
        return any(found.reason and found.reason.in_my_hands for found in self.read.reasons)


def main(letters: Path) -> None:
    digest = hashlib.sha256(LABELS.read_bytes()).hexdigest()
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
    print(f"{date.today()} · reader {Classifier.load().version} · commit {commit} · labels {digest[:16]}")
    found = labelled(letters)
    report("all", found)
    for source in sorted({letter.source for letter in found}):
        report(source, [letter for letter in found if letter.source == source])


def labelled(letters: Path) -> list[Labelled]:
    """Every letter that has labels, read; the others are left out."""
    with LABELS.open(encoding="utf-8", newline="") as lines:
        labels = {row["sha256"]: row for row in csv.DictReader(lines)}
    found = []
    for letter in json.loads(letters.read_text(encoding="utf-8")):
        row = labels.get(hashlib.sha256(letter["text"].encode()).hexdigest())
        if row:
            read = message(as_mail(letter), date.today()).interpretation
            outcomes, reasons = (frozenset(filter(None, row[name].split("|"))) for name in ("outcomes", "reasons"))
            found.append(Labelled(read, row["source"], outcomes, row["reason"], reasons))
    return found


def as_mail(letter: dict[str, str]) -> str:
    """The letter as a mail where its subject is known, else as pasted."""
    if not letter.get("subject"):
        return letter["text"]
    sender, subject = letter.get("sender") or "jobs@example.org", " ".join(letter["subject"].split())
    return f"From: {sender}\nSubject: {subject}\nMIME-Version: 1.0\n\n{letter['text']}"


def report(name: str, letters: list[Labelled]) -> None:
    """The protocol's rows, a false no first; each a count with its interval."""
    stated = [letter for letter in letters if letter.reason == "stated"]
    silent = [letter for letter in letters if letter.reason == "none"]
    answered = [letter for letter in stated if letter.named]
    print(f"\n{name}: {len(letters)} letters")
    line("a no where there is none", [letter.read.outcome.is_no for letter in letters if not letter.is_no])
    line("a no found", [letter.read.outcome.is_no for letter in letters if letter.is_no])
    line("outcome right", [letter.read.outcome in letter.outcomes for letter in letters])
    line("right or asked", [letter.read.outcome in {*letter.outcomes, MessageOutcome.UNKNOWN} for letter in letters])
    line("a stated reason answered", [bool(letter.named) for letter in stated])
    line("right of those", [bool(letter.named & letter.reasons) for letter in answered])
    line("no reason stated, one read", [bool(letter.named) for letter in silent])
    line("a reason about the person read where none is", [letter.of_the_person for letter in silent])
    line("praise read", [any(not found.reason for found in letter.read.reasons) for letter in letters])
    noes = [letter for letter in letters if letter.is_no]
    line("kind of the noes: general", [letter.read.kind is FeedbackKind.GENERIC for letter in noes])


def line(name: str, hits: list[bool]) -> None:
    interval = wilson(sum(hits), len(hits))
    low, high = interval.low or 0.0, interval.high or 0.0
    print(f"| {name} | {sum(hits)} of {len(hits)} | {low:.0%} to {high:.0%} |")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
