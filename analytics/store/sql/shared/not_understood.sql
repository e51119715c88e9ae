-- one row an application and speaker whose words the program could not read: another language, or not surely enough
select distinct
    feedback.application_id,
    feedback.speaker
from feedback
inner join current_readings using (feedback_id)
where
    feedback.application_id is not null
    and feedback.removed_at is null
    and feedback.dismissed_at is null
    and current_readings.method <> 'sample'
    and ($applicant is null or feedback.applicant_id = $applicant)
    and ($applicant is null or current_readings.applicant_id = $applicant)
    and (
        current_readings.kind = 'unclear'
        or exists (
            select 1
            from findings
            where
                findings.feedback_id = feedback.feedback_id
                and findings.doubtful
                and findings.polarity = 'weakness'
        )
    )
