-- a row a new application, numbered from $base in the order of the rows
insert into applications by name
select
    $base + place as application_id,
    coalesce(owner_id, $applicant) as applicant_id,
    employer,
    role,
    submission,
    applied_on,
    applied_precision,
    location,
    country,
    work_mode,
    channel,
    link,
    requisition,
    role_family,
    sector,
    employer_size,
    tailored,
    decision_expected_on,
    status_words,
    notes,
    outcome_recorded,
    'import' as origin,
    $import_id as import_id,
    line,
    cast($now as timestamp) as recorded_at
from newcomers
