"""Learns the classifier's weights from the labelled sentences: `python -m tools.train_feedback`.

The same sentences, twins and phrases give the same weights. scikit-learn is needed here and nowhere else; it comes
with the extra `train`.
"""

from __future__ import annotations

import hashlib
import random
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_array, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from analytics import DATA
from analytics.feedback.classifier import CLUE_WEIGHT, WEIGHTS, Classifier, Floats, clue_names, features
from analytics.feedback.outcome import OUTCOMES
from analytics.feedback.rules import PHRASES, Clues, Rules
from analytics.feedback.sentences import normalised

SENTENCES = DATA / "feedback" / "sentences.csv"
TWINS = DATA / "feedback" / "twins.toml"
STRICTNESS = 20.0
MANY_TWINS = 1_500
LEARNED_AS = {"out_of_context": "personal", "only_negative": "vague"}
"""Signs of which there are too few sentences to learn; phrases tell them apart."""


def labelled(path: Path = SENTENCES) -> pd.DataFrame:
    """The labelled sentences: source, style, text, labels and themes (joined by |), normal, label (the first one)."""
    table = pd.read_csv(path, keep_default_na=False)
    labels = table["labels"].str.split("|").map(lambda names: [LEARNED_AS.get(name, name) for name in names])
    return table.assign(
        every=labels,
        label=labels.str[0],
        normal=table["text"].map(normalised),
    )


def twins(path: Path = TWINS, many: int = MANY_TWINS) -> list[tuple[str, str]]:
    """Sentences that differ in little but what they say, with their label: frames filled with what is spoken of."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    filled = []
    for subject in content["subjects"]:
        for number, verbs in (("plural", ("are", "were", "need")), ("single", ("is", "was", "needs"))):
            for bare in subject[number]:
                words = dict(zip(("is", "was", "needs"), verbs, strict=True))
                words |= {"it": f"your {bare}", "It": f"Your {bare}", "our": f"our {bare}"}
                words |= {"bare": bare, "Bare": bare[0].upper() + bare[1:]}
                for label, frames in content["frames"].items():
                    meant = subject["reason"] if label == "weakness" else label
                    filled += [(frame.format(**words), meant) for frame in frames]
    return random.Random(20260101).sample(filled, min(many, len(filled)))


def learn(
    sentences: Sequence[str],
    clues: Sequence[Clues],
    labels: Sequence[Sequence[str]],
    version: str,
    with_clues: bool = True,
) -> Classifier:
    """A classifier fitted to these sentences, not yet calibrated; one of several labels weighs less."""
    vectorizer = TfidfVectorizer(analyzer=features, sublinear_tf=True, min_df=3)
    words = vectorizer.fit_transform(sentences)
    names = sorted({name for found in clues for name in clue_names(found)}) if with_clues else ["nothing"]
    places = {name: place for place, name in enumerate(names)}
    table = np.zeros((len(sentences), len(names)))
    for row, found in enumerate(clues):
        for name in clue_names(found):
            if name in places:
                table[row, places[name]] = CLUE_WEIGHT
    told = [(row, label) for row, of_sentence in enumerate(labels) for label in of_sentence]
    rows = [row for row, _ in told]
    model = LogisticRegression(C=STRICTNESS, max_iter=300, tol=1e-3)
    model.fit(
        hstack([words, csr_array(table)]).tocsr()[rows],
        [label for _, label in told],
        sample_weight=[1 / len(labels[row]) for row in rows],
    )
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


def folds(table: pd.DataFrame, parts: int = 6) -> Iterator[tuple[list[int], list[int]]]:
    """Rows to learn from and rows to test on; a style's sentences are never on both sides."""
    styles = list(dict.fromkeys(table["style"]))
    for part in range(parts):
        held_out = set(styles[part::parts])
        inside = table["style"].isin(held_out).to_numpy()
        yield np.flatnonzero(~inside).tolist(), np.flatnonzero(inside).tolist()


def held_out_chances(table: pd.DataFrame, clues: Sequence[Clues], with_clues: bool = True) -> tuple[Floats, list[str]]:
    """What the classifier says of each sentence when it has seen nothing in that style, and the labels."""
    labels = sorted({label for of_sentence in table["every"] for label in of_sentence})
    chances = np.zeros((len(table), len(labels)))
    for known, unseen in folds(table):
        model = _learned(table.iloc[known], [clues[row] for row in known], "", with_clues)
        places = [labels.index(label) for label in model.labels]
        found = model.probabilities(list(table["normal"].iloc[unseen]), [clues[row] for row in unseen])
        chances[np.ix_(unseen, places)] = found
    return chances, labels


def temperature(chances: Floats, right: Sequence[int]) -> float:
    """By what the scores are divided so that what is said to be 80 % sure is right in 80 %."""
    scores = np.log(np.clip(chances, 1e-9, 1))
    rows = np.arange(len(scores))

    def surprise(heat: float) -> float:
        scaled = scores / heat
        return float(np.mean(np.logaddexp.reduce(scaled, axis=1) - scaled[rows, right]))

    return float(minimize_scalar(surprise, bounds=(0.2, 5), method="bounded").x)


def trained(table: pd.DataFrame) -> Classifier:
    """The calibrated classifier of all labelled sentences and their twins."""
    clues = [Rules.load().read(sentence) for sentence in table["normal"]]
    chances, labels = held_out_chances(table, clues)
    heat = temperature(chances, [labels.index(label) for label in table["label"]])
    return replace(_learned(table, clues, version()), temperature=heat, _places={})


def _learned(table: pd.DataFrame, clues: Sequence[Clues], version: str, with_clues: bool = True) -> Classifier:
    more = [(normalised(text), label) for text, label in twins()]
    return learn(
        [*table["normal"], *(normal for normal, _ in more)],
        [*clues, *(Rules.load().read(normal) for normal, _ in more)],
        [*table["every"], *([label] for _, label in more)],
        version,
        with_clues,
    )


def version() -> str:
    """Changes when the sentences, the twins or the phrases do, and with it what is read anew."""
    content = b"".join(path.read_bytes() for path in (SENTENCES, TWINS, PHRASES, OUTCOMES))
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
