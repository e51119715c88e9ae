-- one row a person met at an employer, in the order they were noted
select
    contact_id,
    applicant_id,
    application_id,
    kind,
    name,
    email,
    phone
from contacts
where
    removed_at is null
    and application_id is not null
    and ($applicant is null or applicant_id = $applicant)
order by contact_id
