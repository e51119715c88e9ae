-- one row a goal and day with what was reached that day: an amount, for a percentage where it stood at day's end
with wordings as (
    select
        goals.applicant_id,
        goals.goal_id,
        goal_versions.metric,
        goal_versions.starts_on,
        row_number() over (partition by goals.goal_id order by goal_versions.version desc) as newest
    from goals
    inner join goal_versions using (goal_id)
    where
        goals.removed_at is null
        and ($applicant is null or goals.applicant_id = $applicant)
),

wanted as (
    select * from wordings where newest = 1
),

-- what the store counts by itself, as it happened to each application; a reply without a date came, at the
-- earliest, on the day of applying
happened as (
    select applicant_id, 'applications' as metric, applied_on as day from timelines
    union all
    select timelines.applicant_id, 'tailored_applications' as metric, timelines.applied_on as day
    from timelines
    inner join applications using (application_id)
    where applications.tailored
    union all
    select applicant_id, 'replies' as metric, coalesce(answer_high, answer_low) as day
    from timelines
    where answer in ('interview', 'rejection')
    union all
    select
        applicant_id,
        'interviews' as metric,
        coalesce(invited_on, case when answer = 'interview' then coalesce(answer_high, answer_low) end) as day
    from timelines
    union all
    select applicant_id, 'feedback_requests' as metric, sent_on as day
    from feedback_requests
    where removed_at is null
),

counted as (
    select
        wanted.applicant_id,
        wanted.goal_id,
        happened.day,
        cast(count(*) as double) as amount
    from wanted
    inner join happened on wanted.applicant_id = happened.applicant_id and wanted.metric = happened.metric
    where happened.day >= wanted.starts_on
    group by wanted.applicant_id, wanted.goal_id, happened.day
),

entries as (
    select
        wanted.applicant_id,
        wanted.goal_id,
        wanted.metric,
        goal_entries.happened_on as day,
        goal_entries.amount,
        row_number() over (
            partition by goal_entries.goal_id, goal_entries.happened_on
            order by goal_entries.recorded_at desc, goal_entries.entry_id desc
        ) as newest
    from wanted
    inner join goal_entries using (goal_id)
    where
        goal_entries.removed_at is null
        and wanted.metric not in (
            'applications', 'tailored_applications', 'feedback_requests', 'replies', 'interviews'
        )
),

entered as (
    select
        applicant_id,
        goal_id,
        day,
        sum(amount) as amount
    from entries
    where metric <> 'percent' or newest = 1
    group by applicant_id, goal_id, day
)

select * from counted
union all
select * from entered
order by applicant_id, goal_id, day
