"""What was understood goes into the store: new applications, what is new about known ones, and undo.

Runs inside `store.writing(viewer)`, after `understand` has staged the rows on the same connection.
"""
# ruff: noqa: S608, E501

from __future__ import annotations

import json
from datetime import date, datetime

import duckdb
import pandas as pd

from analytics.errors import Refused
from analytics.ingest.reading import Answers, Reading, Receipt
from analytics.ingest.staging import streamed
from analytics.taxonomy import Origin, Precision, Speaker

# Fields that a later version of the log may fill in or change; hand edits of any of them hold.
FIELDS = ("location", "country", "work_mode", "channel", "link", "requisition", "role_family", "sector", "employer_size",
          "tailored", "decision_expected_on", "status_words", "notes")  # fmt: skip
_BATCH = 20_000


def load(
    connection: duckdb.DuckDBPyConnection,
    applicant_id: int,
    reading: Reading,
    sha256: str,
    answers: Answers,
    now: datetime,
) -> Receipt:
    """Stores a staged reading for one applicant. A file that brings nothing new leaves the store as it is."""
    import_id = _next(connection, "imports", "import_id")
    values = {"applicant": applicant_id, "import": import_id, "now": now}
    base = _next(connection, "applications", "application_id")
    known = _match(connection, applicant_id, reading.layout)
    added = reading.applications + reading.planned - known
    changed = _update(connection, values, now.date()) if known else set()
    events = _insert(connection, values, base) if added else 0
    if not added and not changed:
        return Receipt(None, 0, 0, known, 0, reading)
    _account(connection, values, base, reading, sha256, answers, changed)
    return Receipt(import_id, added, len(changed), known - len(changed), events, reading, now.date())


def _next(connection: duckdb.DuckDBPyConnection, table: str, key: str) -> int:
    row = connection.execute(f"select coalesce(max({key}), 0) + 1 from {table}").fetchone()
    return int(row[0]) if row else 1


def _count(connection: duckdb.DuckDBPyConnection, sql: str, values: dict[str, object] | None = None) -> int:
    row = connection.execute(sql, values or {}).fetchone()
    return int(row[0]) if row else 0


# --- which rows are known --------------------------------------------------------------------------------

# Applications of this person that a row may be: live ones, and those removed by hand, which stay removed.
_EXISTING = """
    with corrected as (
        select
            application_id,
            field,
            arg_min({'was': before}, edit_id).was as before
        from edits
        where applicant_id = $applicant and undone_at is null
        group by application_id, field
    ),
    -- What the log said, whatever somebody made of it since: by that a row is known again.
    as_imported as (
        select
            application_id,
            count(*) filter (where field = 'employer') > 0 as employer_corrected,
            max(before) filter (where field = 'employer') as employer_before,
            count(*) filter (where field = 'role') > 0 as role_corrected,
            max(before) filter (where field = 'role') as role_before,
            count(*) filter (where field = 'applied_on') > 0 as day_corrected,
            max(before) filter (where field = 'applied_on') as day_before,
            count(*) filter (where field = 'link') > 0 as link_corrected,
            max(before) filter (where field = 'link') as link_before,
            count(*) filter (where field = 'requisition') > 0 as requisition_corrected,
            max(before) filter (where field = 'requisition') as requisition_before
        from corrected
        group by application_id
    )
    select
        application_id,
        coalesce(case when employer_corrected then employer_before else employer end, layout) as employer,
        case when role_corrected then role_before else role end as role,
        case when day_corrected then cast(day_before as date) else applied_on end as applied_on,
        case when link_corrected then link_before else link end as link,
        case when requisition_corrected then requisition_before else requisition end as requisition,
        line
    from applications
    left join (select import_id, undone_at, layout from imports) as came using (import_id)
    left join as_imported using (application_id)
    where applicant_id = $applicant and (removed_at is null or undone_at is null)
"""
# A row that names no employer is known again in files of its own layout only.
_WHO = "lower(regexp_replace(coalesce(employer, '') || '|' || coalesce(role, ''), '[^\\pL\\pN|]+', '', 'g'))"
_LINK = "regexp_replace(regexp_replace(lower(link), '^(https?://)?(www\\.)?', ''), '[/?#]+$', '')"


def _match(connection: duckdb.DuckDBPyConnection, applicant_id: int, layout: str) -> int:
    """Fills `matches` (place, application_id): each row with the application it is about, one to one."""
    connection.execute("create or replace temp table matches (place bigint, application_id bigint, moved boolean)")
    if not _count(connection, f"select count(*) from ({_EXISTING})", {"applicant": applicant_id}):
        return 0
    connection.execute(
        f"create or replace temp table coming as select place, {_WHO} as who, applied_on, {_LINK} as link, lower(requisition) as requisition, "
        "line from (select * replace (coalesce(employer, $layout) as employer) from understood) anti join joined_rows using (place)",
        {"layout": layout},
    )
    connection.execute(
        f"create or replace temp table existing as select application_id, {_WHO} as who, applied_on, {_LINK} as link, "
        f"lower(requisition) as requisition, line from ({_EXISTING})",
        {"applicant": applicant_id},
    )
    mark = "coalesce(requisition, link, '')"
    day = "coalesce(applied_on, date '0001-01-01')"
    apart = (
        "coalesce(c.requisition <> e.requisition, false) or "
        "(coalesce(c.link <> e.link, false) and not coalesce(c.requisition = e.requisition, false))"
    )
    _pass(connection, f"who, {day}, {mark}", "true", "false")
    _pass(connection, f"who, {day}", f"not ({apart})", "false")
    _pass(
        connection,
        f"who, {mark}",
        "coalesce(c.requisition, c.link) is not null and abs(date_diff('day', c.applied_on, e.applied_on)) <= 31",
        "c.applied_on is distinct from e.applied_on",
    )
    _pass(
        connection, "who", f"(c.applied_on is null or e.applied_on is null) and not ({apart})", "e.applied_on is null"
    )
    return _count(connection, "select count(*) from matches")


def _pass(connection: duckdb.DuckDBPyConnection, key: str, fits: str, moved: str) -> None:
    """Pairs what is still alone, the first with the first, where the key is the same and `fits` holds."""
    keys = [part.strip() for part in _split(key)]
    names = ", ".join(f"k{number}" for number in range(len(keys)))
    selected = ", ".join(f"{part} as k{number}" for number, part in enumerate(keys))

    def alone(table: str, id_: str) -> str:
        return (
            f"select *, row_number() over (partition by {names} order by line, {id_}) as nth from "
            f"(select *, {selected} from {table} anti join matches using ({id_}))"
        )

    connection.execute(
        f"insert into temp.matches select c.place, e.application_id, {moved} from ({alone('coming', 'place')}) as c "
        f"join ({alone('existing', 'application_id')}) as e using ({names}, nth) where {fits}"
    )


def _split(key: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for at, char in enumerate(key):
        depth += (char == "(") - (char == ")")
        if char == "," and not depth:
            parts.append(key[start:at])
            start = at + 1
    return [*parts, key[start:]]


# --- new applications ------------------------------------------------------------------------------------


def _insert(connection: duckdb.DuckDBPyConnection, values: dict[str, object], base: int) -> int:
    """Rows that are new become applications, numbered from `base`, with their events and feedback."""
    new = "anti join joined_rows using (place) anti join matches using (place)"
    streamed(
        connection,
        f"""
        insert into applications by name
        select {base} + place as application_id, $applicant as applicant_id, employer, role, submission, applied_on,
            applied_precision, {", ".join(FIELDS)}, outcome_recorded, '{Origin.IMPORT.value}' as origin,
            $import as import_id, line, $now::timestamp as recorded_at
        from understood {new}
        """,
        values,
    )
    event_base = _next(connection, "events", "event_id")
    wide = _count(connection, "select coalesce(max(nth), 0) + 1 from planned")
    in_group = "(select place from joined_rows union select into_place from joined_rows)"
    alone = f"(select *, {base} + place as application_id from reported {new} where place not in {in_group})"
    # A row that says more about another reports its events there, each once.
    shared = (
        "(select distinct on (application_id, kind, happened_on) * from "
        f"(select r.*, {base} + coalesce(into_place, place) as application_id from reported as r left join joined_rows using (place) "
        f"where place in {in_group} and coalesce(into_place, place) not in (select place from matches)) "
        "order by application_id, kind, happened_on, place)"
    )
    source = f"({alone} union all by name {shared})"
    before = _count(connection, "select count(*) from events")
    streamed(
        connection,
        f"""
        insert into events by name
        select {event_base} + place * {wide} + nth as event_id, application_id, $applicant as applicant_id, kind,
            happened_on, precision, words, note, '{Origin.IMPORT.value}' as origin, $import as import_id, line,
            $now::timestamp as recorded_at
        from {source}
        """,
        values,
    )
    _feedback(connection, values, f"select place, {base} + place as application_id from understood {new}")
    return _count(connection, "select count(*) from events") - before


def _feedback(connection: duckdb.DuckDBPyConnection, values: dict[str, object], targets: str) -> None:
    """Texts of feedback columns in the employer's words, dated by the rejection where that is dated."""
    if not _count(connection, "select count(*) from texts"):
        return
    base = _next(connection, "feedback", "feedback_id")
    connection.execute(
        f"""
        insert into feedback by name
        with target as ({targets}),
        refused as (
            select place, min(happened_on) as received_on from reported
            where kind in ('rejected', 'closed') and precision = '{Precision.DAY.value}' group by place
        ),
        written as (
            select application_id, words, source, line, received_on from texts join target using (place) left join refused using (place)
        ),
        fresh as (
            select * from written anti join (select application_id, words from feedback where applicant_id = $applicant)
            using (application_id, words)
        )
        select {base} + row_number() over (order by line, source) as feedback_id, $applicant as applicant_id, application_id,
            '{Speaker.EMPLOYER.value}' as speaker, received_on,
            case when received_on is null then '{Precision.UNKNOWN.value}' else '{Precision.DAY.value}' end as precision, words,
            source, '{Origin.IMPORT.value}' as origin, $import as import_id, line, $now::timestamp as recorded_at
        from fresh
        """,
        values,
    )


# --- known applications ----------------------------------------------------------------------------------


def _update(connection: duckdb.DuckDBPyConnection, values: dict[str, object], today: date) -> set[int]:
    """What the file says anew about known applications. Returns the applications that changed.

    Fields that somebody corrected by hand stay; a status that moved on without a date is dated by the day it was
    seen; a day that replaces another of the same kind puts that out of force.
    """
    held = "select application_id, field from edits where applicant_id = $applicant and undone_at is null"
    own = {"applicant": values["applicant"]}
    connection.execute(
        "create or replace temp table met as select m.place, m.moved, a.* from matches as m join applications as a "
        "using (application_id) where a.removed_at is null"
    )
    changes = [
        f"select application_id, '{field}' as field, o.{field}::varchar as before, u.{field}::varchar as after from met as o "
        f"join understood as u using (place) where u.{field} is not null and u.{field} is distinct from o.{field}"
        for field in FIELDS
    ]
    changes.append(
        "select application_id, 'submission', o.submission, u.submission from met as o join understood as u using (place) "
        "where u.submission = 'sent' and o.submission <> 'sent'"
    )
    changes.append(
        "select application_id, 'applied_on', o.applied_on::varchar, u.applied_on::varchar from met as o join understood as u "
        "using (place) where o.moved and u.applied_on is not null"
    )
    changes.append(
        "select application_id, 'applied_precision', o.applied_precision, u.applied_precision from met as o join understood as u "
        "using (place) where o.moved and u.applied_on is not null and u.applied_precision <> o.applied_precision"
    )
    changes.append(
        "select application_id, 'outcome_recorded', 'false', 'true' from met as o join understood as u using (place) "
        "where u.outcome_recorded and not o.outcome_recorded"
    )
    connection.execute(
        f"create or replace temp table changes as select * from ({' union all '.join(changes)}) anti join ({held}) using (application_id, field)",
        own,
    )
    connection.execute(
        "insert into import_changes by name select $import as import_id, application_id, field, before from changes",
        {"import": values["import"]},
    )
    changed_fields = [field for (field,) in connection.execute("select distinct field from changes").fetchall()]
    for field in changed_fields:
        connection.execute(
            f"update applications set {field} = changes.after from changes where changes.field = '{field}' "
            "and applications.application_id = changes.application_id and applicant_id = $applicant",
            own,
        )
    _new_events(connection, values, today)
    before = _count(connection, "select count(*) from feedback")
    _feedback(connection, values, "select place, application_id from met")
    touched = "select application_id from changes union select application_id from events where import_id = $import"
    if _count(connection, "select count(*) from feedback") > before:
        touched += " union select application_id from feedback where import_id = $import"
    return {
        application
        for (application,) in connection.execute(
            touched, {"import": values["import"]} if "$import" in touched else {}
        ).fetchall()
    }


def _new_events(connection: duckdb.DuckDBPyConnection, values: dict[str, object], today: date) -> None:
    own = {"applicant": values["applicant"]}
    connection.execute(
        "create or replace temp table had as select event_id, application_id, kind, happened_on, precision, origin, removed_at "
        "from events semi join met using (application_id) where applicant_id = $applicant and "
        "(removed_at is null or event_id not in (select event_id from import_changes where event_id is not null))",
        own,
    )
    connection.execute(
        """
        create or replace temp table news as
        select distinct on (application_id, kind, happened_on) place, application_id, line, nth, kind, happened_on, precision, words, note
        from (
            select coalesce(into_place, place) as place, line, nth, kind, happened_on, precision, words, note
            from reported left join joined_rows using (place)
        ) join (select place, application_id from met) using (place)
        order by application_id, kind, happened_on, nth
        """
    )
    # Known: the same kind on the same day, or the same kind where the file has no day.
    connection.execute(
        "delete from temp.news as n where exists (select 1 from had as h where h.application_id = n.application_id and h.kind = n.kind "
        "and (n.happened_on is null or h.happened_on = n.happened_on))"
    )
    # Out of force: days of a kind that the file gave before and now gives otherwise, or didn't know and now does.
    connection.execute(
        f"""
        create or replace temp table outdated as
        select distinct h.event_id, h.application_id from had as h
        join news as n on n.application_id = h.application_id and n.kind = h.kind
        where h.removed_at is null and h.origin = '{Origin.IMPORT.value}' and n.happened_on is not null
            and not exists (
                select 1 from reported as r join met on met.place = r.place
                where met.application_id = h.application_id and r.kind = h.kind and r.happened_on = h.happened_on
            )
        """
    )
    connection.execute(
        "insert into import_changes by name select $import as import_id, application_id, event_id, 'removed_at' as field from outdated",
        {"import": values["import"]},
    )
    connection.execute(
        "update events set removed_at = $now::timestamp where event_id in (select event_id from outdated) and applicant_id = $applicant",
        {"now": values["now"], **own},
    )
    base = _next(connection, "events", "event_id")
    connection.execute(
        f"""
        insert into events by name
        select {base} + row_number() over (order by line, nth) as event_id, application_id, $applicant as applicant_id, kind,
            coalesce(happened_on, $today::date) as happened_on,
            case when happened_on is null then '{Precision.SEEN.value}' else precision end as precision, words, note,
            '{Origin.IMPORT.value}' as origin, $import as import_id, line, $now::timestamp as recorded_at
        from news
        """,
        {**values, "today": today},
    )


# --- the account -----------------------------------------------------------------------------------------


def _account(
    connection: duckdb.DuckDBPyConnection, values: dict[str, object], base: int, reading: Reading, sha256: str, answers: Answers,
    changed: set[int],
) -> None:  # fmt: skip
    """Writes down the import itself: every row that made no application of its own, and the answers given."""
    summary = reading.as_json() | {
        "set_aside": len(reading.rows_set_aside),
        "cells_set_aside": len(reading.cells_set_aside),
    }
    connection.execute(
        "insert into imports by name select $import as import_id, $applicant as applicant_id, $name as file_name, $sha as sha256, "
        "$layout as layout, $records as records_outcomes, $rows as rows, $receipt as receipt, $now::timestamp as imported_at",
        {**values, "name": reading.name, "sha": sha256, "layout": reading.layout, "records": reading.records_outcomes,
         "rows": reading.rows, "receipt": json.dumps(summary, ensure_ascii=False, default=str)},
    )  # fmt: skip
    frame = pd.DataFrame(
        [(one.line, one.column, one.reason, json.dumps(one.cells, ensure_ascii=False)) for one in reading.set_aside],
        columns=["line", "column_name", "reason", "cells"], dtype="object",
    )  # fmt: skip
    if len(frame):
        connection.register("aside", frame)
        connection.execute(
            "insert into set_aside by name select $import as import_id, line::bigint as line, column_name::varchar as column_name, "
            "reason, cells from aside",
            {"import": values["import"]},
        )
        connection.unregister("aside")
    connection.execute(
        f"""
        insert into sightings by name
        select $import as import_id, line, {base} + into_place as application_id, 'merged' as fate from joined_rows join placed using (place)
        where into_place not in (select place from matches)
        union all
        select $import, line, application_id, case when application_id in (select unnest($changed)) then 'updated' else 'known' end
        from matches join placed using (place)
        """,
        {"import": values["import"], "changed": list(changed)},
    )
    if answers.given:
        connection.execute("delete from layouts where applicant_id = $applicant and layout = $layout",
                           {"applicant": values["applicant"], "layout": reading.layout})  # fmt: skip
        connection.execute(
            "insert into layouts by name select $applicant as applicant_id, $layout as layout, $answers as answers, $now::timestamp as updated_at",
            {
                "applicant": values["applicant"],
                "layout": reading.layout,
                "answers": json.dumps(answers.given),
                "now": values["now"],
            },
        )


def remembered(connection: duckdb.DuckDBPyConnection, applicant_id: int, layout: str) -> Answers:
    """The answers that this person gave for a layout before."""
    row = connection.execute(
        "select answers from layouts where applicant_id = $applicant and layout = $layout",
        {"applicant": applicant_id, "layout": layout},
    ).fetchone()
    return Answers(json.loads(row[0])) if row else Answers()


# --- undo ------------------------------------------------------------------------------------------------


def undo(connection: duckdb.DuckDBPyConnection, applicant_id: int, import_id: int, now: datetime) -> int:
    """Takes an import back whole: what it added goes, what it changed is as before. Returns how many applications went.

    An application that another import has seen too stays, as that import's.
    """
    own: dict[str, object] = {"applicant": applicant_id, "import": import_id}
    if not _count(
        connection,
        "select count(*) from imports where import_id = $import and applicant_id = $applicant and undone_at is null",
        own,
    ):
        raise Refused(
            f"There is no import {import_id} to undo.", "`steppingstone undo-import --list` shows those there are."
        )
    connection.execute(
        "create or replace temp table heirs as select application_id, min(import_id) as heir from sightings "
        "join imports using (import_id) where undone_at is null and import_id <> $import and applicant_id = $applicant and fate <> 'merged' "
        "and application_id in (select application_id from applications where import_id = $import and applicant_id = $applicant) group by 1",
        own,
    )
    gone = _count(connection, "select count(*) from applications where import_id = $import and applicant_id = $applicant "
                  "and removed_at is null and application_id not in (select application_id from heirs)", own)  # fmt: skip
    for table in ("applications", "events", "feedback"):
        connection.execute(
            f"update {table} set import_id = heirs.heir from heirs where {table}.application_id = heirs.application_id "
            f"and {table}.import_id = $import and {table}.applicant_id = $applicant",
            own,
        )
        connection.execute(
            f"update {table} set removed_at = $now::timestamp where import_id = $import and applicant_id = $applicant and removed_at is null",
            {**own, "now": now},
        )
    _restore(connection, own)
    connection.execute(
        "update imports set undone_at = $now::timestamp where import_id = $import and applicant_id = $applicant",
        {**own, "now": now},
    )
    return gone


def _restore(connection: duckdb.DuckDBPyConnection, own: dict[str, object]) -> None:
    connection.execute(
        "update events set removed_at = null where applicant_id = $applicant and event_id in "
        "(select event_id from import_changes where import_id = $import and event_id is not null)",
        own,
    )
    fields = connection.execute(
        "select distinct field from import_changes where import_id = $import and event_id is null",
        {"import": own["import"]},
    ).fetchall()
    for (field,) in fields:
        connection.execute(
            f"update applications set {field} = c.before from import_changes as c where c.import_id = $import and c.field = '{field}' "
            "and c.event_id is null and applications.application_id = c.application_id and applicant_id = $applicant "
            "and not exists (select 1 from edits where edits.application_id = c.application_id and edits.field = c.field and undone_at is null)",
            own,
        )
