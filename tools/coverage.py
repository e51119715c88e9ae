"""Measures again, with fresh seeds, how often what the pages claim holds, and writes docs/coverage.md.

python -m tools.coverage [SEED]         takes some ten minutes
"""

from __future__ import annotations

import sys
import time
from datetime import date
from math import isnan, sqrt
from pathlib import Path

from tests.coverage import MEASURES, Measure, Rows

PAGE = Path(__file__).parents[1] / "docs" / "coverage.md"
MARK = "<!-- measured below; everything above is kept -->"


def main(seed: int) -> None:
    said = PAGE.read_text(encoding="utf-8").split(MARK)[0] if PAGE.exists() else "# What the claims were worth\n\n"
    tables = [f"{MARK}\n\nMeasured on {date.today():%d %B %Y}, first seed {seed}."]
    for measure in MEASURES:
        start = time.perf_counter()
        tables.append(as_markdown(measure, measure.of(measure.runs, seed)))
        print(f"{measure.title}: {time.perf_counter() - start:.0f} s", flush=True)
    PAGE.write_text(said + "\n\n".join(tables) + "\n", encoding="utf-8")


def as_markdown(measure: Measure, rows: Rows) -> str:
    """A table of percentages, with the error that comes from the number of runs."""
    columns = list(next(iter(rows.values())))
    error = 100 * sqrt(0.95 * 0.05 / measure.runs)
    lines = [
        f"## {measure.title}",
        f"{measure.claim}; {measure.runs} runs a line, so a figure near 95 is sure to {error:.1f} points.",
        f"| | {' | '.join(columns)} |\n|{'---|' * (len(columns) + 1)}",
    ]
    body = [f"| {name} | {' | '.join(_percent(found[column]) for column in columns)} |" for name, found in rows.items()]
    return "\n\n".join(lines[:2]) + "\n\n" + "\n".join([lines[2], *body])


def _percent(share: float) -> str:
    return "" if isnan(share) else f"{100 * share:.1f}"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20261125)
