"""A file becomes facts, in temporary tables of whatever connection is given; nothing is stored here.

    with tables_of(path, name) as tables:
        reading = understand(connection, tables[0], Answers(), today)     # a Reading to show or to load

Reading depends on the bytes, the answers and the day alone, so a review on a scratch connection and the import
on the live one understand the same.
"""
# ruff: noqa: S608, E501

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import duckdb
import pandas as pd

from analytics.errors import InvalidEntry, NothingToImport
from analytics.ingest import columns as naming
from analytics.ingest import statuses
from analytics.ingest.calendar import Calendar, read_days
from analytics.ingest.columns import DATES, FLAGS, OUTCOMES, STAGES, Column, Profile
from analytics.ingest.dated_words import with_days_of_words
from analytics.ingest.events import BAD_DAY, BULK, DAY, Habits, Plan, plan
from analytics.ingest.reading import Answers, Meaning, Question, Reading, SetAside
from analytics.ingest.staging import Staging
from analytics.ingest.statuses import Context, say
from analytics.ingest.tables import Table
from analytics.ingest.words import heading, normal
from analytics.taxonomy import Answer, EventKind, Outcome, Submission

PREVIEW = 12
WORTH_SHOWING = 8
_MAIL = re.compile(r"^\w{3}, \d{1,2} \w{3} \d{4} \d{2}:\d{2}:\d{2} (?P<zone>[+-]\d{4})")
_EVENTS = ("event", "event type", "activity", "activity type", "new status", "to status", "status change")
_MODES = {"remote": ("remote", "yes", "y", "true", "wfh", "fully remote", "home office", "full remote", "remoto", "homeoffice", "ja", "sim", "si", "oui", "teletravail", "100 remote"),
          "hybrid": ("hybrid", "hibrido", "hybride", "partially remote", "semi remote"),
          "onsite": ("onsite", "on site", "in person", "office", "in office", "no", "n", "false", "presencial", "vor ort", "sur site", "not remote", "on location", "nein", "nao", "non")}  # fmt: skip


def understand(connection: duckdb.DuckDBPyConnection, table: Table, answers: Answers, today: date) -> Reading:
    """Stages one table and says what it understood. Raises NothingToImport where there is no job log in it."""
    staging = Staging(connection, table)
    table = staging.table
    columns, profiles = _columns(staging, answers)
    _refuse_mail(staging, columns, answers)
    columns, profiles = with_days_of_words(staging, columns, profiles, answers.columns)
    for column, seen in zip(columns, profiles, strict=False):
        if seen.dates and staging.value(
            f"select count(*) from (select c{column.index} from raw where {staging.cell(column.index)} <> '' limit 3000) where contains(c{column.index}, ':')"
        ):
            staging.timed.add(column.index)
    evidence = [c for c in columns if c.meaning in ("ignored", "unknown") and profiles[c.index].dates >= 0.6]
    dated = [
        c for c in columns if c.meaning in DATES or (c.meaning in (*STAGES, "ghosted") and profiles[c.index].dates)
    ]
    calendar = read_days(staging, dated, evidence, answers, today)
    _spell(staging, columns, profiles)
    set_aside = _skip(staging, columns)
    staging.place(columns)
    patterned = [c for c in columns if c.meaning in ("status", "applied_on", "response_on", "status_on", "updated_on", *FLAGS, *STAGES)
                 and (c.index in staging.days or c.meaning in ("status", *FLAGS, *STAGES)) and profiles[c.index].filled]  # fmt: skip
    patterns = staging.gather(patterned)
    if not sum(n for _, n in patterns):
        raise NothingToImport(
            f"{table.name} has a header, but no application under it.", "Fill it in and import it again."
        )
    habits, asked = _sent(columns, answers, _habits(patterned, patterns, answers))
    if not patterned:
        patterns = [((), n) for _, n in patterns]
    plans = [plan(tuple(patterned), cells, habits) for cells, _ in patterns]
    records = any(c.meaning in OUTCOMES and (profiles[c.index].filled or c.meaning == "status") for c in columns)
    staging.keep_plans(plans, is_mail_log(columns))
    staging.settle(patterned)
    staging.stage(columns, patterned, records)
    merged = _merge(staging, columns)
    if not any(question.name in ("year", "month_number") for question in calendar.questions):
        set_aside += _cells(staging, columns, table)
    sent = any(one.submission is Submission.SENT for one in plans)
    questions, remarks = _days_of_what(columns, profiles, answers) if sent else ([], [])
    calendar.remarks += remarks
    calendar.questions += [*[*questions, *asked][:1], *_header_question(table, answers)]
    return _reading(staging, columns, patterned, patterns, plans, calendar, set_aside, merged, records)


# --- columns ---------------------------------------------------------------------------------------------


def _columns(staging: Staging, answers: Answers) -> tuple[list[Column], list[Profile]]:
    said = dict(answers.columns)
    for name, meaning in said.items():
        if meaning not in naming.meanings():
            raise InvalidEntry(f"“{meaning}” is nothing a column can be (asked for “{name}”).",
                               f"Choose one of {', '.join(naming.meanings())}.")  # fmt: skip
    names = staging.table.names
    rows = int(staging.value("select count(*) from raw"))
    profiles = [naming.profile(staging.sample(index), rows) for index in range(len(names))]
    columns = naming.assign(names, profiles, said)
    if is_mail_log(columns):
        # One row an e-mail: its day is the day of what it says.
        columns += [replace(column, meaning="status_on") for column in columns if column.meaning == "applied_on"]
    return columns, profiles


def is_mail_log(columns: Sequence[Column]) -> bool:
    """Whether a row is an e-mail about an application, or an entry of its history: several to each."""
    names = {heading(column.name) for column in columns}
    events = any(column.meaning == "status" and heading(column.name) in _EVENTS for column in columns)
    return names >= {"received at", "subject", "sender"} or events


def _refuse_mail(staging: Staging, columns: Sequence[Column], answers: Answers) -> None:
    """A mailbox that a program went through holds e-mails, not applications."""
    applied = next((column for column in columns if column.meaning == "applied_on"), None)
    if applied is None or answers.get("mailbox") == "applications":
        return
    cells = staging.sample(applied.index)
    zones = {match["zone"] for cell in cells if (match := _MAIL.match(cell))}
    if len(zones) >= 2 and sum(bool(_MAIL.match(cell)) for cell in cells) > 0.8 * len(cells):
        raise NothingToImport(
            f"{staging.table.name} looks like e-mails that a program collected: “{applied.name}” holds the times of messages "
            f"from {len(zones)} time zones, not days on which one applied.",
            "Import the log you keep yourself. If each line is an application that you sent, say so with mailbox=applications.",
        )


def _spell(staging: Staging, columns: Sequence[Column], profiles: Sequence[Profile]) -> None:
    """One spelling for the few words of a column: `Linkedin` and `LinkedIn`, `y` and `Remote`."""
    for column in columns:
        if (
            column.meaning not in ("channel", "sector", "role_family", "work_mode", "tailored")
            or not profiles[column.index].filled
        ):
            continue
        if profiles[column.index].distinct > 400:
            continue
        found = staging.distinct(column.index)
        if column.meaning == "tailored":
            flags = {text: say(text, Context.STAGE).meanings for text, _ in found}
            staging.keep_spelling(
                column.index,
                {t: True if m == ("yes",) else False if m == ("no",) else None for t, m in flags.items()},
                "boolean",
            )
        elif column.meaning == "work_mode":
            staging.keep_spelling(column.index, {text: _mode(text) for text, _ in found})
        else:
            usual: dict[str, str] = {}
            for text, _ in found:  # the most frequent spelling comes first
                usual.setdefault(normal(text), text)
            blank = {text for text, _ in found if say(text, Context.STAGE).meanings == ("blank",)}
            staging.keep_spelling(
                column.index, {text: None if text in blank else usual[normal(text)] for text, _ in found}
            )


def _mode(text: str) -> str | None:
    words = normal(text)
    if say(text, Context.STAGE).meanings == ("blank",):
        return None
    return next((mode for mode, spellings in _MODES.items() if words in spellings), text)


def _header_question(table: Table, answers: Answers) -> list[Question]:
    """Names that were taken from the cells, as the file has no header, are no more than a guess."""
    if not table.header.guessed or answers.get("header") == "yes":
        return []
    names = [name for name in table.names if not name.endswith("(from a formula)")]
    shown = ", ".join(name or "something not needed" for name in names)
    text = f"The file has no line that names its columns. Are they: {shown}?"
    return [Question("header", text, {"yes": "Yes (or changed as needed)"}, "yes")]


def _days_of_what(
    columns: Sequence[Column], profiles: Sequence[Profile], answers: Answers
) -> tuple[list[Question], list[str]]:
    """Columns of days whose names say nothing: asked for where the day of applying may be among them, else told."""
    when = next((column for column in columns if column.meaning == "applied_on"), None)
    if when and when.name not in answers.columns and set(naming.by_name(when.name)) == {"added_on"}:
        options = {"applied_on": "Yes", "ignored": "No, or not always"}
        text = f"“{when.name}” is the day on which you noted it down. Did you apply on that day?"
        return [Question(f"column.{when.name}", text, options, "applied_on")], []
    odd = [c for c in columns if c.meaning == naming.UNKNOWN and profiles[c.index].filled >= 3 and profiles[c.index].dates >= 0.8]  # fmt: skip
    if odd and not when:
        options = {
            "applied_on": "The day I applied", "response_on": "The day of the first answer",
            "status_on": "The day of the status", "ignored": "Something else",
        }  # fmt: skip
        text = f"“{odd[0].name}” holds days. Of what?"
        return [Question(f"column.{odd[0].name}", text, options, "applied_on")], []
    return [], [f"“{column.name}” holds days, and its name does not say of what; they are left out." for column in odd]


# --- rows ------------------------------------------------------------------------------------------------


def _skip(staging: Staging, columns: Sequence[Column]) -> list[SetAside]:
    """Puts rows that name no employer and no role, or hold one cell only, into `skipped`, with the reason."""
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
    # The header again, half way down.
    headings = [name.strip() for name in staging.table.names]
    first = [index for index, name in enumerate(headings) if name][:2]
    again = {f"name{index}": headings[index] for index in first}
    same = " and ".join(f"{staging.cell(index)} = $name{index}" for index in first)
    doubtful += f" or ({same})"
    cells = [f"coalesce(c{index}, '')" for index in range(len(staging.table.names))]
    applied = by.get("applied_on")
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
    ignored = {c.index for c in columns if c.meaning == "ignored"}

    def same_as_header(row: Sequence[str]) -> bool:
        return all(cell.strip() == name for cell, name in zip(row, headings, strict=True) if name)

    for place, line, name, day, row in found:
        filled = [index for index, cell in enumerate(row) if cell.strip()]
        reason = None
        if not filled:
            empty += 1
            skipped.append(place)
            continue
        if same_as_header(row):
            skipped.append(place)
            set_aside.append(SetAside(line, "the header again", None, tuple(row)))
            continue
        if name is None and day is not None and len([index for index in filled if index not in ignored]) >= 2:
            continue  # an application to nobody knows whom, on a known day
        if name is None:
            numbers = all(re.fullmatch(r"[\d.,#\s]+", row[index]) or index in ignored for index in filled)
            reason = "it holds a number and nothing else" if numbers else "it names neither an employer nor a role"
        elif (
            re.match(r"^(?:total|sum|count|average|avg|summe|gesamt|anzahl|suma|somme)\b", normal(name))
            and len(filled) <= 3
        ):
            reason = "it is a total, not an application"
        elif len([index for index in filled if index not in ignored]) == 1 and len(columns) >= 4:
            reason = f"only one cell is filled (“{name[:40]}”)"
        if reason:
            skipped.append(place)
            set_aside.append(SetAside(line, reason, None, tuple(row)))
    staging.keep("skipped", pd.DataFrame({"place": skipped}), {"place": "bigint"})
    if empty:
        staging.table.remarks.append(f"{empty} empty row{'s were' if empty > 1 else ' was'} passed over.")
    own = [SetAside(line, reason, None, tuple(cells)) for line, reason, cells in staging.table.set_aside]
    return own + set_aside


def _cells(staging: Staging, columns: Sequence[Column], table: Table) -> list[SetAside]:
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


def _habits(columns: Sequence[Column], patterns: list[tuple[tuple[str, ...], int]], answers: Answers) -> Habits:
    total = sum(n for _, n in patterns)

    def share(test: Callable[[tuple[str, ...]], bool]) -> float:
        return sum(n for cells, n in patterns if test(cells)) / total

    at = {column.meaning: number for number, column in reversed(list(enumerate(columns)))}
    blank_is_planned = "applied_on" in at and share(lambda cells: cells[at["applied_on"]] == "") <= 0.4
    no_is_rejection = "selected" in at and share(lambda cells: cells[at["selected"]] == "") >= 0.1
    words = {normal(words): meaning for words, meaning in answers.statuses.items()}
    for text, meaning in words.items():
        if meaning not in statuses.ANSWERS:
            raise InvalidEntry(
                f"“{meaning}” is nothing a status can mean (asked for “{text}”).",
                f"Choose one of {', '.join(statuses.ANSWERS)}.",
            )
    return Habits(no_is_rejection, blank_is_planned, answers=tuple(sorted(words.items())))


def _sent(columns: Sequence[Column], answers: Answers, habits: Habits) -> tuple[Habits, list[Question]]:
    """Saved postings are no applications. Where nothing in the file says that something was sent, that is asked."""
    meant = {column.meaning for column in columns}
    when = next((column for column in columns if column.meaning == "applied_on"), None)
    noted = when is not None and when.name not in answers.columns and set(naming.by_name(when.name)) <= {"added_on"}
    if meant & {*OUTCOMES, "applied_flag"} or not (noted or when is None):
        return habits, []
    saved = when is not None and heading(when.name).startswith("saved")
    answer = (answers.get("sent") or ("no" if saved else "")).lower()
    if answer in ("yes", "no"):
        return replace(habits, unsent=answer == "no"), []
    options = {"yes": "I applied to all of them", "no": "They are saved, and not applied to yet"}
    return habits, [Question("sent", "Nothing in the file says whether you applied. Did you?", options)]


# --- duplicates ------------------------------------------------------------------------------------------


def _merge(staging: Staging, columns: Sequence[Column]) -> dict[int, int]:
    """Rows that are one application beyond doubt: same employer, role and day, same link or requisition number,
    and no other text that differs. Two applications to one employer and role without such a mark stay two.
    """
    staging.keep(
        "joined_rows", pd.DataFrame(columns=["place", "into_place"]), {"place": "bigint", "into_place": "bigint"}
    )
    if not {"employer", "role"} <= {column.meaning for column in columns}:
        return {}
    if is_mail_log(columns):
        applied = next(column.index for column in columns if column.meaning == "applied_on")
        found = staging.rows(
            f"select arg_min(place, (day_{applied}, place)) as into_place, list(place order by place) from understood "
            f"join (select place, day_{applied} from placed) using (place) group by lower(employer), lower(role) having count(*) > 1"
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
    free = {*OUTCOMES, "ignored", "personal", "applied_flag", "added_on", "date"}
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


# --- the result ------------------------------------------------------------------------------------------


def outcome_of(of: Plan) -> Outcome:
    """Where a row stands by its events; the same order as the timelines' query."""
    kinds = {event.kind for event in of.events}
    if kinds & {EventKind.OFFER, EventKind.ACCEPTED, EventKind.DECLINED}:
        return Outcome.OFFERED
    answers = {kind.answer for kind in kinds}
    if Answer.REJECTION in answers:
        return Outcome.REJECTED
    if Answer.WITHDRAWAL in answers:
        return Outcome.WITHDRAWN
    return Outcome.IN_PROCESS if Answer.INTERVIEW in answers else Outcome.OPEN


def _responded(columns: Sequence[Column], cells: tuple[str, ...], of: Plan) -> bool:
    """Whether the row has a dated first response."""
    marks = dict(zip((column.index for column in columns), cells, strict=True))
    replied = any(column.meaning == "response_on" and cell == DAY for column, cell in zip(columns, cells, strict=True))
    return replied or any(
        event.dated_by is not None and not event.seen and marks.get(event.dated_by) == DAY
        and event.kind.answer in (Answer.INTERVIEW, Answer.REJECTION) for event in of.events
    )  # fmt: skip


_RANK = [Outcome.OPEN, Outcome.IN_PROCESS, Outcome.WITHDRAWN, Outcome.REJECTED, Outcome.OFFERED]


def _reading(
    staging: Staging, columns: Sequence[Column], patterned: Sequence[Column], patterns: list[tuple[tuple[str, ...], int]],
    plans: list[Plan], calendar: Calendar, set_aside: list[SetAside], merged: dict[int, int], records: bool,
) -> Reading:  # fmt: skip
    table = staging.table
    groups = _groups(staging)
    counts = Counter({number: n for number, (_, n) in enumerate(patterns)})
    outcomes: Counter[Outcome] = Counter()
    apart: Counter[Submission] = Counter()
    responses = 0
    grouped: Counter[int] = Counter()
    for group, n in groups:
        for number in group:
            grouped[number] += n
    singles = counts - grouped
    for number, n in singles.items():
        _count([number], n, plans, outcomes, apart)
        responses += n * (
            plans[number].submission is Submission.SENT and _responded(patterned, patterns[number][0], plans[number])
        )
    for group, n in groups:
        _count(group, n, plans, outcomes, apart)
        responses += n * any(_responded(patterned, patterns[number][0], plans[number]) for number in group)
    kept = sum(counts.values()) - len(merged)
    rows_aside = [one for one in set_aside if one.column is None]
    remarks = _remarks(table, calendar, patterned, patterns, plans, staging, records)
    return Reading(
        name=table.name,
        layout=layout_of(table),
        rows=kept + len(merged) + len(table.merged) + len(rows_aside),
        applications=kept - apart[Submission.PLANNED],
        planned=apart[Submission.PLANNED],
        merged=len(merged) + len(table.merged),
        set_aside=tuple(sorted(set_aside, key=lambda one: one.line)),
        responses=responses,
        outcomes={outcome.value: outcomes[outcome] for outcome in Outcome if outcomes[outcome]},
        kept_apart={kind.value: n for kind, n in apart.items() if n},
        columns=tuple(
            Meaning(c.index, c.name, c.meaning, naming.label(c.meaning)) for c in columns if not _invented(c)
        ),
        date_order=calendar.order.value if calendar.order else None,
        date_order_why=calendar.why,
        statuses=_said(patterned, patterns, plans),
        questions=(*calendar.questions, *_word_questions(plans, patterns)),
        remarks=tuple(remarks),
        records_outcomes=records,
        preview=_preview(staging, plans),
        merged_lines=merged,
    )


def _invented(column: Column) -> bool:
    return column.name.endswith("(from a formula)")


def _groups(staging: Staging) -> list[tuple[list[int], int]]:
    """The patterns of rows that are one application, in the order of the rows, with the number of such applications."""
    if not staging.value("select count(*) from joined_rows"):
        return []
    return staging.rows(
        "with named as (select place, into_place from joined_rows union select into_place, into_place from joined_rows), "
        "groups as (select list(pattern - 1 order by place) as patterns from named join placed using (place) group by into_place) "
        "select patterns, count(*) as n from groups group by patterns"
    )


def _count(
    group: Sequence[int], n: int, plans: list[Plan], outcomes: Counter[Outcome], apart: Counter[Submission]
) -> None:
    submission = plans[group[0]].submission
    if submission is Submission.SENT:
        outcomes[max((outcome_of(plans[number]) for number in group), key=_RANK.index)] += n
    else:
        apart[submission] += n


def layout_of(table: Table) -> str:
    """The fingerprint of a header, under which answers are remembered."""
    names = "\n".join(heading(name) for name in table.names if not name.endswith("(from a formula)")).rstrip("\n")
    return hashlib.sha256(names.encode()).hexdigest()[:16]


def _said(columns: Sequence[Column], patterns: list[tuple[tuple[str, ...], int]], plans: list[Plan]) -> dict[str, str]:
    """Each distinct status as it was taken, the frequent ones first."""
    counted: Counter[str] = Counter()
    for cells, n in patterns:
        for column, cell in zip(columns, cells, strict=True):
            if column.meaning == "status" and cell not in ("", DAY, BULK, BAD_DAY):
                counted[cell] += n
    unknown = {words for one in plans for words in one.unknown}
    taken: dict[str, str] = {}
    for words, _ in counted.most_common(200):
        meanings = say(words).meanings or say(words, Context.STAGE).meanings
        meanings = ("rejected",) if meanings == ("no",) else meanings
        taken[words] = "not understood" if words in unknown else " and ".join(meanings) or "not understood"
    return taken


def _word_questions(plans: list[Plan], patterns: list[tuple[tuple[str, ...], int]]) -> list[Question]:
    """One question for all words that nobody knew, each with a suggestion. Until then they count as no answer at all."""
    unknown: Counter[str] = Counter()
    for one, (_, n) in zip(plans, patterns, strict=True):
        unknown.update(dict.fromkeys(one.unknown, n))
    if not unknown:
        return []
    words = {text: statuses.suggestion(text) for text, _ in unknown.most_common(100)}
    options = {name: statuses.labels()[name] for name in statuses.ANSWERS}
    text = f"What do these {len(words)} words mean?" if len(words) > 1 else "What does this word mean?"
    return [Question("status", text, options, None, required=False, words=words)]


def _remarks(
    table: Table, calendar: Calendar, columns: Sequence[Column], patterns: list[tuple[tuple[str, ...], int]],
    plans: list[Plan], staging: Staging, records: bool,
) -> list[str]:  # fmt: skip
    remarks = [*table.remarks, *calendar.remarks]
    if not records:
        remarks.append(
            "No column says what came of the applications, so their silence tells nothing; they stay out of response times."
        )
    told: Counter[str] = Counter()
    for one, (_, n) in zip(plans, patterns, strict=True):
        if one.remark:
            told[one.remark] += n
    for remark, n in told.items():
        numbers = [number for number, one in enumerate(plans, 1) if one.remark == remark]
        lines = [
            line
            for (line,) in staging.rows(
                f"select line from placed where pattern in ({', '.join(map(str, numbers))}) order by line limit {WORTH_SHOWING}"
            )
        ]
        remarks.append(
            f"In {n} row{'s' * (n > 1)} {remark}; it is kept, and not counted as an answer (line{'s' * (n > 1)} {', '.join(map(str, lines))})."
        )
    unclear = sum(
        n for one, (_, n) in zip(plans, patterns, strict=True) if not one.known and one.replied and not one.unknown
    )
    if unclear:
        remarks.append(
            f"{unclear} row{'s hold' if unclear > 1 else ' holds'} the date of a reply without saying what it was; kept, and not counted as silence."
        )
    return remarks


def _preview(staging: Staging, plans: list[Plan]) -> pd.DataFrame:
    """The first rows as understood, in words."""
    first = [place for (place,) in staging.rows(f"select place from placed order by place limit {PREVIEW}")]
    places = ", ".join(map(str, first)) or "-1"
    rows = staging.rows(
        "select line, employer, role, applied_on, applied_precision, pattern, submission, place from understood "
        f"where place in ({places}) order by place"
    )
    events = staging.rows(
        f"select place, kind, happened_on from reported where place in ({places}) order by place, nth"
    )
    kinds = {kind.value: kind for kind in EventKind}
    told: dict[int, list[str]] = {}
    for place, kind, day in events:
        told.setdefault(place, []).append(kinds[kind].label + (f", {day.day} {day:%b %Y}" if day else ""))
    return pd.DataFrame(
        [
            {
                "Line": line, "Employer": employer, "Role": role,
                "Applied": (f"{day:%B %Y}" if precision == "month" else str(day.year) if precision == "year" else f"{day.day} {day:%B %Y}") if day else None,
                "What happened": "; ".join(told.get(place, [])) or (_quiet(plans[pattern - 1], submission)),
            }
            for line, employer, role, day, precision, pattern, submission, place in rows
        ],
        columns=["Line", "Employer", "Role", "Applied", "What happened"], dtype="object",
    )  # fmt: skip


def _quiet(of: Plan, submission: str) -> str:
    if submission != Submission.SENT:
        return next(kind.label for kind in Submission if kind.value == submission)
    return "Not understood: " + ", ".join(of.unknown) if of.unknown else Outcome.OPEN.label
