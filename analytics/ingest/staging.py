"""One table of a file in DuckDB's temporary tables: the cells as written, then rows as understood.

    raw          one row a row of the file; c0, c1, … as text
    day_N        one row a distinct text of date column N, with the day it means
    spelling_N   one row a distinct text of column N that is stored in one spelling
    skipped      one row a row that is set aside
    joined_rows  one row a row that says more about another, and which
    dated        (view) raw with its days
    patterns     one row a distinct pattern of words and filled dates
    placed       one row a row that stays, with its pattern and its days
    understood   (view) the same with every field of an application
    reported     (view) one row an event of a row
    texts        one row a text of a feedback column
    planned      one row an event that a pattern reports

Identifiers here are built from column numbers alone; texts go in as values.
"""
# ruff: noqa: S608, E501

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import pandas as pd

from analytics.errors import SteppingStoneError
from analytics.ingest.columns import CONTACTS, NOTED, RESPONSES, ROUNDS, STAGES, Column
from analytics.ingest.events import AFTER, BAD_DAY, BETWEEN, BULK, DAY, Plan
from analytics.ingest.limits import LONGEST_ROW
from analytics.ingest.statements import streamed
from analytics.ingest.tables import Table
from analytics.ingest.words import FLAGS_ALONE, NOTHING, heading
from analytics.store import Writer

_TIME = r"(\d)(?:\s*T\s*|[\s,]+)\d{1,2}:\d{2}.*$"
_QUOTED_NOTHING = ", ".join(f"'{word}'" for word in NOTHING)
_SAYS_NOTHING = "(" + ", ".join(f"'{word}'" for word in FLAGS_ALONE) + ")"


_BLANKS = "' ' || chr(9) || chr(10) || chr(13) || chr(160)"


class Staging:
    """The temporary tables of one reading."""

    def __init__(self, writer: Writer, table: Table, owner: int | None = None) -> None:
        self.writer = writer
        self.owner = owner
        self.table = self._loaded(table)
        self.writer.begin_anew(keep=True)
        # Rows that a transaction has not committed yet are numbered from far above zero.
        self.first = int(self.value("select coalesce(min(rowid), 0) from raw"))
        self.padded = self._padded()
        self.filled = self._filled()
        self.timed: set[int] = set()
        self.linked: set[int] = set()
        self.days: dict[int, str] = {}
        self.spellings: set[int] = set()
        self.rounds: list[int] = []
        self.first_answer: int | None = None
        self.place_of = f"raw.rowid - {self.first}"
        self.line = "raw.line" if self.table.lines else f"{self.place_of} + {self.table.skip + 1}"

    # --- reading the file ----------------------------------------------------------------------------

    def _loaded(self, table: Table) -> Table:
        """Fills `raw`, at full speed where the file allows it and row by row where it doesn't."""
        self._clear()
        if not table.lines:
            try:
                if self._read(table) == table.newlines - table.skip:
                    return table
            except SteppingStoneError:
                self.writer.begin_anew(keep=False)
            table = table.rewritten()
        self._read(table)
        return table

    def _clear(self) -> None:
        names = self.rows(
            "select table_name, table_type from information_schema.tables where table_catalog = 'temp' order by table_type desc"
        )
        for name, kind in names:
            what = "view" if kind == "VIEW" else "table"
            self.writer.sql(f'drop {what} if exists temp."{name}"')

    def _read(self, table: Table) -> int:
        self.writer.sql("drop table if exists temp.raw")
        columns = {f"c{index}": "VARCHAR" for index in range(len(table.names))}
        if table.lines:
            columns["line"] = "BIGINT"
        ordered = self.value("select current_setting('preserve_insertion_order')")
        self.writer.sql("set preserve_insertion_order = true")
        self.writer.sql(
            "create temp table raw as select * from read_csv($path, header = false, auto_detect = false, "
            "delim = $delimiter, quote = '\"', escape = '\"', skip = $skip, columns = "
            + _struct(columns)
            + f", max_line_size = {LONGEST_ROW}, buffer_size = {LONGEST_ROW}"
            + (", parallel = false" if table.lines else "")
            + ")",
            path=str(table.path),
            delimiter=table.delimiter,
            skip=table.skip,
        )
        self.writer.sql(f"set preserve_insertion_order = {bool(ordered)}")
        return int(self.value("select count(*) from raw"))

    def _filled(self) -> set[int]:
        """The columns in which any cell holds something."""
        width = range(len(self.table.names))
        (found,) = self.rows("select " + ", ".join(f"bool_or(c{index} <> '')" for index in width) + " from raw")
        return {index for index in width if found[index]}

    def _padded(self) -> set[int]:
        """The columns in which some cell begins or ends with a blank; what went through Python has none."""
        width = range(len(self.table.names))
        if self.table.lines:
            return set()
        if self.table.odd_blanks:
            return set(width)
        (found,) = self.rows(
            "select "
            + ", ".join(f"bool_or(c{i} < '!' and c{i} <> '' or ends_with(c{i}, ' '))" for i in width)
            + " from raw"
        )
        return {index for index in width if found[index]}

    # --- small questions -----------------------------------------------------------------------------

    def value(self, sql: str, values: dict[str, Any] | None = None) -> Any:
        found = self.writer.rows(sql, **values or {})
        return found[0][0] if found else None

    def rows(self, sql: str, values: dict[str, Any] | None = None) -> list[tuple[Any, ...]]:
        return self.writer.rows(sql, **values or {})

    def keep(self, name: str, frame: pd.DataFrame, types: dict[str, str]) -> None:
        """A temporary table with the frame's rows."""
        self.writer.sql(
            f"create or replace temp table {name} ("
            + ", ".join(f"{column} {kind}" for column, kind in types.items())
            + ")"
        )
        if len(frame):
            with self.writer.staged("incoming", frame):
                self.writer.sql(f"insert into temp.{name} select " + ", ".join(types) + " from incoming")

    def sample(self, index: int, want: int = 1500) -> list[str]:
        """Cells of a column that say something: the first rows, then some from all over."""
        told = f"{self.cell(index)} not in ({_QUOTED_NOTHING})"
        cells = self.rows(f"select {self.cell(index)} from (select c{index} from raw limit {want}) as raw where {told}")
        if len(cells) < 30:
            cells = self.rows(f"select {self.cell(index)} from raw where {told} limit {want}")
        return [cell for (cell,) in cells]

    def cell(self, index: int) -> str:
        """The expression for a cell without the blanks around it; most columns have none to take off."""
        return f"trim(raw.c{index}, {_BLANKS})" if index in self.padded else f"raw.c{index}"

    def text(self, index: int) -> str:
        """The expression for a cell's text; a clock time is left out where a column has them."""
        if index in self.timed:
            return f"regexp_replace({self.cell(index)}, '{_TIME}', '\\1')"
        return f"{self.cell(index)}"

    def example(self, index: int) -> str:
        """The first cell of a column that says something."""
        told = f"{self.cell(index)} not in ({_QUOTED_NOTHING})"
        return str(self.value(f"select {self.cell(index)} from raw where {told} limit 1") or "")

    def first_rows(self, want: int = 2000) -> tuple[tuple[str, ...], ...]:
        """The cells of the first rows that hold anything, by which columns are judged together."""
        cells = [f"coalesce({self.cell(index)}, '') as c{index}" for index in range(len(self.table.names))]
        rows = self.rows(f"select {', '.join(cells)} from raw limit {want}")
        return tuple(tuple("" if cell in NOTHING else cell for cell in row) for row in rows if any(row))

    def distinct(self, index: int) -> list[tuple[str, int]]:
        """The texts of a column that say something, with how often each stands there."""
        found = self.rows(
            f"select {self.text(index)} as text, count(*) as n from raw where {self.cell(index)} <> '' group by 1 order by 2 desc, 1"
        )
        return [(text, n) for text, n in found if text not in NOTHING]

    def sequence(self, index: int, limit: int = 4000) -> list[str]:
        return [
            text
            for (text,) in self.rows(
                f"select {self.text(index)} from raw where {self.cell(index)} <> '' order by rowid limit {limit}"
            )
        ]

    def pairs(self, first: int, second: int, limit: int = 4000) -> list[tuple[str, str]]:
        return self.rows(
            f"select {self.text(first)}, {self.text(second)} from raw where {self.cell(first)} <> '' and {self.cell(second)} <> '' limit {limit}"
        )

    def beside(self, index: int, text: str, other: int) -> list[str]:
        """What stands in another column in the rows in which this one holds a text."""
        query = f"select distinct coalesce({self.cell(other)}, '') from raw where {self.text(index)} = $text"
        return [cell for (cell,) in self.rows(query, {"text": text})]

    def rewrite(self, index: int, texts: dict[int, str]) -> None:
        """Cells that got their year, by rowid."""
        frame = pd.DataFrame({"place": list(texts), "text": list(texts.values())})
        self.keep("rewritten", frame, {"place": "bigint", "text": "varchar"})
        self.writer.sql(
            f"update temp.raw set c{index} = rewritten.text from rewritten where {self.place_of} = rewritten.place"
        )

    # --- days, patterns, rows ------------------------------------------------------------------------

    def keep_days(self, index: int, days: Iterable[tuple[str, Any, str, str | None]], bulk: Iterable[str] = ()) -> None:
        """The days of a column by text: (text, day, precision, problem)."""
        frame = pd.DataFrame(list(days), columns=["text", "day", "precision", "problem"], dtype="object")
        frame["bulk"] = frame["text"].isin(set(bulk))
        types = {"text": "varchar", "day": "date", "precision": "varchar", "problem": "varchar", "bulk": "boolean"}
        self.keep(f"day_{index}", frame, types)
        self.days[index] = f"day_{index}"

    def keep_spelling(self, index: int, spellings: dict[str, Any], kind: str = "varchar") -> None:
        frame = pd.DataFrame({"text": list(spellings), "value": list(spellings.values())}, dtype="object")
        self.keep(f"spelling_{index}", frame, {"text": "varchar", "value": kind})
        self.spellings.add(index)

    def place(self, columns: Sequence[Column]) -> None:
        """The view `dated`: raw with the days of its date columns."""
        staged = [column.index for column in columns if column.meaning in STAGES and column.index in self.filled]
        if staged:
            (found,) = self.rows("select " + ", ".join(f"bool_or(contains(c{i}, '://'))" for i in staged) + " from raw")
            self.linked = {index for index, linked in zip(staged, found, strict=True) if linked}
        applied = next((column.index for column in columns if column.meaning == "applied_on"), None)
        self.rounds = [column.index for column in columns if column.meaning in ROUNDS and column.index in self.days]
        answers = (column.index for column in columns if column.meaning == "response_on")
        self.first_answer = next((index for index in answers if index in self.days), None)
        selected = [
            f"{self.place_of} as place, {self.line} as line",
            *(f"{self.cell(index)} as c{index}" for index in range(len(self.table.names))),
        ]
        joins = []
        for index in self.days:
            of = f"day_{index}"
            early = (
                f"coalesce({_latest(index)} < day_{applied}.day, false)"
                if applied in self.days and index != applied
                else "false"
            )
            joins.append(f"left join {of} on {of}.text = {self.text(index)}")
            selected += [
                f"{of}.day as day_{index}, {of}.precision as precision_{index}",
                f"coalesce({of}.bulk, false) as bulk_{index}, {early} as early_{index}, {of}.problem is not null as odd_{index}",
            ]
        self.writer.sql(f"create or replace temp view dated as select {', '.join(selected)} from raw {' '.join(joins)}")

    def key(self, column: Column) -> str:
        """The expression for a column's part of the pattern."""
        index, words = column.index, f"coalesce(c{column.index}, '')"
        if index not in self.days:
            return words
        worded = column.meaning in (*STAGES, *RESPONSES, "ghosted") and index < len(self.table.names)
        other = words if worded else "''"
        day, bulk, bad, after, between = (f"chr({ord(mark)})" for mark in (DAY, BULK, BAD_DAY, AFTER, BETWEEN))
        beside = ""
        if column.meaning == "response_on" and self.rounds:
            rounds = ", ".join(f"case when not early_{other} then day_{other} end" for other in self.rounds)
            beside = (
                f"when day_{index} > greatest({rounds}) then {after} when day_{index} > least({rounds}) then {between} "
            )
        if column.meaning == "status_on" and self.first_answer not in (None, index):
            beside = f"when not early_{self.first_answer} and day_{index} > day_{self.first_answer} then {after} "
        return (
            f"case when early_{index} or odd_{index} then {bad} when bulk_{index} then {bulk} {beside}"
            f"when day_{index} is not null then {day} else {other} end"
        )

    def gather(self, columns: Sequence[Column]) -> list[tuple[tuple[str, ...], int]]:
        """The distinct patterns of the rows that stay, each with its number of rows; kept in `patterns`."""
        keys = [f"{self.key(column)} as k{number}" for number, column in enumerate(columns)] or ["'' as k0"]
        names = [f"k{number}" for number in range(len(keys))]
        streamed(
            self.writer,
            f"create or replace temp table patterns as select row_number() over () as pattern, {', '.join(names)}, n from "
            f"(select {', '.join(keys)}, count(*) as n from dated anti join skipped using (place) group by all)",
        )
        found = self.rows(f"select {', '.join(names)}, n from patterns order by pattern")
        return [(tuple(str(cell) for cell in row[:-1]), int(row[-1])) for row in found]

    def matched(self, columns: Sequence[Column]) -> str:
        """The join of `placed` to its patterns."""
        on = [f"{self.key(column)} = patterns.k{number}" for number, column in enumerate(columns)] or [
            "patterns.k0 = ''"
        ]
        return f"join patterns on {' and '.join(on)}"

    def keep_plans(self, plans: Sequence[Plan], mails: bool = False) -> None:
        """Adds to `patterns` what each says, and fills `planned` with its events."""
        rows = [
            # An e-mail that brings an answer came some time after the application.
            (
                number,
                plan.submission.value,
                plan.known,
                plan.status_words,
                mails and any(e.kind.answer for e in plan.events),
            )
            for number, plan in enumerate(plans, 1)
        ]
        names = {
            "pattern": "bigint",
            "submission": "varchar",
            "known": "boolean",
            "status_words": "varchar",
            "late": "boolean",
        }
        self.keep("about", pd.DataFrame(rows, columns=list(names), dtype="object"), names)
        self.writer.sql("create or replace temp table patterns as select * from patterns join about using (pattern)")
        events = [
            (
                number,
                nth,
                event.kind.value,
                event.dated_by if event.dated_by is not None else -1,
                event.seen,
                event.words,
                event.note,
                event.known_by if event.known_by is not None else -1,
            )
            for number, plan in enumerate(plans, 1)
            for nth, event in enumerate(plan.events)
        ]
        names = {
            "pattern": "bigint",
            "nth": "integer",
            "kind": "varchar",
            "dated_by": "integer",
            "seen": "boolean",
            "words": "varchar",
            "note": "varchar",
            "known_by": "integer",
        }
        self.keep("planned", pd.DataFrame(events, columns=list(names), dtype="object"), names)

    def settle(self, patterned: Sequence[Column]) -> None:
        """The table `placed`: every row that stays, with its pattern and its days."""
        days = [f"day_{index}, precision_{index}, early_{index}" for index in self.days]
        if self.owner is not None:
            days.append(f"c{self.owner} as owner")
        streamed(
            self.writer,
            f"create or replace temp table placed as select {', '.join(['place', 'line', 'pattern', *days])} "
            f"from dated {self.matched(patterned)} anti join skipped using (place)",
        )
        self.writer.begin_anew(keep=True)

    def covers(self, columns: Sequence[Column], today: date) -> tuple[date | None, date | None]:
        """The first day and the last one up to today that the rows tell of, whatever happened on it."""
        told = [column.index for column in columns if column.index in self.days and column.meaning != "expected_on"]
        told = list(dict.fromkeys(told))
        if not told:
            return None, None
        days = [f"min(day_{i}), max(day_{i})" for i in told]
        past = [f"case when day_{i} <= $today and not early_{i} then day_{i} end as day_{i}" for i in told]
        (found,) = self.rows(f"select {', '.join(days)} from (select {', '.join(past)} from placed)", {"today": today})
        known = [day for day in found if day is not None]
        return (min(known), max(known)) if known else (None, None)

    def marked(self, columns: Sequence[Column]) -> str | None:
        """The query of rows whose link or number stands on several rows, each with the mark it can be known by.

        None where nothing marks a row. Most links stand once: only the others are looked at more closely.
        """
        fields = {column.meaning: column.index for column in reversed(columns)}
        strong = [fields[name] for name in ("link", "requisition") if name in fields]
        if not strong or not {"employer", "role"} <= fields.keys():
            return None
        told = " or ".join(f"{self.cell(index)} <> ''" for index in strong)
        cells = [f"coalesce({self.cell(index)}, '')" for index in strong]
        one = f"hash({', '.join(cells)})"
        whole = [f"lower({self.cell(fields[name])})" for name in ("employer", "role")] + cells
        if self.owner is not None:
            whole.append(self.cell(self.owner))
        if "applied_on" in fields:
            whole.append(f"coalesce({self.cell(fields['applied_on'])}, '')")
        return (
            f"select {self.place_of} as place, hash({', '.join(whole)}) as mark from raw where ({told}) and {one} in "
            f"(select {one} from raw where {told} group by 1 having count(*) > 1)"
        )

    def stage(self, columns: Sequence[Column], patterned: Sequence[Column], records_outcomes: bool) -> None:
        """The views that loading inserts from: `understood` (rows) and `reported` (their events); `texts` of feedback."""
        spelled = " ".join(
            f"left join spelling_{i} on spelling_{i}.text = {self.cell(i)}" for i in sorted(self.spellings)
        )
        # Straight from the cells: a join with `placed` would hold every row in memory once more.
        self.writer.sql(
            f"create or replace temp view understood as select place, raw.line, pattern, patterns.submission, {self._fields(columns)}, "
            f"patterns.status_words, patterns.known and {records_outcomes} as outcome_recorded "
            f"from dated as raw {self.matched(patterned)} {spelled} anti join skipped using (place)"
        )
        day = "case planned.dated_by " + " ".join(f"when {i} then day_{i}" for i in self.days) + " else null::date end"
        precision = "case planned.dated_by " + " ".join(f"when {i} then precision_{i}" for i in self.days) + " end"
        if not self.days:
            day, precision = "null::date", "null"
        known = day.replace("planned.dated_by", "planned.known_by")
        self.writer.sql(
            f"create or replace temp view reported as select place, line, planned.nth, planned.kind, {day} as happened_on, "
            f"case when ({day}) is null then 'unknown' when planned.seen then 'seen' else {precision} end as precision, "
            f"planned.words, planned.note, {known} as known_on from placed join planned using (pattern)"
        )
        texts = [
            f"select place, placed.line, {self.cell(column.index)} as words, $source{number} as source from raw "
            f"join placed on placed.place = {self.place_of} where {self.cell(column.index)} <> '' and lower({self.cell(column.index)}) not in {_SAYS_NOTHING}"
            for number, column in enumerate(c for c in columns if c.meaning in ("feedback", "reason"))
        ]
        sources = {
            f"source{n}": c.name.strip()
            for n, c in enumerate(c for c in columns if c.meaning in ("feedback", "reason"))
        }
        empty = "select 0::bigint as place, 0::bigint as line, '' as words, '' as source where false"
        self.writer.sql("create or replace temp table texts as " + " union all ".join([*texts, empty]), **sources)

    def people(self, columns: Sequence[Column]) -> None:
        """The table `people`: the contact of each row that names one, with the ways to reach them."""
        by = {meaning: [c for c in columns if c.meaning == meaning] for meaning in CONTACTS}
        named = {meaning: [self.named([c.index]) for c in found] for meaning, found in by.items()}

        def all_of(meaning: str) -> str:
            return f"nullif(concat_ws(', ', {', '.join(named[meaning])}), '')" if named[meaning] else "null::varchar"

        kinds = {kind for c in by["contact"] for kind in [_kind_of_contact(c.name)]}
        kind = kinds.pop() if len(kinds) == 1 else "hr"
        self.writer.sql(
            "create or replace temp table people as select * from (select placed.place, placed.line, "
            f"coalesce({', '.join(map(all_of, CONTACTS))}) as name, $kind as kind, "
            f"{all_of('contact_email')} as email, {all_of('contact_phone')} as phone "
            f"from raw join placed on placed.place = {self.place_of}) where name is not null",
            kind=kind,
        )

    def _fields(self, columns: Sequence[Column]) -> str:
        """One expression for each field of an application."""
        by_meaning: dict[str, list[int]] = {}
        for column in columns:
            by_meaning.setdefault(column.meaning, []).append(column.index)

        def plain(meaning: str) -> str:
            indices = by_meaning.get(meaning)
            if not indices:
                return f"null::varchar as {meaning}"
            index = indices[0]
            return (
                f"spelling_{index}.value as {meaning}"
                if index in self.spellings
                else f"{self.named([index])} as {meaning}"
            )

        applied = next((index for index in by_meaning.get("applied_on", []) if index in self.days), None)
        fields = [f"{self.named(by_meaning.get(name))} as {name}" for name in ("employer", "role")]
        fields += (
            [
                f"day_{applied} as applied_on, case when day_{applied} is null then 'unknown' when late then 'seen' else precision_{applied} end as applied_precision"
            ]
            if applied is not None
            else ["null::date as applied_on, 'unknown' as applied_precision"]
        )
        fields += [
            plain(name)
            for name in (
                "location",
                "country",
                "work_mode",
                "channel",
                "requisition",
                "role_family",
                "sector",
                "employer_size",
            )
        ]
        tailored = by_meaning.get("tailored")
        fields.append(
            f"spelling_{tailored[0]}.value as tailored"
            if tailored and tailored[0] in self.spellings
            else "null::boolean as tailored"
        )
        expected = by_meaning.get("expected_on")
        fields.append(
            f"day_{expected[0]} as decision_expected_on"
            if expected and expected[0] in self.days
            else "null::date as decision_expected_on"
        )
        links = [f"case when {self.address(i)} then {self.cell(i)} end" for i in by_meaning.get("link", [])]
        fields.append(f"coalesce({', '.join(links)}) as link" if links else "null::varchar as link")
        notes = [self.named([i]) for i in by_meaning.get("notes", [])] + self._headed(columns)
        together = f"nullif(concat_ws(chr(10), {', '.join(notes)}), '')" if len(notes) > 1 else "".join(notes)
        fields.append(f"{together or 'null::varchar'} as notes")
        return ", ".join(fields)

    def _headed(self, columns: Sequence[Column]) -> list[str]:
        """What nobody claims, and links that are none or no longer the first, as notes under their headings."""
        claimed: set[str] = set()
        links: list[int] = []
        headed = []
        for column in columns:
            again = column.meaning in RESPONSES and column.meaning in claimed
            claimed.add(column.meaning)
            staged = column.meaning in STAGES and column.index in self.linked
            noted = staged or again or column.meaning in (*NOTED, "link", "entry_kind")
            if column.index not in self.filled or not noted:
                continue
            cell = self.named([column.index])
            if staged:
                cell = f"case when contains({cell}, '://') then {cell} end"
            elif column.meaning == "link":
                before = [f"not coalesce({self.address(index)}, false)" for index in links]
                cell = f"case when {' and '.join([self.address(column.index), *before])} then null else {cell} end"
                links.append(column.index)
            title = column.title.replace("'", "''")
            headed.append(f"'{title}: ' || {cell}")
        return headed

    def address(self, index: int) -> str:
        """Whether a cell of links holds one."""
        return f"contains({self.cell(index)}, '.') and not contains({self.cell(index)}, ' ')"

    def named(self, indices: Sequence[int] | None) -> str:
        """A cell's words, null where they say nothing."""
        if not indices:
            return "null::varchar"
        cell = self.cell(indices[0])
        nothing = f"case {cell} " + " ".join(f"when '{word}' then null" for word in NOTHING) + f" else {cell} end"
        # The length says quickly that most cells are none of these.
        return f"case when strlen({cell}) > {max(map(len, NOTHING))} then {cell} else {nothing} end"


def _kind_of_contact(heading_: str) -> str:
    """Who the people of a column are, by its name."""
    words = set(heading(heading_).split())
    if words & {"interviewer", "interviewers", "interviewed", "panel", "gesprachspartner", "entrevistador"}:
        return "interviewer"
    if words & {"manager"}:
        return "hiring_manager"
    return "connection" if words & {"referral", "referred", "referrer", "networking"} else "hr"


def _latest(index: int) -> str:
    day = f"day_{index}.day"
    return (
        f"case day_{index}.precision when 'month' then last_day({day}) when 'year' then make_date(year({day}), 12, 31) "
        f"else {day} end"
    )


def _struct(columns: dict[str, str]) -> str:
    return "{" + ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items()) + "}"
