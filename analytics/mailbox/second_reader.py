"""The trained reader of whole letters: how likely each outcome is, by words and parts of words, without any phrase.

    chances([mail])  ->  [{MessageOutcome.REJECTED: 0.93, MessageOutcome.RECEIPT: 0.04, …}]

It never decides alone: reading.py stores what it and the phrases agree on, and asks where either speaks of news.
Trained by tools/train_letters.py from letters written for this project.
"""

from __future__ import annotations

from collections.abc import Sequence

from analytics import DATA
from analytics.feedback import sentences
from analytics.feedback.classifier import Classifier
from analytics.feedback.rules import Clues
from analytics.mailbox.mail import Mail
from analytics.taxonomy import MessageOutcome

WEIGHTS = DATA / "feedback" / "letter_weights.npz"
READ_FROM = 3_000
"""Characters of a letter in which it says what it is."""


def chances(mails: Sequence[Mail]) -> list[dict[MessageOutcome, float]]:
    """How likely each outcome is for each mail, adding up to one."""
    if not mails:
        return []
    reader = Classifier.load(WEIGHTS)
    found = reader.probabilities([normal(mail.topic, mail.text) for mail in mails], [Clues()] * len(mails))
    outcomes = [MessageOutcome(label) for label in reader.labels]
    return [dict(zip(outcomes, map(float, row), strict=True)) for row in found]


def normal(subject: str, text: str) -> str:
    """A letter as the reader sees it: the sentences of subject and text, without greetings and footers."""
    said = [sentences.normalised(subject), *(found.normal for found in sentences.split(text[:READ_FROM]))]
    return " . ".join(words.strip() for words in said if words.strip())
