-- a row an event of a known application, also one that an earlier version of the log was right about
create or replace temp table had as
select event_id, application_id, kind, happened_on, precision, origin, removed_at
from events
semi join met using (application_id)
where
    applicant_id = $applicant
    and (
        removed_at is null
        or event_id not in (select event_id from import_changes where event_id is not null)
    )
