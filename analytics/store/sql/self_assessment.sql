-- one row a speaker, theme and polarity: how many constructive texts named it, of how many constructive texts
with constructive as (
    select
        feedback.feedback_id,
        feedback.speaker
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
    facts_found.theme,
    facts_found.polarity,
    count(distinct constructive.feedback_id) as n,
    totals.texts
from constructive
inner join totals using (speaker)
inner join facts_found on constructive.feedback_id = facts_found.feedback_id
where facts_found.theme is not null
group by constructive.speaker, facts_found.theme, facts_found.polarity, totals.texts
order by constructive.speaker, facts_found.theme, facts_found.polarity
