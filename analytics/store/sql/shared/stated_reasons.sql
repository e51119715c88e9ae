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
    position_closed_by as received_on,
    'position_changed' as reason
from timelines
where
    position_closed
    and ($applicant is null or applicant_id = $applicant)
