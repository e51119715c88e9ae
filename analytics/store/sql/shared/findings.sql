-- one row a reason or praise that the reading in force found in one text, doubtful ones and texts set aside too
-- doubtful: only a proposal, shown and asked about (judging.FACT); unsaid: the message announces something else
select
    reading_reasons.*,
    current_readings.kind,
    current_readings.method not in ('person', 'sample') and coalesce(reading_reasons.confidence, 1) < 0.6 as doubtful,
    current_readings.method <> 'person'
    and reading_reasons.polarity = 'weakness'
    and coalesce(
        current_readings.outcome in (
            'offer', 'invitation', 'reschedule', 'question', 'receipt', 'withdrawn', 'newsletter'
        ),
        false
    ) as unsaid
from reading_reasons
inner join current_readings
    on
        reading_reasons.feedback_id = current_readings.feedback_id
        and reading_reasons.method = current_readings.method
        and reading_reasons.version = current_readings.version
where
    ($applicant is null or reading_reasons.applicant_id = $applicant)
    and ($applicant is null or current_readings.applicant_id = $applicant)
