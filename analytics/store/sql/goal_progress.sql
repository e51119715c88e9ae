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

counted as (
    select
        wanted.applicant_id,
        wanted.goal_id,
        goal_metrics.happened_on as day,
        cast(count(*) as double) as amount
    from wanted
    inner join goal_metrics
        on wanted.applicant_id = goal_metrics.applicant_id and wanted.metric = goal_metrics.metric
    where goal_metrics.happened_on >= wanted.starts_on
    group by wanted.applicant_id, wanted.goal_id, goal_metrics.happened_on
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
