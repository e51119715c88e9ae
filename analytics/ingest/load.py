"""What was understood goes into the store: new applications, what is new about known ones, and undo.

Runs inside `store.writing(viewer)`, after `understand` has staged the rows with the same writer.
"""
# ruff: noqa: S608, E501

from __future__ import annotations

from analytics.ingest.account import record
from analytics.ingest.matching import match_known
from analytics.ingest.reading import Answers, Reading, Receipt
from analytics.ingest.statements import run, streamed, text
from analytics.store import Writer

# Fields that a later version of the log may fill in or change; hand edits of any of them hold.
FIELDS = ("location", "country", "work_mode", "channel", "link", "requisition", "role_family", "sector", "employer_size",
          "tailored", "decision_expected_on", "status_words", "notes")  # fmt: skip


def load(writer: Writer, reading: Reading, sha256: str, answers: Answers, owned: bool = False) -> Receipt:
    """Stores a staged reading for one applicant. A file that brings nothing new leaves the store as it is.

    With `owned` the rows belong to whom the temporary table `owners` (place, applicant_id) says, and all are new.
    """
    if not owned:
        writer.sql("create or replace temp table owners (place bigint, applicant_id bigint)")
    import_id = writer.next_number("imports")
    base = writer.next_number("applications")
    known = match_known(writer, reading.layout)
    added = reading.applications + reading.planned - known
    changed = _update(writer, import_id) if known else set()
    events = _insert(writer, import_id, base) if added else 0
    if not added and not changed:
        return Receipt(None, 0, 0, known, 0, reading)
    record(writer, import_id, base, reading, sha256, answers, changed)
    return Receipt(import_id, added, len(changed), known - len(changed), events, reading, writer.now.date())


# --- new applications ------------------------------------------------------------------------------------


def _insert(writer: Writer, import_id: int, base: int) -> int:
    """Rows that are new become applications, numbered from `base`, with their events and feedback."""
    before = writer.number("select count(*) from events")
    run(writer, "newcomers")
    streamed(writer, text("new_applications"), base=base, import_id=import_id)
    widest = writer.number("select coalesce(max(nth), 0) + 1 from planned")
    numbers = {"base": base, "event_base": writer.next_number("events"), "widest": widest}
    streamed(writer, text("new_events"), import_id=import_id, **numbers)
    if _said(writer):
        run(writer, "targets_new", base=base)
        _words_and_people(writer, import_id)
    return writer.number("select count(*) from events") - before


def _said(writer: Writer) -> bool:
    """Whether the log holds texts of employers or names people."""
    return bool(writer.number("select (select count(*) from texts) + (select count(*) from people)"))


def _words_and_people(writer: Writer, import_id: int) -> None:
    """What employers wrote, and the people that rows name, each once for its application in `targets`."""
    run(writer, "feedback_of", base=writer.next_number("feedback"), import_id=import_id)
    run(writer, "contacts_of", base=writer.next_number("contacts"), import_id=import_id)


# --- known applications ----------------------------------------------------------------------------------


def _update(writer: Writer, import_id: int) -> set[int]:
    """What the file says anew about known applications. Returns the applications that changed.

    Fields that somebody corrected by hand stay; a status that moved on without a date is dated by the day it was
    seen; a day that replaces another of the same kind puts that out of force.
    """
    run(writer, "met")
    run(writer, "held")
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
        f"create or replace temp table changes as select * from ({' union all '.join(changes)}) anti join held using (application_id, field)",
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
    if _said(writer):
        run(writer, "targets_known")
        _words_and_people(writer, import_id)
    touched = "select application_id from changes union select application_id from events where import_id = $import_id"
    if writer.number("select count(*) from feedback") > before:
        touched += " union select application_id from feedback where import_id = $import_id"
    return {application for (application,) in writer.rows(touched, import_id=import_id)}


def _new_events(writer: Writer, import_id: int) -> None:
    """What happened to known applications and is not there yet; a day that replaces another puts that out of force."""
    for step in ("had", "news", "outdated"):
        run(writer, step)
    writer.sql(
        "insert into import_changes by name "
        "select $import_id as import_id, application_id, event_id, 'removed_at' as field from outdated",
        import_id=import_id,
    )
    writer.sql(
        "update events set removed_at = cast($now as timestamp) "
        "where event_id in (select event_id from outdated) and applicant_id = $applicant",
    )
    base, today = writer.next_number("events"), writer.now.date()
    run(writer, "events_of_news", base=base, import_id=import_id, today=today)
