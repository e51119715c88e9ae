-- one row a text of somebody else or of one's own that was not removed, with the reading that holds, newest first
select
    feedback.feedback_id,
    feedback.application_id,
    feedback.speaker,
    feedback.received_on,
    feedback.source,
    feedback.words,
    feedback.dismissed_at is not null as set_aside,
    applications.employer,
    applications.role,
    current_readings.method,
    current_readings.version,
    current_readings.kind,
    current_readings.sign,
    current_readings.confidence
from feedback
left join current_readings using (feedback_id)
left join applications on feedback.application_id = applications.application_id
where
    feedback.removed_at is null
    and ($applicant is null or feedback.applicant_id = $applicant)
    and ($kind is null or coalesce(current_readings.kind, 'unread') = $kind)
    and ($unconfirmed is null or coalesce(current_readings.method, '') <> 'person')
order by feedback.received_on desc nulls last, feedback.feedback_id desc
limit coalesce($many, 1000)
