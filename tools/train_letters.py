"""Learns the mailbox's second reader from whole letters: `python -m tools.train_letters`.

The same letters give the same weights. What it says of letters it has not seen (left out whole, with all their frames)
is printed and sets how sure it may be.
"""

from __future__ import annotations

import hashlib
import random
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from analytics import DATA
from analytics.feedback.classifier import Classifier, Floats
from analytics.feedback.rules import Clues
from analytics.mailbox.second_reader import WEIGHTS, normal
from tools.train_feedback import learn, save, temperature

LETTERS = (DATA / "feedback" / "mails.toml", DATA / "feedback" / "letters.toml")
VERSIONS = 4
"""Frames and names in which each letter is learned."""
PARTS = 8

SUBJECTS = {
    "en": ("", "", "Your application", "{role}", "Your application: {role}", "{firm}", "Re: {role}", "{role} at {firm}",
           "Update", "Your application to {firm}"),
    "de": ("", "", "Ihre Bewerbung", "{role}", "Ihre Bewerbung als {role}", "{firm}", "AW: {role}", "{role} bei {firm}",
           "Deine Bewerbung", "Nachricht von {firm}"),
}  # fmt: skip
"""What stands above letters of every outcome, so that a subject alone tells nothing."""


@dataclass(frozen=True)
class Letter:
    """A letter in one of its frames; `body` numbers the text that its versions share."""

    body: int
    outcome: str
    normal: str


def letters(seed: int = 20260301) -> list[Letter]:
    """All letters in several frames each."""
    choice = random.Random(seed)
    first = tomllib.loads(LETTERS[0].read_text(encoding="utf-8"))
    made: list[Letter] = []
    number = 0
    for path in LETTERS:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        for language, bodies in content["bodies"].items():
            frames = first["frames"][language]
            for outcome, texts in bodies.items():
                for text in texts:
                    number += 1
                    for _ in range(VERSIONS):
                        filled = {name: choice.choice(words) for name, words in content["fill"].items()}
                        whole = choice.choice(frames["above"]) + text + choice.choice(frames["below"])
                        subject = choice.choice(SUBJECTS[language])
                        made.append(Letter(number, outcome, normal(_fill(subject, filled), _fill(whole, filled))))
    return made


def _fill(text: str, words: dict[str, str]) -> str:
    for name, word in words.items():
        text = text.replace(f"{{{name}}}", word)
    return text


def learned(known: list[Letter]) -> Classifier:
    return learn(
        [letter.normal for letter in known],
        [Clues()] * len(known),
        [[letter.outcome] for letter in known],
        version(),
        with_clues=False,
    )


def parts(every: list[Letter]) -> Iterator[tuple[list[int], list[int]]]:
    """Places of letters to learn from and to try; a body is never on both sides."""
    for part in range(PARTS):
        unseen = [place for place, letter in enumerate(every) if letter.body % PARTS == part]
        yield [place for place, letter in enumerate(every) if letter.body % PARTS != part], unseen


def unseen_chances(every: list[Letter]) -> tuple[Floats, list[str]]:
    """What is said of each letter by a reader that has not seen it, and the outcomes."""
    outcomes = sorted({letter.outcome for letter in every})
    found = np.zeros((len(every), len(outcomes)))
    for known, unseen in parts(every):
        model = learned([every[place] for place in known])
        places = [outcomes.index(label) for label in model.labels]
        said = model.probabilities([every[place].normal for place in unseen], [Clues()] * len(unseen))
        found[np.ix_(unseen, places)] = said
    return found, outcomes


def version() -> str:
    content = b"".join(path.read_bytes() for path in LETTERS)
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()[:10]


def main() -> None:
    every = letters()
    found, outcomes = unseen_chances(every)
    right = [outcomes.index(letter.outcome) for letter in every]
    heat = temperature(found, right)
    scores = np.log(np.clip(found, 1e-9, 1)) / heat
    sure = np.exp(scores - np.logaddexp.reduce(scores, axis=1)[:, None])
    best = sure.argmax(axis=1)
    print(f"{len(every)} letters of {len({letter.body for letter in every})} bodies, heat {heat:.2f}")
    print(f"unseen: right {np.mean(best == right):.3f}, among the first two "
          f"{np.mean([right[row] in sure[row].argsort()[-2:] for row in range(len(every))]):.3f}")  # fmt: skip
    for least in (0.5, 0.7, 0.8, 0.9, 0.95):
        rows = [row for row in range(len(every)) if sure[row].max() >= least]
        print(f"from {least}: {len(rows)} said, {np.mean([best[row] == right[row] for row in rows]):.3f} right")
    wrong = Counter((outcomes[right[row]], outcomes[best[row]]) for row in range(len(every)) if best[row] != right[row])
    print(wrong.most_common(12))
    save(replace(learned(every), temperature=heat, _places={}), WEIGHTS)


if __name__ == "__main__":
    main()
