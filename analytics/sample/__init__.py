"""The sample: 600 made-up students to look around with, shipped in data/sample and moved in time to end this week.

    store = sample_store(default_folder() / "sample", date.today())

The dashboard, the notebooks and the tests open it here. `python -m tools.sample` makes it.
"""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
from pandas.api.types import is_datetime64_any_dtype

from analytics import DATA
from analytics.publication.calendar import PublicationDay, academic_year
from analytics.publishing import enrolled_of, levels_of
from analytics.store import Store, Viewer
from analytics.store.access import FILE, access
from analytics.store.publications import Publications

FOLDER = DATA / "sample"
# Whom one looks at first: somebody who asked, was answered, and keeps goals, strengths and a journal.
FIRST_STUDENT = 1
YEAR = 364
PUBLISHED_BEFORE_END = (200, 100, 0)
PUBLISHED = FOLDER / "published" / "numbers.parquet"
"""The numbers of the three publications: their blur is the same for everybody, as the students are made up."""
HALF_YEAR = timedelta(days=182.62)
SEASONS = ("spring", "autumn")


def sample_store(folder: Path, today: date) -> Store:
    """The sample that ends in the week before today, in a folder of its own in `folder`.

    It is filled the first time and opened as it is for the rest of the week, with whatever somebody tried in it; those
    of earlier weeks are removed then.
    """
    store = Store(folder / last_day(today).isoformat())
    if _is_empty(store):
        _remove_before(folder, last_day(today))
        fill(store, tables(today))
    if not Publications(store.folder).path.exists():
        publish(store, today)
    return store


def _remove_before(folder: Path, week: date) -> None:
    """Removes the samples of earlier weeks; one that is still open elsewhere, where that keeps it, goes next week."""
    for path in folder.iterdir():
        if re.fullmatch(r"\d{4}-\d\d-\d\d", path.name) and path.name < week.isoformat():
            shutil.rmtree(path, ignore_errors=True)


def fill(store: Store, rows: Mapping[str, pd.DataFrame]) -> None:
    """Puts made-up students (rows by table) into a store that has none; one that has some stays as it is."""
    with store.writing(Viewer.staff()) as writer:
        # Another process may have filled it while this one waited for its turn.
        if not writer.rows("from applicants limit 1"):
            for table, of_table in rows.items():
                writer.append(table, of_table)


def settle(folder: Path, today: date) -> None:
    """Writes the settings of the sample's campus beside its store: its days of publication, its lists of groups."""
    lists = about()["lists"]
    lines = {"publications": [due.day.isoformat()[5:] for due in publication_days(today)], **lists}
    text = "".join(f"{name} = {json.dumps(words)}\n" for name, words in lines.items())
    (folder / FILE).write_text(text, encoding="utf-8")


def publish(store: Store, today: date) -> None:
    """Puts the numbers in place that were published of the sample on three days of its year."""
    settle(store.folder, today)
    enrolments = pd.read_parquet(FOLDER / "enrolments.parquet")
    plan = access(store.folder).plan(enrolled_of(enrolments), levels_of(enrolments))
    moment = datetime.combine(today, time())
    Publications(store.folder).keep(plan, publication_days(today), pd.read_parquet(PUBLISHED), moment)


def publication_days(today: date) -> list[PublicationDay]:
    """The three days on which the sample's numbers were published, of the year that ends with it."""
    last = last_day(today)
    first = last - timedelta(days=YEAR)
    return [
        PublicationDay(last - timedelta(days=before), academic_year(first), first, last)
        for before in PUBLISHED_BEFORE_END
    ]


def tables(today: date) -> dict[str, pd.DataFrame]:
    """The sample's rows by table, moved by whole weeks: what happened on a Monday happens on a Monday."""
    moved = last_day(today) - about()["ends_on"]
    return {path.stem: _moved(pd.read_parquet(path), moved) for path in sorted(FOLDER.glob("*.parquet"))}


def last_day(today: date) -> date:
    """The last day of the sample: at most six days before today."""
    ended: date = about()["ends_on"]
    return today - timedelta(days=(today - ended).days % 7)


@cache
def about() -> dict[str, Any]:
    """How the sample was drawn, the day it ends on as shipped, and what is true of its population."""
    return tomllib.loads((FOLDER / "about.toml").read_text(encoding="utf-8"))


def _moved(rows: pd.DataFrame, by: timedelta) -> pd.DataFrame:
    moved = rows.copy()
    for name in moved:
        if is_datetime64_any_dtype(moved[name]):
            moved[name] += by
        elif name == "term":
            moved[name] = moved[name].map(lambda term: _later(term, round(by / HALF_YEAR)))
    return moved


def _later(term: str, half_years: int) -> str:
    season, year = term.split()
    year_since, which = divmod(2 * int(year) + SEASONS.index(season) + half_years, 2)
    return f"{SEASONS[which]} {year_since}"


def _is_empty(store: Store) -> bool:
    snapshot = store.snapshot()
    try:
        return snapshot.cursor().execute("select count(*) from applicants").fetchone() == (0,)
    finally:
        snapshot.close()
