"""The strengths somebody keeps: how many, and how many of them say how much. For About me."""

from __future__ import annotations

import pandas as pd

from analytics.wording.numbers import at_start, count, how_many, plural
from analytics.wording.records import records


def in_words(kept: pd.DataFrame) -> str:
    """The one sentence about the rows of `strengths.sql`: a number is easier to believe than a word."""
    n = len(kept)
    if not n:
        return "No strength is kept yet."
    counted = sum(bool(row["amount"]) or any(map(str.isdigit, row["words"])) for row in records(kept))
    said = at_start(f"{count(n, 'strength')} {plural(n, 'is', 'are')} kept")
    if counted in (0, n):
        return f"{said}, {'with' if counted else 'without'} a number{'' if n == 1 else ' each' if counted else ''}."
    return f"{said}, {how_many(counted)} of them with a number."
