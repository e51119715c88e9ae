-- one row an applicant: who they are
select
    applicant_id,
    name,
    programme,
    level,
    term,
    country,
    is_sample
from applicants
where applicant_id = $applicant
