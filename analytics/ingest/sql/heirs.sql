-- a row an application of an import that another import has seen too, with the first that did
create or replace temp table heirs as
select application_id, min(import_id) as heir
from sightings
join imports using (import_id)
where
    undone_at is null
    and import_id <> $import_id
    and applicant_id = $applicant
    and fate <> 'merged'
    and application_id in (
        select application_id from applications where import_id = $import_id and applicant_id = $applicant
    )
group by 1
