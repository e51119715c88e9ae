-- a row an event that is news; one without a day happened by the day on which the log was seen
insert into events by name
select
    $base + row_number() over (order by line, nth) as event_id,
    application_id,
    $applicant as applicant_id,
    kind,
    coalesce(happened_on, cast($today as date)) as happened_on,
    known_on,
    case when happened_on is null then 'seen' else precision end as precision,
    words,
    note,
    'import' as origin,
    $import_id as import_id,
    line,
    cast($now as timestamp) as recorded_at
from news
