-- one row a thing that happened to an application that was sent, on a day that is not known: the newest first
select
    events.event_id,
    events.application_id,
    events.kind,
    applications.employer,
    applications.role,
    applications.applied_on
from events
inner join applications using (application_id)
where
    events.happened_on is null
    and events.removed_at is null
    and applications.submission = 'sent'
    and applications.removed_at is null
    and ($applicant is null or events.applicant_id = $applicant)
order by applications.applied_on desc nulls last, events.event_id
