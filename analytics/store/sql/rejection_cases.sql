-- one row a reason that a rejection stated, with the words that state it, newest first
-- $speaker: employer (the default) or own; $reason: null for all
select
    reading_reasons.reason,
    reading_reasons.theme,
    applications.employer,
    applications.role,
    coalesce(feedback.received_on, timelines.rejected_on) as received_on,
    reading_reasons.evidence,
    feedback.feedback_id
from feedback
inner join current_readings using (feedback_id)
inner join reading_reasons
    on
        current_readings.feedback_id = reading_reasons.feedback_id
        and current_readings.method = reading_reasons.method
        and current_readings.version = reading_reasons.version
inner join timelines on feedback.application_id = timelines.application_id
inner join applications on feedback.application_id = applications.application_id
where
    timelines.rejected
    and feedback.speaker = coalesce($speaker, 'employer')
    and feedback.removed_at is null
    and feedback.dismissed_at is null
    and reading_reasons.polarity = 'weakness'
    and reading_reasons.reason is not null
    and ($reason is null or reading_reasons.reason = $reason)
    and ($as_of is null or coalesce(timelines.rejected_on, timelines.applied_on, $as_of) <= $as_of)
    and ($applicant is null or feedback.applicant_id = $applicant)
order by coalesce(feedback.received_on, timelines.rejected_on) desc nulls last, feedback.feedback_id desc
limit 500
