-- one row an amount that a person entered towards a goal, newest first
select
    goals.applicant_id,
    goals.goal_id,
    goal_entries.entry_id,
    goal_entries.happened_on,
    goal_entries.amount,
    goal_entries.note
from goals
inner join goal_entries using (goal_id)
where
    goals.removed_at is null
    and goal_entries.removed_at is null
    and ($applicant is null or goals.applicant_id = $applicant)
order by goals.goal_id, goal_entries.happened_on desc, goal_entries.entry_id desc
