"""What was understood goes into the store: new applications, what is new about known ones, and undo.

Runs inside `store.writing(viewer)`, after `understand` has staged the rows with the same writer.
"""
# ruff: noqa: S608, E501

from __future__ import annotations

from analytics.ingest.account import record
from analytics.ingest.matching import match_known
from analytics.ingest.reading import Answers, Reading, Receipt
from analytics.ingest.staging import streamed
from analytics.store import Writer
from analytics.taxonomy import Origin, Precision, Speaker

# Fields that a later version of the log may fill in or change; hand edits of any of them hold.
FIELDS = ("location", "country", "work_mode", "channel", "link", "requisition", "role_family", "sector", "employer_size",
          "tailored", "decision_expected_on", "status_words", "notes")  # fmt: skip


def load(writer: Writer, reading: Reading, sha256: str, answers: Answers, owned: bool = False) -> Receipt:
    """Stores a staged reading for one applicant. A file that brings nothing new leaves the store as it is.

    With `owned` the rows belong to whom the temporary table `owners` (place, applicant_id) says, and all are new.
    """
    import_id = writer.next_number("imports")
    base = writer.next_number("applications")
    known = match_known(writer, reading.layout)
    added = reading.applications + reading.planned - known
    changed = _update(writer, import_id) if known else set()
    events = _insert(writer, import_id, base, owned) if added else 0
    if not added and not changed:
        return Receipt(None, 0, 0, known, 0, reading)
    record(writer, import_id, base, reading, sha256, answers, changed)
    return Receipt(import_id, added, len(changed), known - len(changed), events, reading, writer.now.date())


# --- new applications ------------------------------------------------------------------------------------


def _insert(writer: Writer, import_id: int, base: int, owned: bool) -> int:
    """Rows that are new become applications, numbered from `base`, with their events and feedback."""
    person, owners = ("owners.applicant_id", "join owners using (place)") if owned else ("$applicant", "")
    new = "anti join joined_rows using (place) anti join matches using (place)"
    streamed(
        writer,
        f"""
        insert into applications by name
        select {base} + place as application_id, {person} as applicant_id, employer, role, submission, applied_on,
            applied_precision, {", ".join(FIELDS)}, outcome_recorded, '{Origin.IMPORT.value}' as origin,
            $import_id as import_id, line, $now::timestamp as recorded_at
        from understood {owners} {new}
        """,
        import_id=import_id,
    )
    event_base = writer.next_number("events")
    wide = writer.number("select coalesce(max(nth), 0) + 1 from planned")
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
    before = writer.number("select count(*) from events")
    streamed(
        writer,
        f"""
        insert into events by name
        select {event_base} + place * {wide} + nth as event_id, application_id, {person} as applicant_id, kind,
            happened_on, known_on, precision, words, note, '{Origin.IMPORT.value}' as origin, $import_id as import_id, line,
            $now::timestamp as recorded_at
        from {source} {owners}
        """,
        import_id=import_id,
    )
    targets = f"select place, {base} + place as application_id, {person} as applicant_id from understood {owners} {new}"
    _feedback(writer, import_id, targets)
    _contacts(writer, import_id, targets)
    return writer.number("select count(*) from events") - before


def _feedback(writer: Writer, import_id: int, targets: str) -> None:
    """Texts of feedback columns in the employer's words, dated by the rejection where that is dated."""
    if not writer.number("select count(*) from texts"):
        return
    base = writer.next_number("feedback")
    writer.sql(
        f"""
        insert into feedback by name
        with target as ({targets}),
        refused as (
            select place, min(happened_on) as received_on from reported
            where kind in ('rejected', 'closed') and precision = '{Precision.DAY.value}' group by place
        ),
        written as (
            select application_id, applicant_id, words, source, line, received_on from texts join target using (place) left join refused using (place)
        ),
        fresh as (
            select * from written anti join (select application_id, words from feedback where applicant_id = $applicant)
            using (application_id, words)
        )
        select {base} + row_number() over (order by line, source) as feedback_id, applicant_id, application_id,
            '{Speaker.EMPLOYER.value}' as speaker, received_on,
            case when received_on is null then '{Precision.UNKNOWN.value}' else '{Precision.DAY.value}' end as precision, words,
            source, '{Origin.IMPORT.value}' as origin, $import_id as import_id, line, $now::timestamp as recorded_at
        from fresh
        """,
        import_id=import_id,
    )


def _contacts(writer: Writer, import_id: int, targets: str) -> None:
    """The people that rows name, each once for an application."""
    if not writer.number("select count(*) from people"):
        return
    base = writer.next_number("contacts")
    writer.sql(
        f"""
        insert into contacts by name
        with target as ({targets}),
        met as (
            select target.application_id, target.applicant_id, people.*, applications.employer
            from people join target using (place)
            join applications on applications.application_id = target.application_id
        ),
        fresh as (
            select * from met anti join (
                select application_id, name from contacts where applicant_id = $applicant
            ) using (application_id, name)
        )
        select {base} + row_number() over (order by line, name) as contact_id, applicant_id, application_id,
            name, kind, employer, email, phone, '{Origin.IMPORT.value}' as origin, $import_id as import_id, line,
            $now::timestamp as recorded_at
        from fresh
        """,
        import_id=import_id,
    )


# --- known applications ----------------------------------------------------------------------------------


def _update(writer: Writer, import_id: int) -> set[int]:
    """What the file says anew about known applications. Returns the applications that changed.

    Fields that somebody corrected by hand stay; a status that moved on without a date is dated by the day it was
    seen; a day that replaces another of the same kind puts that out of force.
    """
    held = "select application_id, field from edits where applicant_id = $applicant and undone_at is null"
    writer.sql(
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
    writer.sql(
        f"create or replace temp table changes as select * from ({' union all '.join(changes)}) anti join ({held}) using (application_id, field)",
    )
    writer.sql(
        "insert into import_changes by name select $import_id as import_id, application_id, field, before from changes",
        import_id=import_id,
    )
    changed_fields = [field for (field,) in writer.rows("select distinct field from changes")]
    for field in changed_fields:
        writer.sql(
            f"update applications set {field} = changes.after from changes where changes.field = '{field}' "
            "and applications.application_id = changes.application_id and applicant_id = $applicant",
        )
    _new_events(writer, import_id)
    before = writer.number("select count(*) from feedback")
    targets = "select place, application_id, applicant_id from met"
    _feedback(writer, import_id, targets)
    _contacts(writer, import_id, targets)
    touched = "select application_id from changes union select application_id from events where import_id = $import_id"
    if writer.number("select count(*) from feedback") > before:
        touched += " union select application_id from feedback where import_id = $import_id"
    return {application for (application,) in writer.rows(touched, import_id=import_id)}


def _new_events(writer: Writer, import_id: int) -> None:
    writer.sql(
        "create or replace temp table had as select event_id, application_id, kind, happened_on, precision, origin, removed_at "
        "from events semi join met using (application_id) where applicant_id = $applicant and "
        "(removed_at is null or event_id not in (select event_id from import_changes where event_id is not null))",
    )
    writer.sql(
        """
        create or replace temp table news as
        select distinct on (application_id, kind, happened_on) place, application_id, line, nth, kind, happened_on, known_on, precision, words, note
        from (
            select coalesce(into_place, place) as place, line, nth, kind, happened_on, known_on, precision, words, note
            from reported left join joined_rows using (place)
        ) join (select place, application_id from met) using (place)
        order by application_id, kind, happened_on, nth
        """
    )
    # Known: the same kind on the same day, or the same kind where the file has no day.
    writer.sql(
        "delete from temp.news as n where exists (select 1 from had as h where h.application_id = n.application_id and h.kind = n.kind "
        "and (n.happened_on is null or h.happened_on = n.happened_on))"
    )
    # Out of force: days of a kind that the file gave before and now gives otherwise, or didn't know and now does.
    writer.sql(
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
    writer.sql(
        "insert into import_changes by name select $import_id as import_id, application_id, event_id, 'removed_at' as field from outdated",
        import_id=import_id,
    )
    writer.sql(
        "update events set removed_at = $now::timestamp where event_id in (select event_id from outdated) and applicant_id = $applicant",
    )
    base = writer.next_number("events")
    writer.sql(
        f"""
        insert into events by name
        select {base} + row_number() over (order by line, nth) as event_id, application_id, $applicant as applicant_id, kind,
            coalesce(happened_on, $today::date) as happened_on, known_on,
            case when happened_on is null then '{Precision.SEEN.value}' else precision end as precision, words, note,
            '{Origin.IMPORT.value}' as origin, $import_id as import_id, line, $now::timestamp as recorded_at
        from news
        """,
        import_id=import_id,
        today=writer.now.date(),
    )
