-- a row an application that goes for good with its imports: nobody added anything to it by hand, and no other import did
create or replace temp table going as
with these as (select unnest($imports) as import_id)

select application_id
from applications
where
    import_id in (select import_id from these)
    and removed_at is not null
    and application_id not in (
        select application_id from edits
        union all
        select application_id from feedback_requests where application_id is not null
        union all
        select application_id from journal where application_id is not null
        union all
        select application_id
        from events
        where import_id is null or import_id not in (select import_id from these)
        union all
        select application_id
        from feedback
        where application_id is not null and (import_id is null or import_id not in (select import_id from these))
        union all
        select application_id
        from contacts
        where application_id is not null and (import_id is null or import_id not in (select import_id from these))
    )
