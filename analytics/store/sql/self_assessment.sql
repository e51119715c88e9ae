-- one row a speaker, theme and polarity: how many constructive texts named it, of how many constructive texts
with constructive as (
    select
        feedback.feedback_id,
        feedback.speaker,
        current_readings.method,
        current_readings.version
    from feedback
    inner join current_readings using (feedback_id)
    where
        current_readings.kind = 'constructive'
        and feedback.speaker in ('employer', 'mentor')
        and feedback.removed_at is null
        and feedback.dismissed_at is null
        and ($applicant is null or feedback.applicant_id = $applicant)
),

totals as (
    select
        speaker,
        count(*) as texts
    from constructive
    group by speaker
)

select
    constructive.speaker,
    reading_reasons.theme,
    reading_reasons.polarity,
    count(distinct constructive.feedback_id) as n,
    totals.texts
from constructive
inner join totals using (speaker)
inner join reading_reasons
    on
        constructive.feedback_id = reading_reasons.feedback_id
        and constructive.method = reading_reasons.method
        and constructive.version = reading_reasons.version
where reading_reasons.theme is not null
group by constructive.speaker, reading_reasons.theme, reading_reasons.polarity, totals.texts
order by constructive.speaker, reading_reasons.theme, reading_reasons.polarity
