-- one row a thing that happened to one application, removed ones too, in the order it happened
select
    event_id,
    kind,
    happened_on,
    known_on,
    precision,
    words,
    note,
    origin,
    recorded_at,
    removed_at
from events
where
    ($applicant is null or applicant_id = $applicant)
    and application_id = $application_id
order by coalesce(happened_on, date '9999-12-31'), event_id
