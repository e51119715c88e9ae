-- one row a channel, kind of role, sector or employer: applications settled or a month old, and how many were invited
-- those younger than 30 days at the log's end are left out with or without an answer, as quick answers would count
-- double; of those without a day the silent are left out, as their silence may have just begun
with settled as (
    select
        application_id,
        channel,
        role_family,
        sector,
        case when invited then 1 else 0 end as invited
    from timelines
    where
        outcome_recorded
        and (
            date_diff('day', applied_on, log_end) >= 30
            or (applied_on is null and answer is not null)
        )
        and ($applicant is null or applicant_id = $applicant)
),

-- each spelling once, so that only these few are trimmed and compared
grouped as (
    select 'channel' as kind, channel as name, count(*) as n, sum(invited) as invited
    from settled
    group by channel
    union all
    select 'role_family' as kind, role_family as name, count(*) as n, sum(invited) as invited
    from settled
    group by role_family
    union all
    select 'sector' as kind, sector as name, count(*) as n, sum(invited) as invited
    from settled
    group by sector
    union all
    select 'employer' as kind, applications.employer as name, count(*) as n, sum(settled.invited) as invited
    from settled
    inner join applications using (application_id)
    group by applications.employer
)

select
    kind,
    min(trim(name)) as name,
    cast(sum(n) as bigint) as n,
    cast(sum(invited) as bigint) as invited
from grouped
where trim(name) <> ''
group by kind, lower(trim(name))
order by kind, name
