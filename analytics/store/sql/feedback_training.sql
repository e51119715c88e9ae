-- one row a sentence that a person confirmed or corrected, with the label they gave it
select
    feedback.speaker,
    coalesce(reading_reasons.evidence, feedback.words) as text,
    reading_reasons.reason,
    reading_reasons.theme,
    reading_reasons.polarity,
    readings.kind,
    readings.sign,
    readings.version as word
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
order by feedback.feedback_id, reading_reasons.evidence_start
