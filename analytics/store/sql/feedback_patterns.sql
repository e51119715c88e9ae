-- one row a sentence of constructive feedback that names a theme, of themes that at least two employers named
with named as (
    select
        reading_reasons.theme,
        reading_reasons.polarity,
        reading_reasons.evidence,
        applications.employer,
        applications.role,
        feedback.received_on,
        feedback.feedback_id
    from feedback
    inner join current_readings using (feedback_id)
    inner join reading_reasons
        on
            current_readings.feedback_id = reading_reasons.feedback_id
            and current_readings.method = reading_reasons.method
            and current_readings.version = reading_reasons.version
    inner join applications on feedback.application_id = applications.application_id
    where
        current_readings.kind = 'constructive'
        and feedback.speaker = 'employer'
        and feedback.removed_at is null
        and feedback.dismissed_at is null
        and reading_reasons.theme is not null
        and applications.employer is not null
        and ($applicant is null or feedback.applicant_id = $applicant)
),

repeated as (
    select
        theme,
        polarity,
        count(distinct lower(employer)) as employers
    from named
    group by theme, polarity
    having count(distinct lower(employer)) >= 2
)

select
    repeated.theme,
    repeated.polarity,
    repeated.employers,
    named.employer,
    named.role,
    named.received_on,
    named.evidence,
    named.feedback_id
from repeated
inner join named using (theme, polarity)
order by repeated.polarity desc, repeated.employers desc, repeated.theme, named.received_on desc nulls last
limit 200
