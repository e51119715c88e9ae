-- one row a metric and day with what was done, whether a goal asked for it or not
with wordings as (
    select
        goals.applicant_id,
        goals.goal_id,
        goal_versions.metric,
        row_number() over (partition by goals.goal_id order by goal_versions.version desc) as newest
    from goals
    inner join goal_versions using (goal_id)
    where
        goals.removed_at is null
        and ($applicant is null or goals.applicant_id = $applicant)
)

select
    metric,
    happened_on as day,
    cast(count(*) as double) as amount
from goal_metrics
where
    happened_on is not null
    and ($applicant is null or applicant_id = $applicant)
group by metric, happened_on
union all
select
    wordings.metric,
    goal_entries.happened_on as day,
    sum(goal_entries.amount) as amount
from wordings
inner join goal_entries using (goal_id)
where
    wordings.newest = 1
    and wordings.metric in ('contacts', 'mock_interviews', 'course_units')
    and goal_entries.removed_at is null
group by wordings.metric, goal_entries.happened_on
order by metric, day
