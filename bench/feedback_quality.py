"""How well sentences are read in styles that nothing was learned from: rules, classifier, both. For the model card.

python bench/feedback_quality.py
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from analytics.feedback.classifier import NOTHING
from analytics.feedback.judging import by_chance, by_rules
from analytics.feedback.rules import Clues, Rules
from tools.train_feedback import held_out_chances, labelled, temperature

RESAMPLED = 400
Answers = np.ndarray


def main() -> None:
    table = labelled()
    rules = Rules.load()
    clues = [rules.read(sentence) for sentence in table["normal"]]
    print(f"{len(table)} sentences in {table['style'].nunique()} styles; 95 % intervals by resampling styles\n")
    answers = {"rules alone": first(by_rules(found)[0] for found in clues)}
    for name, with_clues in (("classifier alone", False), ("both", True)):
        chances, labels = held_out_chances(table, clues, with_clues)
        chances = calibrated(chances, temperature(chances, [labels.index(label) for label in table["label"]]))
        known = clues if with_clues else [Clues() for _ in clues]
        found = (
            by_chance(clue, dict(zip(labels, row, strict=True)))
            for clue, row in zip(known, chances.tolist(), strict=True)
        )
        answers[name] = first(verdict[0] for verdict in found)
    measures(table, answers)
    calibration(table, chances, labels)
    confusion(table, answers["both"])


def first(found: object) -> Answers:
    """The reason a sentence is said to state, empty for none."""
    return np.array([next((it.reason.value for it in findings if it.reason), "") for findings in found])  # type: ignore[attr-defined]


def calibrated(chances: np.ndarray, heat: float) -> np.ndarray:
    scores = np.log(np.clip(chances, 1e-9, 1)) / heat
    likely = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(likely / likely.sum(axis=1, keepdims=True))


def measures(table: pd.DataFrame, answers: dict[str, Answers]) -> None:
    truth = table["reason"].to_numpy()
    styles = table["style"].to_numpy()
    kinds: dict[str, Callable[[Answers, Answers], float]] = {
        "answered, of sentences with a reason": lambda true, said: float(np.mean(said[true != ""] != "")),
        "right, of those": lambda true, said: float(np.mean((said == true)[(true != "") & (said != "")])),
        "macro-F1 over the nine reasons": macro_f1,
        "a reason named, of sentences without": lambda true, said: float(np.mean(said[true == ""] != "")),
    }
    print("| | " + " | ".join(answers) + " |\n|---|" + "---|" * len(answers))
    for name, measure in kinds.items():
        cells = [interval(measure, truth, said, styles) for said in answers.values()]
        print(f"| {name} | {' | '.join(cells)} |")
    print()


def interval(measure: Callable[[Answers, Answers], float], truth: Answers, said: Answers, styles: np.ndarray) -> str:
    names, places = np.unique(styles, return_inverse=True)
    rows = [np.flatnonzero(places == number) for number in range(len(names))]
    chance = np.random.default_rng(20260101)
    drawn = [
        np.concatenate([rows[pick] for pick in chance.integers(0, len(rows), len(rows))]) for _ in range(RESAMPLED)
    ]
    low, high = np.quantile([measure(truth[some], said[some]) for some in drawn], [0.025, 0.975])
    return f"{measure(truth, said):.3f} ({low:.3f}–{high:.3f})"


def macro_f1(truth: Answers, said: Answers) -> float:
    scores = []
    for reason in sorted(set(truth) - {""}):
        hit = np.sum((truth == reason) & (said == reason))
        scores.append(2 * hit / max(1, np.sum(truth == reason) + np.sum(said == reason)))
    return float(np.mean(scores))


def calibration(table: pd.DataFrame, chances: np.ndarray, labels: Sequence[str]) -> None:
    sure = chances.max(axis=1)
    right = np.array(labels)[chances.argmax(axis=1)] == table["label"].to_numpy()
    print("| said to be sure | sentences | mean | right |\n|---|---|---|---|")
    gaps = []
    for low in np.arange(0, 1, 0.2):
        inside = (sure >= low) & (sure < low + 0.2 + (low > 0.75))
        if inside.any():
            gaps.append(inside.mean() * abs(sure[inside].mean() - right[inside].mean()))
            means = f"{sure[inside].mean():.2f} | {right[inside].mean():.2f}"
            print(f"| {low:.1f}–{low + 0.2:.1f} | {inside.sum()} | {means} |")
    print(f"\nexpected calibration error {sum(gaps):.3f}\n")


def confusion(table: pd.DataFrame, said: Answers) -> None:
    true = table["reason"].replace("", NOTHING)
    counts = pd.crosstab(true, pd.Series(said).replace("", "(not answered)"))
    print("| states | " + " | ".join(counts.columns) + " |\n|---|" + "---|" * len(counts.columns))
    for reason, row in zip(counts.index, counts.to_numpy(), strict=True):
        print(f"| {reason} | {' | '.join(map(str, row))} |")


if __name__ == "__main__":
    main()
