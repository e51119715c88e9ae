-- one row a channel, kind of role, sector or employer and fifty: applications settled or a month old, and how many were
-- invited; `fifty` says in which fifty they are, in the order of sending, `settled` how many there are, 200 at most:
-- the last look is at so many
--
-- those younger than 30 days at the log's end are left out with or without an answer, as quick answers would count
-- double; of those without a day the silent are left out, as their silence may have just begun
with looked_at as (
    select
        application_id,
        applied_on,
        channel,
        role_family,
        sector,
        invited
    from timelines
    where
        outcome_recorded
        and (
            date_diff('day', applied_on, log_end) >= 30
            or (applied_on is null and answer is not null)
        )
        and ($applicant is null or applicant_id = $applicant)
    order by applied_on nulls last, application_id
    limit 200
),

numbered as (
    select
        looked_at.channel,
        looked_at.role_family,
        looked_at.sector,
        applications.employer,
        looked_at.invited,
        count(*) over () as settled,
        row_number() over (order by looked_at.applied_on nulls last, application_id) as place
    from looked_at
    inner join applications using (application_id)
),

of_each_kind as (
    select 'channel' as kind, trim(channel) as name, invited, settled, place
    from numbered
    union all
    select 'role_family' as kind, trim(role_family) as name, invited, settled, place
    from numbered
    union all
    select 'sector' as kind, trim(sector) as name, invited, settled, place
    from numbered
    union all
    select 'employer' as kind, trim(employer) as name, invited, settled, place
    from numbered
),

named as (
    select
        kind,
        min(name) over (partition by kind, lower(name)) as name,
        invited,
        settled,
        cast(floor((place - 1) / 50) as integer) as fifty
    from of_each_kind
    where name <> ''
)

select
    kind,
    name,
    fifty,
    settled,
    count(*) as n,
    count(*) filter (where invited) as invited
from named
group by kind, name, fifty, settled
order by kind, name, fifty
