"""How well messages are read: the probes, whole mails in frames, and sentences in styles that nothing was learned from.

python -m bench.feedback_quality [--styles]

The probes in bench/feedback_probes were each written before the reader had read any of them; what the card calls a
first reading was printed then. What is printed now is what became of them afterwards. The mails are put together from
data/feedback/mails.toml; the phrases were mended on them.
"""

from __future__ import annotations

import csv
import random
import sys
import tomllib
from pathlib import Path
from typing import Any

from analytics import DATA
from analytics.feedback.interpretation import Interpretation, interpret
from analytics.feedback.judging import by_chance
from analytics.feedback.rules import Rules
from analytics.statistics.proportions import wilson
from analytics.taxonomy import MessageOutcome, Polarity
from tools.train_feedback import held_out_chances, labelled

PROBES = Path(__file__).parent / "feedback_probes"
MAILS = DATA / "feedback" / "mails.toml"
FRAMES_EACH = 4


def main() -> None:
    for file in sorted(PROBES.glob("sentences_*.csv")):
        sentences(file)
    for file in sorted(PROBES.glob("outcomes_*.csv")):
        rows = _rows(file)
        outcomes(file.stem, [(row["text"], row["outcome"]) for row in rows])
    whole = mails()
    outcomes(f"{len(whole)} whole mails", whole)
    if "--styles" in sys.argv:
        styles()


def sentences(file: Path) -> None:
    """Praise, criticism, silence and reasons, each as the card counts it."""
    rows = _rows(file)
    found = interpret([row["text"] for row in rows])
    read = list(zip(rows, found, strict=True))
    print(f"\n{file.stem}")
    praise = [it for row, it in read if row["asked"] == "praise"]
    _print("praise found", [_praises(it) and not _reasons(it) for it in praise])
    _print("praise turned into a weakness", [bool(_reasons(it)) for it in praise])
    _print("criticism stored as a strength", [_praises(it) for row, it in read if row["asked"] == "criticism"])
    _print("no reason, given one", [bool(_reasons(it)) for row, it in read if row["asked"] == "silent"])
    stated = [(row, it) for row, it in read if row["asked"] == "reason" and row["reasons"]]
    answered = [(row, it) for row, it in stated if _reasons(it)]
    _print("a stated reason answered", [bool(_reasons(it)) for _, it in stated])
    _print("right of those", [bool(_reasons(it) & {*row["reasons"].split("|")}) for row, it in answered])
    misleading = [(row, it) for row, it in read if row["asked"] == "misleading"]
    _print("misleading, read rightly", [_rightly(row["reasons"], it) for row, it in misleading])
    _print("kind", [it.kind in row["kind"].split("|") for row, it in read])


def outcomes(name: str, rows: list[tuple[str, str]]) -> None:
    """The outcome, a false no first; a label may allow several, the likeliest first."""
    found = interpret([text for text, _ in rows])
    read = [(outcome.split("|"), it.outcome) for (_, outcome), it in zip(rows, found, strict=True)]
    print(f"\n{name}")
    _print("a no where there is none", [it.is_no for truth, it in read if not MessageOutcome(truth[0]).is_no])
    _print("a no found", [it.is_no for truth, it in read if MessageOutcome(truth[0]).is_no])
    _print("right", [it in truth for truth, it in read])
    _print("right or unknown", [it in (*truth, MessageOutcome.UNKNOWN) for truth, it in read])


def mails() -> list[tuple[str, str]]:
    """Whole mails with their outcome: each body in frames of its language, with letterhead, footers and quotes."""
    content = tomllib.loads(MAILS.read_text(encoding="utf-8"))
    chance = random.Random(20260101)
    return [
        (_framed(content, language, body, chance), outcome)
        for language, bodies in content["bodies"].items()
        for outcome, texts in bodies.items()
        for body in texts
        for _ in range(FRAMES_EACH)
    ]


def _framed(content: dict[str, Any], language: str, body: str, chance: random.Random) -> str:
    frames = content["frames"][language]
    whole = chance.choice(frames["above"]) + body + chance.choice(frames["below"])
    return str(whole.format(**{name: chance.choice(values) for name, values in content["fill"].items()}))


def styles() -> None:
    """Sentences whose whole style was left out of learning; the phrases had seen them."""
    table = labelled()
    clues = [Rules.load().read(sentence) for sentence in table["normal"]]
    chances, labels = held_out_chances(table, clues)
    verdicts = [by_chance(clue, dict(zip(labels, row, strict=True))) for clue, row in zip(clues, chances, strict=True)]
    said = [{found.reason.value for found in verdict.findings if found.reason} for verdict in verdicts]
    read = list(zip(table["every"], said, strict=True))
    stated = [({*truth}, found) for truth, found in read if {*truth} - {"none", "strength", "vague", "personal"}]
    print(f"\n{len(table)} sentences in {table['style'].nunique()} styles")
    _print("answered", [bool(found) for _, found in stated])
    _print("right of those", [bool(truth & found) for truth, found in stated if found])
    _print("no reason, given one", [bool(found) for truth, found in read if truth == ["none"]])
    _print("praise turned into a weakness", [bool(found) for truth, found in read if truth == ["strength"]])


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _reasons(found: Interpretation) -> set[str]:
    return {it.reason.value for it in found.reasons if it.reason}


def _rightly(reasons: str, found: Interpretation) -> bool:
    """Whether nothing is named where nothing is stated, else one of what is."""
    stated = set(filter(None, reasons.split("|")))
    return bool(_reasons(found) & stated) if stated else not _reasons(found)


def _praises(found: Interpretation) -> bool:
    return any(it.polarity is Polarity.STRENGTH for it in found.reasons)


def _print(name: str, hits: list[bool]) -> None:
    interval = wilson(sum(hits), len(hits))
    low, high = interval.low or 0.0, interval.high or 0.0
    print(f"| {name} | {sum(hits)} of {len(hits)} | {low:.0%} to {high:.0%} |")


if __name__ == "__main__":
    main()
