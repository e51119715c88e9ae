-- a row a text in the employer's words that its application does not have yet, dated by the rejection where that is dated
-- `targets` has the application of each row (place, application_id, applicant_id)
insert into feedback by name
with refused as (
    select place, min(happened_on) as received_on
    from reported
    where kind in ('rejected', 'closed') and precision = 'day'
    group by place
),

written as (
    select application_id, applicant_id, words, source, line, received_on
    from texts
    join targets using (place)
    left join refused using (place)
),

fresh as (
    select *
    from written
    anti join (select application_id, words from feedback where applicant_id = $applicant) as had
        using (application_id, words)
)

select
    $base + row_number() over (order by line, source) as feedback_id,
    applicant_id,
    application_id,
    'employer' as speaker,
    received_on,
    case when received_on is null then 'unknown' else 'day' end as precision,
    words,
    source,
    'import' as origin,
    $import_id as import_id,
    line,
    cast($now as timestamp) as recorded_at
from fresh
