"""`python -m tools.sample [--students N]`: writes data/sample anew, one Parquet file a table and what is true of it."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pandas as pd

from analytics.sample import FOLDER
from tools.sample import draw, model, truth
from tools.sample.cohort import SEED

ENDS_ON = date(2026, 11, 20)
STUDENTS = 600


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--students", type=int, default=STUDENTS)
    options.add_argument("--out", type=Path, default=FOLDER)
    chosen = options.parse_args()
    write(chosen.out, chosen.students)


def write(folder: Path, students: int = STUDENTS) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    for table, rows in draw(ENDS_ON, students, SEED).items():
        as_moments(rows).to_parquet(folder / f"{table}.parquet", compression="zstd", index=False)
    about = [
        "# Written by `python -m tools.sample`.",
        f"ends_on = {ENDS_ON}",
        f"students = {students}",
        f"seed = {SEED}",
        "",
        "[lists]",
        f"channels = {as_list(model.CHANNELS)}",
        f"role_families = {as_list(model.FAMILIES)}",
        "",
        "[truth]",
        f"request_reply_rate = {truth().request_reply_rate:.6f}",
    ]
    (folder / "about.toml").write_text("\n".join(about) + "\n", encoding="utf-8")


def as_list(levels: Sequence[model.Level]) -> str:
    """The words of a factor as TOML writes a list."""
    return json.dumps([level.word for level in levels])


def as_moments(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with days as midnights: one kind of column to move."""
    written = rows.copy()
    for name in written:
        if written[name].map(lambda value: isinstance(value, date)).any():
            written[name] = pd.to_datetime(written[name]).astype("datetime64[us]")
    return written


if __name__ == "__main__":
    main()
