-- one row an applicant and week: applications sent then and how many led to an invitation, rejections received then
-- that stated a reason and how many named $reason; what is younger than 30 days at the log's end is left out
-- cluster_limit: up to how many applications everybody is counted (kept_applicants.sql), beyond it enough people to
-- compare with; whoever set a goal always is
with people as (
    select applicant as applicant_id from kept_applicants
    union
    select applicant_id
    from goals
    where
        removed_at is null
        and ($applicant is null or applicant_id = $applicant)
),

stated as (
    select
        application_id,
        case when contains(',' || reasons || ',', ',' || $reason || ',') then 1 else 0 end as named
    from application_reasons
    where
        speaker = 'employer'
        and reasons is not null
        and ($applicant is null or applicant_id = $applicant)
),

counted as (
    select
        applicant_id,
        cast(date_trunc('week', applied_on) as date) as week,
        1 as sent,
        case when invited then 1 else 0 end as invited,
        0 as stated,
        0 as named
    from timelines
    inner join people using (applicant_id)
    where
        outcome_recorded
        and applied_on is not null
        and date_diff('day', applied_on, log_end) >= 30
        and ($applicant is null or applicant_id = $applicant)
    union all
    select
        timelines.applicant_id,
        cast(date_trunc('week', coalesce(timelines.rejected_by, timelines.applied_on)) as date) as week,
        0 as sent,
        0 as invited,
        1 as stated,
        stated.named
    from timelines
    inner join people on timelines.applicant_id = people.applicant_id
    inner join stated using (application_id)
    where
        timelines.rejected
        and timelines.applied_on is not null
        and ($applicant is null or timelines.applicant_id = $applicant)
)

select
    applicant_id,
    week,
    sum(sent) as sent,
    sum(invited) as invited,
    sum(stated) as stated,
    sum(named) as named
from counted
group by applicant_id, week
order by applicant_id, week
