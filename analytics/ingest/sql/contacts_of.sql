-- a row a person that a row names and its application does not have yet; `targets` as in feedback_of.sql
insert into contacts by name
with met as (
    select targets.application_id, targets.applicant_id, people.*, applications.employer
    from people
    join targets using (place)
    join applications on applications.application_id = targets.application_id
),

fresh as (
    select *
    from met
    anti join (select application_id, name from contacts where applicant_id = $applicant) as had
        using (application_id, name)
)

select
    $base + row_number() over (order by line, name) as contact_id,
    applicant_id,
    application_id,
    name,
    kind,
    employer,
    email,
    phone,
    'import' as origin,
    $import_id as import_id,
    line,
    cast($now as timestamp) as recorded_at
from fresh
