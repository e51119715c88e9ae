-- one row a wording of a goal, oldest first, with the day it stopped holding (null: it still holds)
select
    goals.applicant_id,
    goals.goal_id,
    goal_versions.version,
    goal_versions.changed_at,
    cast(goal_versions.changed_at as date) as changed_on,
    cast(
        lead(goal_versions.changed_at) over (
            partition by goals.goal_id order by goal_versions.version
        ) as date
    ) as until,
    goal_versions.status,
    goal_versions.title,
    goal_versions.metric,
    goal_versions.start_value,
    goal_versions.target,
    goal_versions.starts_on,
    goal_versions.due_on,
    goal_versions.change_note
from goals
inner join goal_versions using (goal_id)
where
    goals.removed_at is null
    and ($applicant is null or goals.applicant_id = $applicant)
order by goals.applicant_id, goals.goal_id, goal_versions.version
