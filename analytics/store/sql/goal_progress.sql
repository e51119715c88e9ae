-- one row a goal and day with what was reached that day: an amount, for a percentage where it stood at day's end, for a
-- rhythm 1 on the day by which a week's amount was done
with wordings as (
    select
        goals.applicant_id,
        goals.goal_id,
        goal_versions.metric,
        goal_versions.starts_on,
        goal_versions.per_week,
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
        wanted.goal_id,
        goal_metrics.happened_on as day,
        cast(count(*) as double) as amount
    from wanted
    inner join goal_metrics
        on wanted.applicant_id = goal_metrics.applicant_id and wanted.metric = goal_metrics.metric
    where goal_metrics.happened_on >= wanted.starts_on
    group by wanted.goal_id, goal_metrics.happened_on
),

entries as (
    select
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

done as (
    select * from counted
    union all
    select
        goal_id,
        day,
        sum(amount) as amount
    from entries
    where metric <> 'percent' or newest = 1
    group by goal_id, day
),

weeks as (
    select
        wanted.goal_id,
        done.day,
        wanted.per_week,
        floor(date_diff('day', wanted.starts_on, done.day) / 7) as week,
        sum(done.amount) over (
            partition by wanted.goal_id, floor(date_diff('day', wanted.starts_on, done.day) / 7)
            order by done.day
        ) as so_far
    from wanted
    inner join done using (goal_id)
    where
        wanted.per_week is not null
        and done.day >= wanted.starts_on
),

reached as (
    select
        goal_id,
        min(day) as day,
        1.0 as amount
    from weeks
    where so_far >= per_week
    group by goal_id, week
    union all
    select
        done.goal_id,
        done.day,
        done.amount
    from done
    inner join wanted using (goal_id)
    where wanted.per_week is null
)

select
    wanted.applicant_id,
    goal_id,
    reached.day,
    cast(reached.amount as double) as amount
from reached
inner join wanted using (goal_id)
order by wanted.applicant_id, goal_id, reached.day
