-- one row: the counts that decide what is worth doing next; $today is the day to count back from for asking
with horizon as (
    select max(log_end) as last_day
    from timelines
    where ($applicant is null or applicant_id = $applicant)
),

told as (
    select
        count(*) as applications,
        count(*) filter (where not outcome_recorded) as unrecorded,
        count(*) filter (where outcome_recorded and outcome = 'open') as waiting,
        count(*) filter (where rejected) as rejections,
        count(*) filter (
            where
                rejected_on >= coalesce($today, last_day) - interval 14 day
                and application_id not in (
                    select application_id from feedback_requests where removed_at is null
                )
        ) as unasked
    from timelines
    cross join horizon
    where ($applicant is null or applicant_id = $applicant)
),

texts as (
    select
        count(*) as texts,
        count(*) filter (
            where
                feedback_id not in (select feedback_id from readings where method in ('person', 'sample'))
        ) as unconfirmed
    from feedback
    where
        removed_at is null
        and dismissed_at is null
        and speaker = 'employer'
        and ($applicant is null or applicant_id = $applicant)
),

aims as (
    select count(*) as goals
    from goals
    where
        removed_at is null
        and ($applicant is null or applicant_id = $applicant)
)

select *
from told
cross join texts
cross join aims
