-- one row a change by hand of one field of one application that still holds, the newest first
select
    edit_id,
    field,
    before,
    after,
    edited_at
from edits
where
    ($applicant is null or applicant_id = $applicant)
    and application_id = $application_id
    and undone_at is null
order by edit_id desc
