"""`Rejected 3/4/25`: a day inside the words of a status becomes a date column of its own, beside the file's.

Only where nothing else dates the answers, and where the rest of the words is one known thing that happened.
"""
# ruff: noqa: S608

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import pandas as pd

from analytics.ingest.columns import RESPONSES, Column, Profile, hints
from analytics.ingest.dates import Form, shape, without_days
from analytics.ingest.limits import DAYS_IN_WORDS
from analytics.ingest.staging import Staging
from analytics.ingest.statuses import says_one_event, status_of
from analytics.ingest.words import heading

IN_WORDS = "(the day in its words)"
APPLIED_IN_WORDS = "(the day of applying in its words)"
_EDGES = "()[],;:-–"
_PARTS_OF_A_DAY = (
    ("year", "jahr", "ano", "annee", "anno", "applied year"),
    ("month", "monat", "mes", "mois", "mese", "applied month"),
    ("day", "tag", "dia", "jour", "giorno", "applied day", "day of month"),
)
_DAY_WORDS = ("on", "am", "at", "for", "the", "vom", "el", "le", "em", "du", "den", "dia")


def day_in(text: str, says: Callable[[list[str]], bool] | None = None) -> str | None:
    """The one day in a text whose other words are one known event, or say what else is asked of them."""
    tokens = text.split()
    for size in range(min(4, len(tokens)), 0, -1):
        for start in range(len(tokens) - size + 1):
            piece = " ".join(tokens[start : start + size]).strip(_EDGES + " ")
            rest = tokens[:start], tokens[start + size :]
            if _is_day(piece, said=bool(rest[0]) and rest[0][-1].lower() in _DAY_WORDS):
                return piece if (says or _one_event)([*rest[0], *rest[1]]) else None
    return None


def _is_day(piece: str, said: bool) -> bool:
    """`3/4` alone may be a round of four; `on 3/4` is a day."""
    found = shape(piece)
    return found is not None and (
        found.form in (Form.FULL, Form.NUMBERS, Form.DAY_MONTH) or (found.form is Form.PAIR and said)
    )


def _one_event(words: list[str]) -> bool:
    rest = _without_edges(words)
    return without_days(rest) == rest and says_one_event(rest)


def _applied(words: list[str]) -> bool:
    """`Applied 5/1/2026`: whether the words say that it was sent, and nothing else."""
    rest = _without_edges(words)
    sent = not hints()["applied_on"].isdisjoint(heading(rest).split())
    return sent and without_days(rest) == rest and status_of(rest).meanings == ("open",)


def _without_edges(words: list[str]) -> str:
    while words and words[-1].lower().strip(_EDGES) in _DAY_WORDS:
        words = words[:-1]
    return re.sub(r"[\[\]()]", " ", " ".join(words)).strip(_EDGES + " ")


def with_days_of_parts(
    staging: Staging, columns: list[Column], profiles: list[Profile], said: dict[str, str]
) -> tuple[list[Column], list[Profile]]:
    """The columns, and one more where `Year`, `Month` and `Day` stand in columns of their own and no other has days."""
    parts = [next((c for c in columns if heading(c.name) in names), None) for names in _PARTS_OF_A_DAY]
    have = any(c.meaning in ("applied_on", "date") and profiles[c.index].filled for c in columns)
    named = [part for part in parts if part is not None and profiles[part.index].filled and part.title not in said]
    if have or len(named) < len(parts):
        return columns, profiles
    index = len(columns)
    year, month, day = (staging.cell(part.index) for part in named)
    staging.writer.sql(f"alter table temp.raw add column c{index} varchar")
    staging.writer.sql(
        f"update temp.raw set c{index} = {day} || ' ' || {month} || ' ' || {year} where {day} <> '' and {month} <> '' "
        f"and {year} <> '' and regexp_matches({month}, '[a-zA-Z]')"
    )
    staging.writer.sql(
        f"update temp.raw set c{index} = {year} || '-' || {month} || '-' || {day} "
        f"where c{index} is null and {day} <> '' and {month} <> '' and {year} <> ''"
    )
    filled = int(staging.value(f"select count(c{index}) from raw"))
    name = " / ".join(part.title for part in named)
    taken = {part.index for part in named}
    columns = [replace(c, meaning="ignored", why=f"its days are read as “{name}”") if c.index in taken else c
               for c in columns]  # fmt: skip
    return [*columns, Column(index, name, "applied_on")], [
        *profiles, Profile(filled, profiles[0].rows, filled, dates=1.0),
    ]  # fmt: skip


def with_days_of_words(
    staging: Staging, columns: list[Column], profiles: list[Profile], said: dict[str, str]
) -> tuple[list[Column], list[Profile]]:
    """The columns, and those with the days in the words of the status that no column has: of answers, and of applying.

    Where several columns tell how it stands, the first one with a day in its words dates the row. `said` are a
    person's own words on columns, by name.
    """
    statuses = [column for column in columns if column.meaning == "status"]
    for meaning, title, says in (("status_on", IN_WORDS, _one_event), ("applied_on", APPLIED_IN_WORDS, _applied)):
        have = RESPONSES if meaning == "status_on" else (meaning,)
        dated = any(column.meaning in have and profiles[column.index].filled for column in columns)
        name = f"{statuses[0].name.strip()} {title}" if statuses else ""
        if statuses and not dated and said.get(name, meaning) == meaning:
            index = len(columns)
            if filled := _fill(staging, index, statuses, says):
                columns = [*columns, Column(index, name, meaning)]
                profiles = [*profiles, Profile(filled, profiles[0].rows, filled, dates=1.0)]
    return columns, profiles


def _fill(staging: Staging, index: int, statuses: Sequence[Column], says: Callable[[list[str]], bool]) -> int:
    """Writes the days in words into a column of their own; returns how many there are."""
    texts = {text for column in statuses for text, _ in staging.distinct(column.index)}
    days = {text: day for text in texts if (day := day_in(text, says))} if len(texts) <= DAYS_IN_WORDS else {}
    if not days:
        return 0
    frame = pd.DataFrame({"text": list(days), "day": list(days.values())})
    staging.keep("in_words", frame, {"text": "varchar", "day": "varchar"})
    staging.writer.sql(f"alter table temp.raw add column c{index} varchar")
    for column in reversed(statuses):  # the first one has the last word
        staging.writer.sql(
            f"update temp.raw set c{index} = in_words.day from in_words "
            f"where {staging.text(column.index)} = in_words.text"
        )
    return int(staging.value(f"select count(c{index}) from raw"))
