-- one row a reason or praise that the reading in force found in one text
select
    reading_reasons.feedback_id,
    reading_reasons.reason,
    reading_reasons.theme,
    reading_reasons.polarity,
    reading_reasons.confidence,
    reading_reasons.evidence,
    reading_reasons.evidence_start,
    reading_reasons.evidence_end
from reading_reasons
inner join current_readings
    on
        reading_reasons.feedback_id = current_readings.feedback_id
        and reading_reasons.method = current_readings.method
        and reading_reasons.version = current_readings.version
where
    reading_reasons.feedback_id = $feedback
    and ($applicant is null or reading_reasons.applicant_id = $applicant)
order by reading_reasons.evidence_start, reading_reasons.polarity, reading_reasons.reason
