-- one row an application in the log, newest first, with what names it in a list to choose from
select
    application_id,
    employer,
    role,
    applied_on
from applications
where
    removed_at is null
    and ($applicant is null or applicant_id = $applicant)
order by applied_on desc nulls last, application_id desc
