"""An optional reader behind the same interface: a sentence embedding model that is on this machine already.

Off unless STEPPINGSTONE_EMBEDDING names the model's folder and the package sentence-transformers is installed.
Nothing is downloaded. The labelled sentences are learned at first use, on top of the model's vectors.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from analytics.errors import Refused
from analytics.feedback.classifier import Classifier, Floats
from analytics.feedback.read import SentenceReader
from analytics.feedback.rules import Clues
from analytics.feedback.train import labelled

SETTING = "STEPPINGSTONE_EMBEDDING"
Encoder = Callable[[Sequence[str]], Any]


def chosen() -> SentenceReader:
    """The reader that is to be used: the embedding model where one was asked for, else the classifier."""
    folder = os.environ.get(SETTING)
    return _embedding(Path(folder)) if folder else Classifier.load()


class EmbeddingReader:
    """Logistic regression over sentence vectors."""

    def __init__(self, encode: Encoder, name: str) -> None:
        from sklearn.linear_model import LogisticRegression

        table = labelled()
        self._encode = encode
        vectors = np.asarray(encode(list(table["normal"])))
        self._model = LogisticRegression(C=10, max_iter=300).fit(vectors, table["label"])
        self.labels: tuple[str, ...] = tuple(self._model.classes_)
        self.version = f"embedding-{name}"

    def probabilities(self, sentences: Sequence[str], clues: Sequence[Clues]) -> Floats:
        """How likely each label is; the clues are weighed by `read` alone."""
        if not sentences:
            return np.zeros((0, len(self.labels)))
        return np.asarray(self._model.predict_proba(np.asarray(self._encode(sentences))))


@cache
def _embedding(folder: Path) -> EmbeddingReader:
    if not folder.is_dir():
        raise Refused(f"There is no embedding model in {folder}.", f"Correct {SETTING}, or leave it out.")
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise Refused(
            "The package sentence-transformers is not installed.", f"Install it, or leave {SETTING} out."
        ) from error
    model = SentenceTransformer(str(folder), local_files_only=True)
    return EmbeddingReader(model.encode, folder.name)
