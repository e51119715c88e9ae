-- one row a look back at a goal, newest first
select
    goals.applicant_id,
    goals.goal_id,
    goal_reviews.review_id,
    goal_reviews.reviewed_on,
    goal_reviews.note
from goals
inner join goal_reviews using (goal_id)
where
    goals.removed_at is null
    and ($applicant is null or goals.applicant_id = $applicant)
order by goals.goal_id, goal_reviews.reviewed_on desc, goal_reviews.review_id desc
