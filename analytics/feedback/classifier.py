"""The reader for sentences that no phrase settles: words, their order and clues, weighed by logistic regression.

Trained by tools/train_feedback.py from data/feedback/sentences.csv; what it learned is numbers in
data/feedback/weights.npz, so that reading needs neither scikit-learn nor a training run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from analytics import DATA
from analytics.feedback.rules import Clues
from analytics.feedback.sentences import after_its_turn

WEIGHTS = DATA / "feedback" / "weights.npz"

NOTHING = "none"
STRENGTH = "strength"
CLUE_WEIGHT = 0.5

Floats = NDArray[np.floating]


BEGINNINGS = (4, 6)
"""Letters by which words of one stem are known to each other."""


def pieces(word: str) -> list[str]:
    """The word, and how it begins."""
    return [f" {word}", *(f"<{word[:size]}" for size in BEGINNINGS if len(word) > size)]


def orders(words: Sequence[str]) -> Iterator[str]:
    """What tells how words stand to each other: neighbours, next but one, and how the sentence begins."""
    yield from map(" ".join, pairwise(words))
    yield from map(" _ ".join, zip(words, words[2:], strict=False))
    if len(words) > 1:
        yield f"^{words[0]}"
        yield f"^{words[0]} {words[1]}"


def clue_names(clues: Clues) -> list[str]:
    """What the phrases found, as features."""
    names = [*clues.reasons, *(f"sign {sign}" for sign in clues.signs)]
    names += [f"theme {clues.theme}"] if clues.theme else []
    names += [f"leaning {leaning}" for leaning in clues.leanings]
    names += ["mixed"] if len(clues.leanings) > 1 else []
    flags = {"praises": clues.praises, "no": clues.says_no, "courteous": clues.courteous, "denied": clues.denied}
    flags["grudging"] = clues.grudging
    return names + [name for name, stands in flags.items() if stands]


def features(normal: str) -> list[str]:
    """All features of a normalised sentence; the words after a "but" count apart as well."""
    words = normal.split()
    turned = (after_its_turn(normal) or "").split()
    return [*(piece for word in words for piece in pieces(word)), *orders(words), *(f"T{word}" for word in turned)]


@dataclass
class Classifier:
    """What was learned: a column of weights a label, over the features and the clues."""

    labels: tuple[str, ...]
    vocabulary: dict[str, int]
    importance: Floats
    weights: Floats
    clues: dict[str, int]
    clue_weights: Floats
    bias: Floats
    temperature: float
    version: str
    _places: dict[str, list[int]] = field(default_factory=dict)

    @staticmethod
    @cache
    def load(path: Path = WEIGHTS) -> Classifier:
        with np.load(path, allow_pickle=False) as stored:
            return Classifier(
                labels=tuple(str(stored["labels"]).split("\n")),
                vocabulary={word: place for place, word in enumerate(str(stored["vocabulary"]).split("\n"))},
                importance=stored["importance"].astype(np.float32),
                weights=stored["weights"].astype(np.float32),
                clues={name: place for place, name in enumerate(str(stored["clues"]).split("\n"))},
                clue_weights=stored["clue_weights"].astype(np.float32),
                bias=stored["bias"].astype(np.float32),
                temperature=float(stored["temperature"]),
                version=str(stored["version"]),
            )

    def probabilities(self, sentences: Sequence[str], clues: Sequence[Clues]) -> Floats:
        """How likely each label is for each normalised sentence, one row a sentence."""
        scores = self._words(sentences) @ self.weights + self._clues(clues) @ self.clue_weights + self.bias
        scores = scores / self.temperature
        likely = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(likely / likely.sum(axis=1, keepdims=True))

    def _words(self, sentences: Sequence[str]) -> csr_array:
        found = [self._of(sentence) for sentence in sentences]
        matrix = csr_array(
            (
                np.ones(sum(map(len, found)), dtype=np.float32),
                np.fromiter(chain.from_iterable(found), dtype=np.int64),
                np.cumsum([0, *map(len, found)]),
            ),
            shape=(len(found), len(self.vocabulary)),
        )
        matrix.sum_duplicates()
        matrix.data = (1 + np.log(matrix.data)) * self.importance[matrix.indices]
        lengths = np.sqrt(np.add.reduceat(np.append(matrix.data**2, 0), matrix.indptr[:-1]))
        lengths[np.diff(matrix.indptr) == 0] = 1
        matrix.data /= np.repeat(lengths, np.diff(matrix.indptr))
        return matrix

    def _clues(self, clues: Sequence[Clues]) -> Floats:
        table = np.zeros((len(clues), len(self.clues)), dtype=np.float32)
        for row, found in enumerate(clues):
            for name in clue_names(found):
                if name in self.clues:
                    table[row, self.clues[name]] = CLUE_WEIGHT
        return table

    def _of(self, sentence: str) -> list[int]:
        """Places of a sentence's features; those of a word are worked out once."""
        words = sentence.split()
        places: list[int] = []
        for word in words:
            known = self._places.get(word)
            if known is None:
                known = [self.vocabulary[piece] for piece in pieces(word) if piece in self.vocabulary]
                if len(self._places) < 50_000:
                    self._places[word] = known
            places += known
        find = self.vocabulary.get
        more = chain(orders(words), (f"T{word}" for word in (after_its_turn(sentence) or "").split()))
        places += [place for place in map(find, more) if place is not None]
        return places
