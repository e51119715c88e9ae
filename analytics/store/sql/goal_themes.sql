-- one row a theme and reason that constructive feedback of employers named as a weakness, with how many texts did
select
    reading_reasons.theme,
    reading_reasons.reason,
    count(distinct feedback.feedback_id) as texts
from feedback
inner join current_readings using (feedback_id)
inner join reading_reasons
    on
        current_readings.feedback_id = reading_reasons.feedback_id
        and current_readings.method = reading_reasons.method
        and current_readings.version = reading_reasons.version
where
    current_readings.kind = 'constructive'
    and reading_reasons.polarity = 'weakness'
    and feedback.speaker = 'employer'
    and feedback.removed_at is null
    and feedback.dismissed_at is null
    and ($applicant is null or feedback.applicant_id = $applicant)
group by reading_reasons.theme, reading_reasons.reason
order by texts desc, reading_reasons.theme, reading_reasons.reason
