-- one row a channel, kind of role, sector or employer: applications settled or a month old, and how many were invited
-- those younger than 30 days at the log's end are left out with or without an answer, as quick answers would count
-- double; of those without a day the silent are left out, as their silence may have just begun
with settled as (
    select
        applications.channel,
        applications.role_family,
        applications.sector,
        applications.employer,
        timelines.invited
    from timelines
    inner join applications using (application_id)
    where
        timelines.outcome_recorded
        and (
            date_diff('day', timelines.applied_on, timelines.log_end) >= 30
            or (timelines.applied_on is null and timelines.answer is not null)
        )
        and ($applicant is null or timelines.applicant_id = $applicant)
),

grouped as (
    select 'channel' as kind, channel as name, invited from settled
    union all
    select 'role_family' as kind, role_family as name, invited from settled
    union all
    select 'sector' as kind, sector as name, invited from settled
    union all
    select 'employer' as kind, employer as name, invited from settled
)

select
    kind,
    min(trim(name)) as name,
    count(*) as n,
    count(*) filter (where invited) as invited
from grouped
where trim(name) <> ''
group by kind, lower(trim(name))
order by kind, name
