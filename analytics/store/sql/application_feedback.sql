-- one row a text about one application that was not removed, with what the reading in force found in it first
select
    feedback.feedback_id,
    feedback.speaker,
    feedback.received_on,
    feedback.words,
    current_readings.kind,
    min(reading_reasons.reason) as reason,
    min(reading_reasons.evidence) as evidence
from feedback
left join current_readings using (feedback_id)
left join reading_reasons
    on
        feedback.feedback_id = reading_reasons.feedback_id
        and current_readings.method = reading_reasons.method
        and current_readings.version = reading_reasons.version
        and reading_reasons.polarity = 'weakness'
where
    feedback.application_id = $application_id
    and feedback.removed_at is null
    and ($applicant is null or feedback.applicant_id = $applicant)
group by
    feedback.feedback_id,
    feedback.speaker,
    feedback.received_on,
    feedback.words,
    current_readings.kind
order by feedback.received_on nulls last, feedback.feedback_id
