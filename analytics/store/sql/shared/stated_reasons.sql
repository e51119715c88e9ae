-- one row a reason stated for an application, by whom and on which day; a log that says "position closed" states it
-- for the employer
select
    application_id,
    speaker,
    received_on,
    reason
from named_weaknesses
where reason is not null
union all
select
    application_id,
    'employer' as speaker,
    happened_on as received_on,
    'position_changed' as reason
from events
where
    kind = 'closed'
    and removed_at is null
    and ($applicant is null or applicant_id = $applicant)
