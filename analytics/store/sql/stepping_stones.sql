-- one row a rejection with a named reason, a goal that answers it, and a later application to the same employer or for
-- a role that is alike: what may be a path; whether the goal was reached in between, the statistic says
--
-- fit: how well the goal answers what was said; 3 reason and theme, 2 the theme, 1 the reason
-- alike: the words that both roles name, or the kind of role; null where only the employer is the same
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
        lower(trim(applications.role)) as role_key,
        timelines.role_family,
        timelines.applied_on,
        timelines.rejected_on,
        coalesce(timelines.rejected_by, timelines.applied_on) as told_by,
        timelines.rejected,
        timelines.outcome
    from timelines
    inner join applications using (application_id)
    where
        timelines.applied_on is not null
        and ($applicant is null or timelines.applicant_id = $applicant)
),

answered as (
    select
        sent.application_id,
        aims.goal_id,
        aims.title,
        aims.starts_on,
        max(
            case when named.theme = aims.theme then 2 else 0 end + case when named.reason = aims.reason then 1 else 0 end
        ) as fit,
        coalesce(min(case when named.reason = aims.reason then named.reason end), min(named.reason)) as reason,
        coalesce(min(case when named.theme = aims.theme then named.theme end), min(named.theme)) as theme
    from sent
    inner join named using (application_id)
    inner join aims
        on
            sent.applicant_id = aims.applicant_id
            and (named.reason = aims.reason or named.theme = aims.theme)
            and aims.starts_on >= sent.told_by
    where
        sent.rejected
        and aims.newest = 1
    group by sent.application_id, aims.goal_id, aims.title, aims.starts_on
),

alike as (
    select
        one.application_id,
        other.application_id as again_id,
        string_agg(one.word, ', ' order by one.word) as words
    from role_words as one
    inner join role_words as other
        on
            one.applicant_id = other.applicant_id
            and one.word = other.word
            and one.application_id <> other.application_id
    where one.application_id in (select application_id from answered)
    group by one.application_id, other.application_id
)

select
    first_try.applicant_id,
    first_try.application_id,
    first_try.employer,
    first_try.role,
    first_try.rejected_on,
    answered.reason,
    answered.theme,
    answered.fit,
    answered.goal_id,
    answered.title,
    again.application_id as again_id,
    again.employer as again_employer,
    again.role as again_role,
    again.applied_on as again_on,
    again.outcome,
    coalesce(again.employer_key = first_try.employer_key, false) as same_employer,
    coalesce(
        alike.words,
        case
            when again.role_key = first_try.role_key then again.role_key
            when again.role_family = first_try.role_family then lower(again.role_family)
        end
    ) as alike
from sent as first_try
inner join answered using (application_id)
inner join sent as again
    on
        first_try.applicant_id = again.applicant_id
        and again.applied_on > answered.starts_on
left join alike
    on
        first_try.application_id = alike.application_id
        and again.application_id = alike.again_id
where
    again.employer_key = first_try.employer_key
    or again.role_key = first_try.role_key
    or again.role_family = first_try.role_family
    or alike.words is not null
order by first_try.applicant_id, first_try.told_by, first_try.application_id, again_on, answered.goal_id, again_id
