-- one row a goal: its newest wording and how it stands
with wordings as (
    select
        *,
        row_number() over (partition by goal_id order by version desc) as newest,
        min(changed_at) over (partition by goal_id) as set_at,
        max(changed_at) filter (where status = 'done') over (partition by goal_id) as done_at
    from goal_versions
)

select
    goals.applicant_id,
    goals.goal_id,
    wordings.version,
    cast(wordings.set_at as date) as set_on,
    cast(wordings.done_at as date) as done_on,
    wordings.changed_at,
    wordings.status,
    wordings.title,
    wordings.specific,
    wordings.metric,
    wordings.unit,
    wordings.start_value,
    wordings.target,
    wordings.starts_on,
    wordings.due_on,
    wordings.reason,
    wordings.theme,
    wordings.relevant,
    wordings.partner_name,
    wordings.partner_email,
    wordings.review_every_days,
    wordings.resources,
    wordings.per_week
from goals
inner join wordings using (goal_id)
where
    wordings.newest = 1
    and goals.removed_at is null
    and ($applicant is null or goals.applicant_id = $applicant)
order by goals.applicant_id, wordings.due_on, goals.goal_id
