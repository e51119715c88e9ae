"""What a reading says of a staged table: its counts, its words, remarks, and the first rows as understood."""
# ruff: noqa: S608, E501

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

import pandas as pd

from analytics.ingest import columns as naming
from analytics.ingest import limits, statuses
from analytics.ingest.calendar import Calendar
from analytics.ingest.columns import FLAGS, LEFT_OUT, NOTED, RESPONSES, STAGES, Column
from analytics.ingest.events import DAYS, Plan
from analytics.ingest.reading import Fate, Meaning, Question, Reading, SetAside
from analytics.ingest.staging import Staging
from analytics.ingest.tables import Table
from analytics.ingest.words import heading
from analytics.taxonomy import Answer, EventKind, Outcome, Submission
from analytics.wording.numbers import count, day_as_known, plural
from analytics.wording.numbers import day as written

PREVIEW = 12
WORTH_SHOWING = 8


def outcome_of(of: Plan) -> Outcome:
    """Where a row stands by its events; the same order as the timelines' query."""
    kinds = {event.kind for event in of.events}
    if kinds & {EventKind.ACCEPTED, EventKind.DECLINED}:
        return Outcome.OFFERED
    answers = {kind.answer for kind in kinds}
    if Answer.REJECTION in answers:
        return Outcome.REJECTED  # an offer before it stays an event
    if EventKind.OFFER in kinds:
        return Outcome.OFFERED
    if Answer.WITHDRAWAL in answers:
        return Outcome.WITHDRAWN
    return Outcome.IN_PROCESS if Answer.INTERVIEW in answers else Outcome.OPEN


def _responded(columns: Sequence[Column], cells: tuple[str, ...], of: Plan) -> bool:
    """Whether the row has a dated first response."""
    marks = dict(zip((column.index for column in columns), cells, strict=True))
    replied = any(column.meaning == "response_on" and cell in DAYS for column, cell in zip(columns, cells, strict=True))
    return replied or any(
        event.told_by is not None and not event.seen and marks.get(event.told_by) in DAYS
        and event.kind.answer in (Answer.INTERVIEW, Answer.REJECTION) for event in of.events
    )  # fmt: skip


_RANK = [Outcome.OPEN, Outcome.IN_PROCESS, Outcome.WITHDRAWN, Outcome.REJECTED, Outcome.OFFERED]


def summary(
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
        columns=tuple(_meaning(column, staging) for column in columns if not _invented(column)),
        date_order=calendar.order.value if calendar.order else None,
        date_order_why=calendar.why,
        statuses=_said(patterns, plans),
        questions=(*calendar.questions, *_word_questions(plans, patterns)),
        remarks=tuple(remarks),
        records_outcomes=records,
        preview=_preview(staging, plans),
        merged_lines=merged,
    )


_READ = (*FLAGS, *STAGES, *RESPONSES, "tailored")
_WHY_LEFT_OUT = {
    "ignored": "row numbers, a spreadsheet's arithmetic and a program's own fields say nothing of an application",
    "personal": "it is about yourself",
}


def _meaning(column: Column, staging: Staging) -> Meaning:
    """A column as it was taken, with what becomes of its cells."""
    fate = Fate.STORED
    if column.meaning in (*NOTED, "entry_kind"):
        fate = Fate.NOTE
    elif column.meaning in LEFT_OUT:
        fate = Fate.LEFT_OUT
    elif column.meaning in _READ:
        fate = Fate.READ
    return Meaning(
        column.index, column.name, column.meaning, naming.label(column.meaning), column.title, fate,
        column.why or _WHY_LEFT_OUT.get(column.meaning, ""), _example(column, staging),
    )  # fmt: skip


def _example(column: Column, staging: Staging) -> str:
    """A cell of the column; of what is secret none is shown."""
    example = staging.example(column.index)
    return "•••" if example and column.meaning == "personal" else example


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


def _said(patterns: list[tuple[tuple[str, ...], int]], plans: list[Plan]) -> dict[str, str]:
    """Each distinct status as it was taken, the frequent ones first."""
    counted: Counter[str] = Counter()
    taken: dict[str, str] = {}
    for one, (_, n) in zip(plans, patterns, strict=True):
        for words, meanings in one.taken:
            counted[words] += n
            taken.setdefault(words, " and ".join(meanings) or "not understood")
    return {words: taken[words] for words, _ in counted.most_common(200)}


def _word_questions(plans: list[Plan], patterns: list[tuple[tuple[str, ...], int]]) -> list[Question]:
    """One question for all words that nobody knew, each with a suggestion. Until then they count as no answer at all."""
    unknown: Counter[str] = Counter()
    for one, (_, n) in zip(plans, patterns, strict=True):
        unknown.update(dict.fromkeys(one.unknown, n))
    if not unknown:
        return []
    words = {text: statuses.suggestion(text) for text, _ in unknown.most_common(100)}
    total = sum(n for _, n in patterns)
    most, together = max(unknown.values()), unknown.total()
    weighty = most >= max(2, limits.REQUIRED_SHARE * total) or together >= max(2, limits.HALF * total)
    options = {name: statuses.labels()[name] for name in statuses.ANSWERS}
    text = plural(len(words), "What does this word mean?", f"What do these {len(words)} words mean?")
    return [Question("status", text, options, None, required=weighty, words=words, effect=_of_rows(unknown, total))]


def _of_rows(unknown: Counter[str], total: int) -> str:
    return f"they stand in {sum(unknown.values())} of {total} rows"


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
        remarks.append(f"In {count(n, 'row')} {remark} ({plural(n, 'line')} {', '.join(map(str, lines))}).")
    unclear = sum(
        n for one, (_, n) in zip(plans, patterns, strict=True) if not one.known and one.replied and not one.unknown
    )
    if unclear:
        remarks.append(
            f"{count(unclear, 'row holds', 'rows hold')} the date of a reply without saying what it was; kept, and not counted as silence."
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
    told: dict[int, list[str]] = {}
    for place, kind, day in events:
        told.setdefault(place, []).append(EventKind(kind).label + (f", {written(day)}" if day else ""))
    return pd.DataFrame(
        [
            {
                "Line": line, "Employer": employer, "Role": role,
                "Applied": day_as_known(day, precision) if day else None,
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
