-- one row a milestone on the way to a goal
select
    goals.applicant_id,
    goals.goal_id,
    milestones.milestone_id,
    milestones.name,
    milestones.target,
    milestones.due_on,
    milestones.reached_on
from goals
inner join milestones using (goal_id)
where
    goals.removed_at is null
    and milestones.removed_at is null
    and ($applicant is null or goals.applicant_id = $applicant)
order by goals.goal_id, milestones.due_on, milestones.milestone_id
