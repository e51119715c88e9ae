"""How many sentences a second are read on one core, beside a bare pass of one regular expression over the same ones.

python -m bench.feedback_speed [SENTENCES]
"""

from __future__ import annotations

import os
import random
import re
import sys
import time

# One core, as promised; set before numpy is loaded.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

from analytics.feedback.interpretation import interpret  # noqa: E402
from tools.train_feedback import labelled  # noqa: E402

PER_TEXT = 5


def main() -> None:
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    texts = letters(many)
    interpret(texts[:200])  # load the phrases and the weights
    start = time.process_time()
    pattern = re.compile(r"\b(experience|skills?|interview|position|candidate)\b", re.IGNORECASE)
    found = sum(len(pattern.findall(text)) for text in texts)
    bare = time.process_time() - start
    start = time.process_time()
    readings = interpret(texts)
    taken = time.process_time() - start
    named = sum(bool(reading.reasons) for reading in readings)
    print(f"{many:,} sentences, all different, in {len(texts):,} texts")
    print(f"{many / taken:,.0f} sentences a second of one core")
    print(f"{taken / bare:.0f} times one regular expression ({found:,} hits); {named:,} texts name something")


def letters(many: int) -> list[str]:
    """Texts of sentences that are all different: labelled ones with a number or a word exchanged."""
    chance = random.Random(20260101)
    sentences = labelled()["text"].tolist()
    words = [word for sentence in sentences for word in sentence.split() if word.isalpha()]
    varied = []
    for number in range(many):
        picked = chance.choice(sentences).split()
        picked[chance.randrange(len(picked))] = f"{chance.choice(words)}{number % 97}"
        varied.append(" ".join(picked).rstrip(".") + f" {number}.")
    return [" ".join(varied[at : at + PER_TEXT]) for at in range(0, many, PER_TEXT)]


if __name__ == "__main__":
    main()
