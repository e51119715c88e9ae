"""`Rejected 3/4/25`: a day inside the words of a status becomes a date column of its own, beside the file's.

Only where nothing else dates the answers, and where the rest of the words is one known thing that happened.
"""
# ruff: noqa: S608

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from analytics.ingest.columns import RESPONSES, Column, Profile
from analytics.ingest.dates import Form, shape, without_days
from analytics.ingest.limits import DAYS_IN_WORDS
from analytics.ingest.staging import Staging
from analytics.ingest.statuses import says_one_event

IN_WORDS = "(the day in its words)"
_EDGES = "()[],;:-–"
_DAY_WORDS = ("on", "am", "at", "for", "the", "vom", "el", "le", "em", "du", "den", "dia")


def day_in(text: str) -> str | None:
    """The one day in a text whose other words are one known event."""
    tokens = text.split()
    for size in range(min(4, len(tokens)), 0, -1):
        for start in range(len(tokens) - size + 1):
            piece = " ".join(tokens[start : start + size]).strip(_EDGES + " ")
            rest = tokens[:start], tokens[start + size :]
            if _is_day(piece, said=bool(rest[0]) and rest[0][-1].lower() in _DAY_WORDS):
                return piece if _one_event([*rest[0], *rest[1]]) else None
    return None


def _is_day(piece: str, said: bool) -> bool:
    """`3/4` alone may be a round of four; `on 3/4` is a day."""
    found = shape(piece)
    return found is not None and (
        found.form in (Form.FULL, Form.NUMBERS, Form.DAY_MONTH) or (found.form is Form.PAIR and said)
    )


def _one_event(words: list[str]) -> bool:
    while words and words[-1].lower().strip(_EDGES) in _DAY_WORDS:
        words = words[:-1]
    rest = re.sub(r"[\[\]()]", " ", " ".join(words)).strip(_EDGES + " ")
    return without_days(rest) == rest and says_one_event(rest)


def with_days_of_words(
    staging: Staging, columns: list[Column], profiles: list[Profile], said: dict[str, str]
) -> tuple[list[Column], list[Profile]]:
    """The columns, and one more with the days that stand in the words of the status, if there are any.

    Where several columns tell how it stands, the first one with a day in its words dates the row. `said` are a
    person's own words on columns, by name.
    """
    statuses = [column for column in columns if column.meaning == "status"]
    if not statuses or _dated(columns, profiles):
        return columns, profiles
    name = f"{statuses[0].name.strip()} {IN_WORDS}"
    if said.get(name, "status_on") != "status_on":
        return columns, profiles
    texts = {text for column in statuses for text, _ in staging.distinct(column.index)}
    days = {text: day for text in texts if (day := day_in(text))} if len(texts) <= DAYS_IN_WORDS else {}
    if not days:
        return columns, profiles
    index = len(staging.table.names)
    staging.keep(
        "in_words",
        pd.DataFrame({"text": list(days), "day": list(days.values())}),
        {"text": "varchar", "day": "varchar"},
    )
    staging.writer.sql(f"alter table temp.raw add column c{index} varchar")
    for column in reversed(statuses):  # the first one has the last word
        staging.writer.sql(
            f"update temp.raw set c{index} = in_words.day from in_words "
            f"where {staging.text(column.index)} = in_words.text"
        )
    filled = int(staging.value(f"select count(c{index}) from raw"))
    new = Column(index, name, "status_on")
    return [*columns, new], [*profiles, Profile(filled, profiles[0].rows, len(set(days.values())), dates=1.0)]


def _dated(columns: Sequence[Column], profiles: Sequence[Profile]) -> bool:
    return any(column.meaning in RESPONSES and profiles[column.index].filled for column in columns)
