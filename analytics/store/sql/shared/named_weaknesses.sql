-- one row a reason or theme that somebody's words name against an application, by the reading that holds
select
    feedback.feedback_id,
    feedback.applicant_id,
    feedback.application_id,
    feedback.speaker,
    feedback.received_on,
    current_readings.kind,
    reading_reasons.reason,
    reading_reasons.theme,
    reading_reasons.evidence
from feedback
inner join current_readings using (feedback_id)
inner join reading_reasons
    on
        current_readings.feedback_id = reading_reasons.feedback_id
        and current_readings.method = reading_reasons.method
        and current_readings.version = reading_reasons.version
where
    feedback.removed_at is null
    and feedback.dismissed_at is null
    and reading_reasons.polarity = 'weakness'
    and ($applicant is null or feedback.applicant_id = $applicant)
