-- one row a text that a person read and a reason or praise they left in it; without one where they left nothing
select
    feedback.feedback_id,
    feedback.applicant_id,
    feedback.words,
    reading_reasons.reason,
    reading_reasons.theme,
    reading_reasons.polarity,
    reading_reasons.evidence,
    reading_reasons.evidence_start,
    reading_reasons.evidence_end
from readings
inner join feedback using (feedback_id)
left join reading_reasons
    on
        readings.feedback_id = reading_reasons.feedback_id
        and readings.method = reading_reasons.method
        and readings.version = reading_reasons.version
where
    readings.method = 'person'
    and feedback.removed_at is null
    and ($applicant is null or feedback.applicant_id = $applicant)
order by readings.read_at, feedback.feedback_id, reading_reasons.evidence_start
