"""A file becomes facts, in temporary tables of whatever writer is given; nothing is stored here.

    with tables_of(path, name) as tables:
        reading = understand(writer, tables[0], Answers(), today)     # a Reading to show or to load

Reading depends on the bytes, the answers and the day alone, so a review on a scratch store and the import
on the live one understand the same.
"""
# ruff: noqa: E501

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from analytics.errors import InvalidEntry, NothingToImport
from analytics.ingest import columns as naming
from analytics.ingest import limits, statuses
from analytics.ingest.calendar import read_days
from analytics.ingest.columns import (
    ABOUT_STUDENTS,
    DATES,
    FLAGS,
    NOT_ASKED,
    OUTCOMES,
    RESPONSES,
    STAGES,
    STUDENT,
    Column,
    Profile,
)
from analytics.ingest.dated_words import with_days_of_parts, with_days_of_words
from analytics.ingest.events import Habits, plan
from analytics.ingest.reading import Answers, Question, Reading
from analytics.ingest.roles import (
    Claim,
    Log,
    is_history,
    is_of_people,
    judged,
    repeats_its_header,
    rows_of_changes,
    sent_at_all,
    stray_days,
)
from analytics.ingest.rows import cells_without_day, merge_duplicates, rows_without_application
from analytics.ingest.staging import Staging
from analytics.ingest.statuses import Context, status_of
from analytics.ingest.summary import summary
from analytics.ingest.tables import Table
from analytics.ingest.words import heading, normal
from analytics.store import Writer
from analytics.taxonomy import Submission

_MAIL = re.compile(r"^\w{3}, \d{1,2} \w{3} \d{4} \d{2}:\d{2}:\d{2} (?P<zone>[+-]\d{4})")
_MODES = {"remote": ("remote", "yes", "y", "true", "wfh", "fully remote", "home office", "full remote", "remoto", "homeoffice", "ja", "sim", "si", "oui", "teletravail", "100 remote"),
          "hybrid": ("hybrid", "hibrido", "hybride", "partially remote", "semi remote"),
          "onsite": ("onsite", "on site", "in person", "office", "in office", "no", "n", "false", "presencial", "vor ort", "sur site", "not remote", "on location", "nein", "nao", "non")}  # fmt: skip


def understand(writer: Writer, table: Table, answers: Answers, today: date, owner: int | None = None) -> Reading:
    """Stages one table and says what it understood. Raises NothingToImport where there is no job log in it.

    `owner` is the column that says whose a row is, in a table that holds the logs of several people: no two people's
    rows are ever one, and a row that names nobody is set aside.
    """
    staging = Staging(writer, table, owner)
    table = staging.table
    columns, profiles = _columns(staging, answers)
    _refuse_mail(staging, columns, answers)
    log, taken, claims = judged(_as_log(staging, columns, profiles, answers))
    if not log.of("employer", "role"):
        # Somebody has to be named, until a person says who it is.
        log = next(
            (log.with_meaning(claim.index, claim.meaning) for claim in claims if claim.meaning == "employer"), log
        )
    _refuse_repeated_header(table, log)
    told = {claim.index: claim.why for claim in taken}
    columns = [replace(column, why=told.get(column.index, "")) for column in log.columns]
    changes = _changes(log, answers)
    history = is_history(log) or answers.get("history") == "changes"
    if history:
        # A row's day is the day of what it says.
        columns += [replace(column, meaning="status_on") for column in columns if column.meaning == "applied_on"]
    columns, profiles = with_days_of_parts(staging, columns, profiles, answers.columns)
    columns, profiles = with_days_of_words(staging, columns, profiles, answers.columns)
    _note_times(staging, columns, profiles)
    evidence = [c for c in columns if c.meaning in NOT_ASKED and profiles[c.index].dates >= 0.6]
    dated = _of_days(columns, profiles)
    worded = [column for column in columns if column.meaning == "status"]
    calendar = read_days(staging, dated, [c for c in evidence if c not in dated], worded, answers, today)
    _spell(staging, columns, profiles)
    set_aside = rows_without_application(staging, columns)
    staging.place(columns)
    patterned = [column for column in columns if profiles[column.index].filled and _tells(column, staging.days)]
    patterns = staging.gather(patterned)
    if not sum(n for _, n in patterns):
        raise NothingToImport(
            f"{table.name} has a header, but no application under it.", "Fill it in and import it again."
        )
    habits, first = _sent(log, table, answers, _habits(patterned, patterns, answers), staging.days)
    if not patterned:
        patterns = [((), n) for _, n in patterns]
    plans = [plan(tuple(patterned), cells, habits) for cells, _ in patterns]
    records = any(c.meaning in OUTCOMES and (profiles[c.index].filled or c.meaning == "status") for c in columns)
    staging.keep_plans(plans, history)
    staging.settle(patterned)
    staging.stage(columns, patterned, records)
    staging.people(columns)
    merged = merge_duplicates(staging, columns, history)
    if not any(question.name in ("year", "month_number") for question in calendar.questions):
        set_aside += cells_without_day(staging, columns, table)
    calendar.remarks += [f"“{columns[claim.index].title}” is taken for “{naming.label(claim.meaning)}”: {claim.why}."
                         for claim in taken if claim.meaning != "link"]  # fmt: skip
    calendar.remarks += [f"“{column.title}” holds days, and its name does not say of what; they are kept as notes."
                         for column in stray_days(log)]  # fmt: skip
    sent = any(one.submission is Submission.SENT for one in plans)
    meant = (_noted_down(log, answers) or _claimed(claims, log, answers)) if sent and not first else []
    calendar.questions = [*first, *calendar.questions, *_header_question(table, answers), *changes, *meant]
    found = summary(staging, columns, patterned, patterns, plans, calendar, set_aside, merged, records)
    first_day, last_day = staging.covers(columns, today)
    return replace(
        found, answered=answers.given, questions=_few(found.questions, answers),
        covers_from=first_day, covers_until=last_day,
    )  # fmt: skip


# Without an answer to these words count as no answer, cells are kept as notes, days and rows stay as they stand.
_MAY_WAIT = ("status", "column", "applied_on", "history", "turned")


def _few(questions: Sequence[Question], answers: Answers) -> tuple[Question, ...]:
    """At most two required questions, those answered before included; without the first kinds nothing can be stored."""
    free = limits.MOST_QUESTIONS - len({name.partition(".")[0] for name in answers.given})
    asked = []
    for question in questions:
        waits = question.required and free <= 0 and question.name.partition(".")[0] in _MAY_WAIT
        free -= question.required and not waits
        asked.append(replace(question, required=False) if waits else question)
    return tuple(asked)


def _changes(log: Log, answers: Answers) -> list[Question]:
    """Whether a row is an application or one change of its status, where the same employer and role come again."""
    seen = rows_of_changes(log) if answers.get("history") is None and not is_history(log) else None
    if seen is None:
        return []
    rows, applications = seen
    effect = f"{rows} rows would be {applications} applications with what happened to each"
    text = "Rows of the same employer and role say other things on other days. What is a row?"
    options = {"changes": f"One change of status: {effect}", "applications": "An application of its own"}
    return [Question("history", text, options, "changes", effect=effect)]


def _of_days(columns: Sequence[Column], profiles: Sequence[Profile]) -> list[Column]:
    """Columns whose days are read. In one of stages `1/3` may be a round, unless the log writes its days without years."""
    without_years = any(
        c.meaning in DATES and profiles[c.index].maybe_dates and not profiles[c.index].dates for c in columns
    )
    return [
        c
        for c in columns
        if c.meaning in DATES
        or (
            c.meaning in (*STAGES, "ghosted", "followed_up_on")
            and (profiles[c.index].dates or (without_years and profiles[c.index].maybe_dates))
        )
    ]


def _as_log(staging: Staging, columns: Sequence[Column], profiles: Sequence[Profile], answers: Answers) -> Log:
    said = frozenset(column.index for column in columns if column.title in answers.columns)
    return Log(tuple(columns), tuple(profiles), staging.first_rows(), said)


def _refuse_repeated_header(table: Table, log: Log) -> None:
    if repeated := repeats_its_header(log):
        names = ", ".join(f"“{column.title}”" for column in repeated)
        raise NothingToImport(
            f"In {table.name} nearly every cell of {names} repeats the name of its column, as a program leaves it that found nothing.",
            "Import the log that you keep yourself.",
        )


def _note_times(staging: Staging, columns: Sequence[Column], profiles: Sequence[Profile]) -> None:
    """Marks the columns of days that hold clock times too."""
    for column, seen in zip(columns, profiles, strict=False):
        if seen.dates and any(":" in cell for cell in staging.sample(column.index, 3000)):
            staging.timed.add(column.index)


def _tells(column: Column, days: dict[int, str]) -> bool:
    """Whether a column says something about what happened: words that report it, or days."""
    if column.meaning in ("status", "entry_kind", *FLAGS, *STAGES):
        return True
    return column.meaning in ("applied_on", "invited_on", "followed_up_on", *RESPONSES) and column.index in days


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
    return [_of_students(column, owner=staging.owner) for column in columns], profiles


def _of_students(column: Column, owner: int | None) -> Column:
    """What is said of students counts where rows belong to students; in one's own log it is text like any other."""
    if column.index == owner:
        return replace(column, meaning=STUDENT)
    if column.meaning == STUDENT or (owner is None and column.meaning in ABOUT_STUDENTS):
        return replace(column, meaning="kept")
    return column


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
            flags = {text: status_of(text, Context.STAGE).meanings for text, _ in found}
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
            blank = {text for text, _ in found if status_of(text, Context.STAGE).meanings == ("blank",)}
            staging.keep_spelling(
                column.index, {text: None if text in blank else usual[normal(text)] for text, _ in found}
            )


def _mode(text: str) -> str | None:
    words = normal(text)
    if status_of(text, Context.STAGE).meanings == ("blank",):
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


def _noted_down(log: Log, answers: Answers) -> list[Question]:
    """Whether the day on which a row was noted down is the day of applying."""
    when = next((column for column in log.of("applied_on")), None)
    if when is None or when.title in answers.columns or set(naming.by_name(when.name)) != {"added_on"}:
        return []
    options = {"applied_on": "Yes", "kept": "No, or not always"}
    text = f"“{when.title}” is the day on which you noted it down. Did you apply on that day?"
    return [Question(f"column.{when.title}", text, options, "applied_on")]


def _claimed(claims: Sequence[Claim], log: Log, answers: Answers) -> list[Question]:
    """The one question about a column that brings most; the others wait, and their cells are kept as notes."""
    days = [claim for claim in claims if claim.meaning == "applied_on"]
    if days and answers.get("applied_on") is None:
        options = {log.columns[claim.index].title: f"“{log.columns[claim.index].title}”" for claim in days}
        return [Question("applied_on", "Which column holds the day on which you applied?",
                         options | {"none": "None of them"}, next(iter(options)), effect=days[0].effect)]  # fmt: skip
    others = [claim for claim in claims if claim.meaning != "applied_on"]
    if not others:
        return []
    claim = next((one for one in others if one.meaning == "employer"), others[0])
    column = log.columns[claim.index]
    options = {meaning: naming.label(meaning) for meaning in (claim.meaning, *claim.instead)}
    text = f"What is “{column.title}”? As “{naming.label(claim.meaning)}”, {claim.effect}."
    return [Question(f"column.{column.title}", text, options, claim.meaning, claim.required, effect=claim.effect)]


# --- what was sent -----------------------------------------------------------------------------------------


def _habits(columns: Sequence[Column], patterns: list[tuple[tuple[str, ...], int]], answers: Answers) -> Habits:
    total = sum(n for _, n in patterns)

    def share(test: Callable[[tuple[str, ...]], bool]) -> float:
        return sum(n for cells, n in patterns if test(cells)) / total

    at = {column.meaning: number for number, column in reversed(list(enumerate(columns)))}
    blank_is_planned = "applied_on" in at and share(lambda cells: cells[at["applied_on"]] == "") <= 0.4
    named = any(c.meaning == "applied_on" and "applied_on" in naming.by_name(c.name) for c in columns)
    dated_is_sent = named and share(lambda cells: cells[at["applied_on"]] == "") >= limits.REQUIRED_SHARE
    no_is_rejection = "selected" in at and share(lambda cells: cells[at["selected"]] == "") >= 0.1
    words = {normal(words): meaning for words, meaning in answers.statuses.items()}
    for text, meaning in words.items():
        if meaning not in statuses.ANSWERS:
            raise InvalidEntry(
                f"“{meaning}” is nothing a status can mean (asked for “{text}”).",
                f"Choose one of {', '.join(statuses.ANSWERS)}.",
            )
    return Habits(no_is_rejection, blank_is_planned, dated_is_sent, answers=tuple(sorted(words.items())))


def _sent(
    log: Log, table: Table, answers: Answers, habits: Habits, days: dict[int, str]
) -> tuple[Habits, list[Question]]:
    """Saved postings and people written to are no applications. Where nothing says that something was sent, that is asked.

    Until it is answered nothing counts as sent.
    """
    if is_of_people(log) and answers.get("rows") != "applications":
        if answers.get("rows"):
            raise NothingToImport(f"{table.name} is a list of people you wrote to, not of applications.",
                                  "Import the log of your applications.")  # fmt: skip
        options = {"people": "A person I wrote to", "applications": "An application that I sent"}
        return replace(habits, undecided=True), [
            Question("rows", "Did you apply here? What is a row of this list?", options)
        ]
    when = next(iter(log.of("applied_on")), None)
    saved = when is not None and heading(when.name).startswith("saved")
    answer = (answers.get("sent") or ("no" if saved else "")).lower()
    if answer in ("yes", "no"):
        return replace(habits, unsent=answer == "no", all_sent=answer == "yes"), []
    if sent_at_all(log, table.name, lambda column: column.index in days):
        return habits, []
    options = {"yes": "I applied to all of them", "no": "They are saved, and not applied to yet"}
    text = "Nothing in the file says whether you applied. Did you apply to these?"
    return replace(habits, undecided=True), [Question("sent", text, options)]
