-- one row a text that an employer wrote between two days, or without a day, newest first
select
    feedback.received_on,
    applications.employer,
    applications.role,
    current_readings.kind,
    feedback.words
from feedback
left join current_readings using (feedback_id)
left join applications on feedback.application_id = applications.application_id
where
    feedback.speaker = 'employer'
    and feedback.removed_at is null
    and feedback.dismissed_at is null
    and (feedback.received_on is null or feedback.received_on between $first and $last)
    and coalesce(current_readings.kind, 'unclear') <> 'none'
    and ($applicant is null or feedback.applicant_id = $applicant)
order by feedback.received_on desc nulls last, feedback.feedback_id desc
