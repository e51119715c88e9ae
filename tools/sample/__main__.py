"""`python -m tools.sample [--students N]`: writes data/sample anew, one Parquet file a table and what is true of it.

The numbers that were published of the sample come along, so that nobody who opens it waits for them to be made.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from analytics.publishing import publish_on
from analytics.sample import FOLDER, PUBLISHED, fill, publication_days, settle
from analytics.store import Store
from analytics.store.publications import Publications
from tools.sample import draw, model, truth
from tools.sample.cohort import SEED

ENDS_ON = date(2026, 11, 20)
STUDENTS = 600
SEED_OF_BLUR = 20260101


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--students", type=int, default=STUDENTS)
    options.add_argument("--out", type=Path, default=FOLDER)
    chosen = options.parse_args()
    write(chosen.out, chosen.students)


def write(folder: Path, students: int = STUDENTS) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    drawn = {table: as_moments(rows) for table, rows in draw(ENDS_ON, students, SEED).items()}
    for table, rows in drawn.items():
        _to_file(rows, folder / f"{table}.parquet")
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
    _to_file(published(drawn), folder / PUBLISHED.relative_to(FOLDER))


def published(drawn: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The numbers of the sample's publications, made from its rows as those of any store are."""
    with TemporaryDirectory() as work:
        store = Store(Path(work) / "store")
        fill(store, drawn)
        settle(store.folder, ENDS_ON)
        source = random.Random(SEED_OF_BLUR).randbytes
        publish_on(store, publication_days(ENDS_ON), datetime.combine(ENDS_ON, time()), source)
        return Publications(store.folder).kept()


def _to_file(rows: pd.DataFrame, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    rows.to_parquet(path, compression="zstd", index=False)


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
