"""Which rows of a staged table stay: those set aside with the reason, single cells without a usable day, duplicates."""
# ruff: noqa: S608, E501

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pandas as pd

from analytics.errors import NothingToImport
from analytics.ingest.columns import LEFT_OUT, OUTCOMES, STAGES, Column, names_a_role
from analytics.ingest.reading import SetAside
from analytics.ingest.staging import Staging
from analytics.ingest.tables import Table, passed_over
from analytics.ingest.words import normal


def rows_without_application(staging: Staging, columns: Sequence[Column]) -> list[SetAside]:
    """Puts rows that name no employer and no role, or hold one cell only, into `skipped`, with the reason.

    Raises NothingToImport where no column names an employer or a role.
    """
    by = {column.meaning: column.index for column in reversed(columns)}
    named = [staging.named([by[name]]) for name in ("employer", "role") if name in by]
    if not named:
        raise NothingToImport(
            f"{staging.table.name} has no column for the company or the role.", "Name one of them in the header."
        )
    told = [f"{staging.cell(c.index)} <> ''" for c in columns if c.meaning in ("applied_on", "status", "link", *STAGES)]
    doubtful = f"coalesce({', '.join(named)}) is null"
    if told and len(named) == 2:
        doubtful += f" or not ({' or '.join(f'coalesce({one}, false)' for one in told)})"
    if staging.owner is not None:
        doubtful += f" or coalesce({staging.cell(staging.owner)}, '') = ''"
    # A line of totals has no day of applying, and a number or a word for it where the others have names.
    applied = by.get("applied_on")
    undated = f"coalesce({staging.cell(applied)}, '') = ''" if applied is not None else "true"
    counts = [f"regexp_matches(lower({staging.cell(by[n])}), $total)" for n in ("employer", "role") if n in by]
    doubtful += f" or ({undated} and ({' or '.join(counts)}))"
    # The header again, half way down.
    headings = [name.strip() for name in staging.table.names]
    first = [index for index, name in enumerate(headings) if name][:2]
    again = {f"name{index}": headings[index] for index in first} | {"total": _MAY_COUNT}
    same = " and ".join(f"{staging.cell(index)} = $name{index}" for index in first)
    doubtful += f" or ({same})"
    cells = [f"coalesce(c{index}, '')" for index in range(len(staging.table.names))]
    join = (
        f"left join day_{applied} as d on d.text = day_text" if applied in staging.days and applied is not None else ""
    )
    found = staging.rows(
        f"select place, line, name, {'d.day' if join else 'null'}, cells from (select {staging.place_of} as place, {staging.line} as line, "
        f"coalesce({', '.join(named)}) as name, [{', '.join(cells)}] as cells, {staging.text(applied) if join and applied is not None else 'null'} as day_text from raw where {doubtful}) {join} order by place",
        again,
    )
    set_aside: list[SetAside] = []
    skipped: list[int] = []
    empty = 0
    ignored = {c.index for c in columns if c.meaning in LEFT_OUT}

    def same_as_header(row: Sequence[str]) -> bool:
        return all(cell.strip() == name for cell, name in zip(row, headings, strict=True) if name)

    for place, line, name, day, row in found:
        filled = [index for index, cell in enumerate(row) if cell.strip()]
        reason = (
            "the header again"
            if filled and same_as_header(row)
            else "it names no student"
            if staging.owner is not None and not row[staging.owner].strip()
            else _no_application(row, filled, name, day, by, ignored)
        )
        if not filled:
            empty += 1
        elif reason:
            set_aside.append(SetAside(line, reason, None, tuple(row)))
        if reason or not filled:
            skipped.append(place)
    staging.keep("skipped", pd.DataFrame({"place": skipped}), {"place": "bigint"})
    if empty:
        staging.table.remarks.append(passed_over(empty))
    own = [SetAside(line, reason, None, tuple(cells)) for line, reason, cells in staging.table.set_aside]
    return own + set_aside


def _no_application(
    row: Sequence[str], filled: list[int], name: str | None, day: object, by: dict[str, int], ignored: set[int]
) -> str | None:
    """Why a row is no application, None where it may be one."""
    telling = [index for index in filled if index not in ignored]
    if name is None and day is not None and len(telling) >= 2:
        return None  # an application to nobody knows whom, on a known day
    if name is None:
        numbers = all(re.fullmatch(r"[\d.,#\s]+", row[index]) or index in ignored for index in filled)
        return "it holds a number and nothing else" if numbers else "it names neither an employer nor a role"
    if _is_total(row, day, by):
        return "it is a total, not an application"
    if len(telling) == 1 and len(row) >= 4:
        return f"only one cell is filled (“{name[:40]}”)"
    return None


# Words of a line that counts the others, at its beginning or before a number.
_TOTAL = re.compile(
    r"^(?:grand |sub ?|in )?(?:totals?|totales|totale|totaal|sum|summe|suma|somme|soma|count|average|avg|mean|percentages?|"
    r"gesamt\w*|insgesamt|anzahl|durchschnitt|nombre|moyenne|promedio|media|mittelwert|razem|toplam|antal|yhteensa)\b"
    r"|\b(?:so far|in total|insgesamt|overall|bisher|hasta ahora|au total|ate agora|jusqu a present|in totaal)$"
    r"|^(?:number of|no of|anzahl der|numero de|nombre de) "
)
# Any of these may be such a line; which it is, the whole row tells.
_MAY_COUNT = (
    r"\d|total|totaal|sum|som[ae]|count|average|avg|mean|percent|gesamt|anzahl|schnitt|nombre|moyenne|promedio|media|"
    r"mittelwert|razem|toplam|antal|yhteens|so far|overall|bisher|hasta ahora|number of|no\. of"
)
_COUNTED = re.compile(
    r"^\W*[\d.,]+\s*%?\W*$|^\d+\s*(?:/|of|von|de|sur)\s*\d+$|^\d+ \w+(?: \w+)?$|^\w+\s*[:=]\s*[\d.,]+ ?%?$"
)


def _is_total(row: Sequence[str], day: object, by: dict[str, int]) -> bool:
    """A line that counts the others: words for it, or numbers where the others name a role; and no day of applying."""
    names = [row[by[name]].strip() for name in ("employer", "role") if name in by and row[by[name]].strip()]
    if day is not None or not names or names_a_role(names[-1]):
        return False
    others = [cell.strip() for index, cell in enumerate(row) if cell.strip() and index not in _named(by)]
    counted = [cell for cell in (*names[1:], *others) if _COUNTED.match(cell)]
    if all(_COUNTED.match(name) for name in names) and any(_TOTAL.search(normal(cell)) for cell in others):
        return True  # the word stands in another column, and numbers where the others have names
    if any(_TOTAL.search(normal(name)) for name in names):
        return bool(counted) or len(names) == 1
    return len(names) == 2 and bool(_COUNTED.match(names[1])) and len(counted) > len(others)


def _named(by: dict[str, int]) -> set[int]:
    return {by[name] for name in ("employer", "role") if name in by}


def cells_without_day(staging: Staging, columns: Sequence[Column], table: Table) -> list[SetAside]:
    """Single cells that hold no usable day: the row stays, the cell is set aside."""
    found: list[SetAside] = []
    cells = "[" + ", ".join(f"coalesce(raw.c{index}, '')" for index in range(len(table.names))) + "]"
    for column in columns:
        index = column.index
        if index not in staging.days:
            continue
        ways = {
            f"early_{index} and day_{index} is not null": "'it is before the day of applying'",
            f"{staging.text(index)} in (select text from day_{index} where problem is not null)": "d.problem",
        }
        if not staging.value(f"select count(*) from day_{index} where problem is not null"):
            ways.popitem()
        for wrong, reason in ways.items():
            rows = staging.rows(
                f"select placed.line, {reason}, {cells} from placed join raw on {staging.place_of} = placed.place "
                f"left join day_{index} as d on d.text = {staging.text(index)} where {wrong} order by place"
            )
            found += [SetAside(line, reason, column.name, tuple(row)) for line, reason, row in rows]
    return found


def merge_duplicates(staging: Staging, columns: Sequence[Column], history: bool) -> dict[int, int]:
    """Rows that are one application beyond doubt: same employer, role and day, same link or requisition number,
    and no other text that differs. Two applications to one employer and role without such a mark stay two, unless
    the table is a `history`.
    """
    staging.keep(
        "joined_rows", pd.DataFrame(columns=["place", "into_place"]), {"place": "bigint", "into_place": "bigint"}
    )
    if not {"employer", "role"} <= {column.meaning for column in columns}:
        return {}
    if history:
        applied = next(column.index for column in columns if column.meaning == "applied_on")
        owner = ", owner" if staging.owner is not None else ""
        found = staging.rows(
            f"select arg_min(place, (day_{applied}, place)) as into_place, list(place order by place) from understood "
            f"join (select place, day_{applied}{owner} from placed) using (place) "
            f"group by lower(employer), lower(role){owner} having count(*) > 1"
        )
    else:
        found = _same_mark(staging, columns)
    into = {place: first for first, places in found for place in places if place != first}
    if not into:
        return {}
    frame = pd.DataFrame({"place": list(into), "into_place": list(into.values())})
    staging.keep("joined_rows", frame, {"place": "bigint", "into_place": "bigint"})
    return dict(
        staging.rows(
            "select p.line, f.line from joined_rows as j join placed as p using (place) join placed as f on f.place = j.into_place"
        )
    )


def _same_mark(staging: Staging, columns: Sequence[Column]) -> list[tuple[Any, ...]]:
    """The first row and all rows of each mark that several rows bear, where no text tells them apart."""
    same = {"employer", "role", "applied_on", "link", "requisition"}
    free = {*OUTCOMES, *LEFT_OUT, "applied_flag", "added_on", "date"}
    texts = [c.index for c in columns if c.meaning not in {*free, *same}]
    alike = " and ".join(f"count(distinct nullif({staging.cell(index)}, '')) <= 1" for index in texts) or "true"
    marked = staging.marked(columns)
    if marked is None:
        return []
    return staging.rows(
        f"with marked as ({marked}), stays as (select place, mark from marked anti join skipped using (place)), "
        "repeated as (select mark, min(place) as into_place from stays group by mark having count(*) > 1) "
        f"select into_place, list(place order by place) from repeated join stays using (mark) join raw on {staging.place_of} = place "
        f"group by into_place having {alike}"
    )
