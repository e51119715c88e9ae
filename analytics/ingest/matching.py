"""Which rows of a log are known: each application in the store with the one row that is about it."""
# ruff: noqa: S608, E501

from __future__ import annotations

from analytics.store import Writer

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


def match_known(writer: Writer, layout: str) -> int:
    """Fills `matches` (place, application_id): each row with the application it is about, one to one."""
    writer.sql("create or replace temp table matches (place bigint, application_id bigint, moved boolean)")
    if not writer.number(f"select count(*) from ({_EXISTING})"):
        return 0
    writer.sql(
        f"create or replace temp table coming as select place, {_WHO} as who, applied_on, {_LINK} as link, lower(requisition) as requisition, "
        "line from (select * replace (coalesce(employer, $layout) as employer) from understood) anti join joined_rows using (place)",
        layout=layout,
    )
    writer.sql(
        f"create or replace temp table existing as select application_id, {_WHO} as who, applied_on, {_LINK} as link, "
        f"lower(requisition) as requisition, line from ({_EXISTING})",
    )
    mark = "coalesce(requisition, link, '')"
    day = "coalesce(applied_on, date '0001-01-01')"
    apart = (
        "coalesce(c.requisition <> e.requisition, false) or "
        "(coalesce(c.link <> e.link, false) and not coalesce(c.requisition = e.requisition, false))"
    )
    _pass(writer, f"who, {day}, {mark}", "true", "false")
    _pass(writer, f"who, {day}", f"not ({apart})", "false")
    _pass(
        writer,
        f"who, {mark}",
        "coalesce(c.requisition, c.link) is not null and abs(date_diff('day', c.applied_on, e.applied_on)) <= 31",
        "c.applied_on is distinct from e.applied_on",
    )
    _pass(writer, "who", f"(c.applied_on is null or e.applied_on is null) and not ({apart})", "e.applied_on is null")
    return writer.number("select count(*) from matches")


def _pass(writer: Writer, key: str, fits: str, moved: str) -> None:
    """Pairs what is still alone, the first with the first, where the key is the same and `fits` holds."""
    keys = [part.strip() for part in _split(key)]
    names = ", ".join(f"k{number}" for number in range(len(keys)))
    selected = ", ".join(f"{part} as k{number}" for number, part in enumerate(keys))

    def alone(table: str, id_: str) -> str:
        return (
            f"select *, row_number() over (partition by {names} order by line, {id_}) as nth from "
            f"(select *, {selected} from {table} anti join matches using ({id_}))"
        )

    writer.sql(
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
