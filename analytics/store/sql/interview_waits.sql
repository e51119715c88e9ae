-- one row a group, applicant, number of days waited since the first interview and answer; n counts the applications
--
-- The same columns as response_times.sql, and read by the same statistic with the answers offer, rejection and
-- withdrawal. by, as_of and cluster_limit mean the same. An interview whose day is unknown is left out
with interviewed as (
    select
        case $by
            when 'channel' then coalesce(channel, 'not stated')
            when 'sector' then coalesce(sector, 'not stated')
            when 'employer_size' then coalesce(employer_size, 'not stated')
            when 'role_family' then coalesce(role_family, 'not stated')
            when 'programme' then coalesce(programme, 'not stated')
            when 'month' then strftime(applied_on, '%Y-%m')
            else 'all'
        end as group_name,
        applicant_id,
        coalesce(interviewed_on, invited_on) as since,
        least(
            case when offered then coalesce(offered_on, date '9999-01-01') end,
            case when rejected then coalesce(rejected_on, date '9999-01-01') end,
            case when withdrawn then coalesce(withdrawn_on, date '9999-01-01') end
        ) as decided_on,
        offered,
        offered_on,
        rejected,
        rejected_on,
        coalesce($as_of, log_end) as horizon
    from timelines
    where
        ($applicant is null or applicant_id = $applicant)
        and coalesce(interviewed_on, invited_on) is not null
        and ($as_of is null or coalesce(interviewed_on, invited_on) <= $as_of)
),

decided as (
    select
        *,
        case
            when decided_on is null then null
            when offered and coalesce(offered_on, date '9999-01-01') = decided_on then 'offer'
            when rejected and coalesce(rejected_on, date '9999-01-01') = decided_on then 'rejection'
            else 'withdrawal'
        end as decision,
        decided_on = date '9999-01-01' as without_date
    from interviewed
),

kept as (
    select coalesce($cluster_limit, 50000) / greatest(count(*), 1) as share
    from timelines
    where $applicant is null or applicant_id = $applicant
)

select
    group_name,
    case
        when (applicant_id * 1327217885) % 2147483647 <= 2147483647 * (select share from kept) then applicant_id
    end as applicant,
    case
        when without_date then 0
        else greatest(date_diff('day', since, least(coalesce(decided_on, horizon), horizon)), 0)
    end as days_low,
    greatest(date_diff('day', since, least(coalesce(decided_on, horizon), horizon)), 0) as days_high,
    case when without_date or decided_on <= horizon then decision end as answer,
    count(*) as n
from decided
group by all
