"""Learns the classifier's weights from the labelled sentences: `python -m analytics.feedback.train`.

The same sentences and phrases give the same weights. scikit-learn is needed here and nowhere else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from analytics import DATA
from analytics.feedback.classifier import CLUE_WEIGHT, WEIGHTS, Classifier, Floats, clue_names, features
from analytics.feedback.rules import PHRASES, Clues, Rules
from analytics.feedback.sentences import normalised

SENTENCES = DATA / "feedback" / "sentences.csv"
STRICTNESS = 20.0


def labelled(path: Path = SENTENCES) -> pd.DataFrame:
    """The labelled sentences, each with the one label that is learned for it."""
    table = pd.read_csv(path, keep_default_na=False)
    label = table["reason"].where(table["reason"] != "", table["polarity"])
    label = label.where(label != "", table["sign"].replace({"out_of_context": "personal", "only_negative": "vague"}))
    return table.assign(label=label.where(label != "", "none"), normal=table["text"].map(normalised))


def learn(
    sentences: Sequence[str], clues: Sequence[Clues], labels: Sequence[str], version: str, with_clues: bool = True
) -> Classifier:
    """A classifier fitted to these sentences, not yet calibrated."""
    from scipy.sparse import csr_array, hstack
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    vectorizer = TfidfVectorizer(analyzer=features, sublinear_tf=True, min_df=3)
    words = vectorizer.fit_transform(sentences)
    names = sorted({name for found in clues for name in clue_names(found)}) if with_clues else ["nothing"]
    places = {name: place for place, name in enumerate(names)}
    table = np.zeros((len(sentences), len(names)))
    for row, found in enumerate(clues):
        for name in clue_names(found):
            if name in places:
                table[row, places[name]] = CLUE_WEIGHT
    model = LogisticRegression(C=STRICTNESS, max_iter=300, tol=1e-3)
    model.fit(hstack([words, csr_array(table)]).tocsr(), labels)
    size = words.shape[1]
    return Classifier(
        labels=tuple(model.classes_),
        vocabulary={word: int(place) for word, place in vectorizer.vocabulary_.items()},
        importance=vectorizer.idf_,
        weights=model.coef_[:, :size].T,
        clues=places,
        clue_weights=model.coef_[:, size:].T,
        bias=model.intercept_,
        temperature=1.0,
        version=version,
    )


def folds(table: pd.DataFrame, parts: int = 10) -> Iterator[tuple[list[int], list[int]]]:
    """Rows to learn from and rows to test on; a style's sentences are never on both sides."""
    styles = list(dict.fromkeys(table["style"]))
    for part in range(parts):
        held_out = set(styles[part::parts])
        rows = range(len(table))
        yield (
            [row for row in rows if table["style"].iloc[row] not in held_out],
            [row for row in rows if table["style"].iloc[row] in held_out],
        )


def held_out_chances(table: pd.DataFrame, clues: Sequence[Clues], with_clues: bool = True) -> tuple[Floats, list[str]]:
    """What the classifier says of each sentence when it has seen nothing in that style, and the labels."""
    labels = sorted(set(table["label"]))
    chances = np.zeros((len(table), len(labels)))
    sentences = list(table["normal"])
    for known, unseen in folds(table):
        model = learn(
            [sentences[row] for row in known],
            [clues[row] for row in known],
            [table["label"].iloc[row] for row in known],
            "",
            with_clues,
        )
        places = [labels.index(label) for label in model.labels]
        found = model.probabilities([sentences[row] for row in unseen], [clues[row] for row in unseen])
        chances[np.ix_(unseen, places)] = found
    return chances, labels


def temperature(chances: Floats, right: Sequence[int]) -> float:
    """By what the scores are divided so that what is said to be 80 % sure is right in 80 %."""
    from scipy.optimize import minimize_scalar

    scores = np.log(np.clip(chances, 1e-9, 1))
    rows = np.arange(len(scores))

    def surprise(heat: float) -> float:
        scaled = scores / heat
        return float(np.mean(np.logaddexp.reduce(scaled, axis=1) - scaled[rows, right]))

    return float(minimize_scalar(surprise, bounds=(0.2, 5), method="bounded").x)


def trained(table: pd.DataFrame) -> Classifier:
    """The calibrated classifier of all labelled sentences."""
    rules = Rules.load()
    clues = [rules.read(sentence) for sentence in table["normal"]]
    chances, labels = held_out_chances(table, clues)
    heat = temperature(chances, [labels.index(label) for label in table["label"]])
    model = learn(list(table["normal"]), clues, list(table["label"]), version())
    return replace(model, temperature=heat, _places={})


def version() -> str:
    """Changes when the sentences or the phrases do."""
    content = SENTENCES.read_bytes() + PHRASES.read_bytes()
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()[:10]


def save(model: Classifier, path: Path = WEIGHTS) -> None:
    """Plain arrays, no pickled objects; half precision, as the third digit of a weight says nothing."""
    np.savez_compressed(
        path,
        labels="\n".join(model.labels),
        vocabulary="\n".join(sorted(model.vocabulary, key=model.vocabulary.__getitem__)),
        importance=model.importance.astype(np.float16),
        weights=model.weights.astype(np.float16),
        clues="\n".join(sorted(model.clues, key=model.clues.__getitem__)),
        clue_weights=model.clue_weights.astype(np.float16),
        bias=model.bias.astype(np.float32),
        temperature=np.float64(round(model.temperature, 3)),
        version=model.version,
    )


if __name__ == "__main__":
    save(trained(labelled()))
