"""What was learned: made again from the same sentences, calibrated, small, and safe to load."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.feedback.classifier import WEIGHTS, Classifier
from analytics.feedback.rules import Clues, Rules
from analytics.taxonomy import Reason, Sign, Theme
from tools.train_feedback import _learned, folds, labelled, temperature, twins, version


def test_the_labelled_sentences_are_many_varied_and_in_the_words_of_the_taxonomy() -> None:
    table = labelled()
    assert len(table) >= 1_000
    assert table["style"].nunique() >= 20
    assert set(table["source"]) == {"written"}
    assert not table.duplicated(["style", "text"]).any()
    labels = {label for of_sentence in table["labels"] for label in of_sentence.split("|")}
    assert labels == {*Reason.labels(), *Sign.labels(), "strength", "none"}
    themes = {theme for of_sentence in table["themes"] for theme in of_sentence.split("|")}
    assert themes - {""} == set(Theme.labels())


def test_twins_differ_in_what_they_say_of_the_same_thing() -> None:
    told = dict(twins(many=10_000))
    assert (told["Your answers were excellent."], told["Your answers let you down."]) == (
        "strength",
        Reason.INTERVIEW.value,
    )
    assert told["Your answers were never the problem."] == "none"


def test_the_weights_are_of_these_sentences_and_phrases_and_hold_no_objects() -> None:
    assert Classifier.load().version == version(), "run python -m tools.train_feedback"
    assert WEIGHTS.stat().st_size < 2_000_000
    with np.load(WEIGHTS, allow_pickle=False) as stored:
        assert all(stored[name].dtype != object for name in stored.files)


def test_learning_again_gives_the_same_answers() -> None:
    table = labelled()
    rules = Rules.load()
    clues = [rules.read(sentence) for sentence in table["normal"]]
    again = _learned(table, clues, version())
    again.temperature = Classifier.load().temperature
    stored = Classifier.load().probabilities(list(table["normal"]), clues)
    assert again.labels == Classifier.load().labels
    assert np.abs(again.probabilities(list(table["normal"]), clues) - stored).max() < 0.02


def test_no_style_is_on_both_sides_and_every_sentence_is_tested_once() -> None:
    table = labelled()
    tested: list[int] = []
    for known, unseen in folds(table):
        assert not set(table["style"].iloc[known]) & set(table["style"].iloc[unseen])
        tested += unseen
    assert sorted(tested) == list(range(len(table)))


def test_a_temperature_cools_what_was_too_sure() -> None:
    sure = np.tile([0.95, 0.05], (100, 1))
    right = [0] * 70 + [1] * 30
    heat = temperature(sure, right)
    scaled = np.array([0.95, 0.05]) ** (1 / heat)
    assert scaled[0] / scaled.sum() == pytest.approx(0.7, abs=0.01)


def test_nothing_and_unknown_words_have_chances_too() -> None:
    found = Classifier.load().probabilities(["  ", " qzx qzx "], [Clues(), Clues()])
    assert found.shape == (2, len(Classifier.load().labels))
    assert np.allclose(found.sum(axis=1), 1)
