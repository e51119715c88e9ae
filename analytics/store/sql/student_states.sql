-- one row a person whose counts are part of cohorts, with what changes when anything that cohorts count changes
with agreeing as (
    select distinct applicant_id
    from consents
    where
        withdrawn_at is null
        and ($applicant is null or applicant_id = $applicant)
),

noted as (
    select applicant_id, recorded_at, removed_at from applications
    union all
    select applicant_id, recorded_at, removed_at from events
    union all
    select applicant_id, recorded_at, coalesce(removed_at, dismissed_at) as removed_at from feedback
    union all
    select applicant_id, recorded_at, removed_at from feedback_requests
    union all
    select applicant_id, read_at as recorded_at, cast(null as timestamp) as removed_at from readings
    union all
    select goals.applicant_id, goal_versions.changed_at as recorded_at, goals.removed_at
    from goals
    inner join goal_versions using (goal_id)
    union all
    select goals.applicant_id, goal_entries.recorded_at, goal_entries.removed_at
    from goals
    inner join goal_entries using (goal_id)
)

select
    agreeing.applicant_id,
    count(noted.recorded_at) as notes,
    max(noted.recorded_at) as last_noted,
    count(noted.removed_at) as removals,
    max(noted.removed_at) as last_removed
from agreeing
left join noted using (applicant_id)
group by agreeing.applicant_id
order by agreeing.applicant_id
