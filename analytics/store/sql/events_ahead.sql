-- one row a thing noted of the viewer's applications that is to happen on the day $today or after it, the next first
select
    events.event_id,
    events.application_id,
    applications.employer,
    applications.role,
    events.kind,
    events.happened_on,
    events.known_on
from events
inner join applications using (application_id)
where
    events.removed_at is null
    and applications.removed_at is null
    and events.precision = 'day'
    and events.happened_on >= $today
    and events.applicant_id = $applicant
order by events.happened_on, events.event_id
