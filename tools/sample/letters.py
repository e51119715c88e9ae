"""Writes the sample cohort's letters, and remembers which sentence says what."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from analytics.taxonomy import FeedbackKind, Polarity, Reason, Sign, Theme
from tools.sample import model, words


@dataclass(frozen=True)
class Mark:
    """What one sentence of a letter says, and where it stands."""

    reason: Reason | None
    theme: Theme | None
    polarity: Polarity
    start: int
    end: int


@dataclass
class Letter:
    """A text with its true reading."""

    kind: FeedbackKind
    sign: Sign | None = None
    words: str = ""
    marks: list[Mark] = field(default_factory=list)

    def add(
        self,
        sentence: str,
        reason: Reason | None = None,
        theme: Theme | None = None,
        polarity: Polarity = Polarity.WEAKNESS,
    ) -> None:
        """Appends a sentence; marks it when it says something."""
        if not sentence:
            return
        start = len(self.words) + 1 if self.words else 0
        self.words = f"{self.words} {sentence}".strip()
        if reason or theme:
            self.marks.append(Mark(reason, theme, polarity, start, len(self.words)))


@dataclass(frozen=True)
class Setting:
    """What a letter can refer to."""

    first: str
    employer: str
    role: str
    family: str
    invited: bool

    def fill(self, sentence: str, pen: random.Random) -> str:
        return sentence.format(
            first=self.first,
            employer=self.employer,
            role=self.role,
            skill=pen.choice(words.SKILLS[self.family]),
        )


def with_reasons(pen: random.Random, setting: Setting, reasons: list[Reason]) -> Letter:
    """A letter that names these reasons; constructive when one of them can be worked on."""
    constructive = any(reason in model.CAN_BE_WORKED_ON for reason in reasons)
    letter = Letter(FeedbackKind.CONSTRUCTIVE if constructive else FeedbackKind.GENERIC)
    _open(pen, setting, letter)
    if constructive and pen.random() < 0.35:
        praise, theme = pen.choice(words.PRAISE)
        letter.add(setting.fill(praise, pen), theme=theme, polarity=Polarity.STRENGTH)
    for reason in reasons:
        sentence, named_theme = pen.choice(words.REASON_SENTENCES[reason])
        letter.add(setting.fill(sentence, pen), reason, named_theme)
    if constructive:
        letter.add(pen.choice(words.ADVICE))
    letter.add(pen.choice(words.CLOSINGS))
    return letter


def form_letter(pen: random.Random, setting: Setting) -> Letter:
    """A no that gives no reason."""
    letter = Letter(FeedbackKind.GENERIC)
    _open(pen, setting, letter)
    letter.add(pen.choice(words.FORM_LETTERS))
    letter.add(pen.choice(words.CLOSINGS))
    return letter


def hurtful(pen: random.Random) -> Letter:
    """A text that helps nobody."""
    sentence, sign = pen.choice(words.UNCONSTRUCTIVE)
    letter = Letter(FeedbackKind.UNCONSTRUCTIVE, sign)
    letter.add(pen.choice(words.DECISIONS))
    letter.add(sentence)
    return letter


def _open(pen: random.Random, setting: Setting, letter: Letter) -> None:
    openings = words.AFTER_INTERVIEW if setting.invited else words.OPENINGS
    letter.add(setting.fill(pen.choice(openings), pen))
    if pen.random() < 0.6:
        letter.add(pen.choice(words.DECISIONS))
