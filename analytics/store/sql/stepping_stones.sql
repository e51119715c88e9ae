-- one row a rejection with a named reason, a goal that answers it, and a later application to the same employer
-- or for the same kind of role: what may be a path; whether the goal was reached in between, the statistic says
with named as (
    select distinct
        application_id,
        reason,
        theme
    from named_weaknesses
    where speaker = 'employer'
),

aims as (
    select
        goals.applicant_id,
        goals.goal_id,
        goal_versions.title,
        goal_versions.reason,
        goal_versions.theme,
        goal_versions.starts_on,
        row_number() over (partition by goals.goal_id order by goal_versions.version desc) as newest
    from goals
    inner join goal_versions using (goal_id)
    where
        goals.removed_at is null
        and ($applicant is null or goals.applicant_id = $applicant)
),

sent as (
    select
        timelines.applicant_id,
        timelines.application_id,
        applications.employer,
        applications.role,
        lower(trim(applications.employer)) as employer_key,
        lower(trim(coalesce(applications.role_family, applications.role))) as role_key,
        timelines.applied_on,
        timelines.rejected_by,
        timelines.rejected,
        timelines.outcome
    from timelines
    inner join applications using (application_id)
    where
        timelines.applied_on is not null
        and timelines.applicant_id in (select applicant_id from aims)
        and ($applicant is null or timelines.applicant_id = $applicant)
)

select
    first_try.applicant_id,
    first_try.application_id,
    first_try.employer,
    first_try.role,
    coalesce(first_try.rejected_by, first_try.applied_on) as rejected_on,
    min(coalesce(aims.reason, named.reason)) as reason,
    min(coalesce(aims.theme, named.theme)) as theme,
    aims.goal_id,
    aims.title,
    again.application_id as again_id,
    again.employer as again_employer,
    again.role as again_role,
    again.applied_on as again_on,
    again.outcome,
    coalesce(again.employer_key = first_try.employer_key, false) as same_employer
from sent as first_try
inner join named using (application_id)
inner join aims
    on
        first_try.applicant_id = aims.applicant_id
        and (named.reason = aims.reason or named.theme = aims.theme)
        and aims.starts_on >= coalesce(first_try.rejected_by, first_try.applied_on)
inner join sent as again
    on
        first_try.applicant_id = again.applicant_id
        and again.applied_on > aims.starts_on
        and (again.employer_key = first_try.employer_key or again.role_key = first_try.role_key)
where
    first_try.rejected
    and aims.newest = 1
group by
    first_try.applicant_id,
    first_try.application_id,
    first_try.employer,
    first_try.role,
    coalesce(first_try.rejected_by, first_try.applied_on),
    aims.goal_id,
    aims.title,
    again.application_id,
    again.employer,
    again.role,
    again.applied_on,
    again.outcome,
    coalesce(again.employer_key = first_try.employer_key, false)
order by first_try.applicant_id, rejected_on, first_try.application_id, again_on, aims.goal_id
