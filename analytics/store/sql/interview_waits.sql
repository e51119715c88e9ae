-- one row a group, applicant, number of days waited since the first interview and answer; n counts the applications
--
-- The same columns as response_times.sql, and read by the same statistic with the answers offer, rejection and
-- withdrawal. by, as_of and cluster_limit mean the same. An interview whose day is unknown is left out
with interviewed as (
    select
        group_name,
        applicant_id,
        interviewed_on as since,
        case
            when offered then 'offer'
            when rejected then 'rejection'
            when withdrawn then 'withdrawal'
        end as decision,
        case when offered then offered_on when rejected then rejected_on when withdrawn then withdrawn_on end
            as decided_on,
        coalesce($as_of, log_end) as horizon
    from timelines_by_group
    where interviewed_on <= coalesce($as_of, log_end)
),

sizes as (
    select group_name, applicant_id, count(*) as own
    from interviewed
    group by group_name, applicant_id
)

select
    group_name,
    applicant,
    case
        when decision is not null and decided_on is null then 0
        else greatest(date_diff('day', since, least(coalesce(decided_on, horizon), horizon)), 0)
    end as days_low,
    greatest(date_diff('day', since, least(coalesce(decided_on, horizon), horizon)), 0) as days_high,
    case when decided_on is null or decided_on <= horizon then decision end as answer,
    count(*) as n,
    -- decimal, as the sum is then the same in whatever order it is made
    cast(sum(cast(1.0 / own as decimal(18, 9))) as double) as weight
from interviewed
inner join sizes using (group_name, applicant_id)
left join kept_applicants on interviewed.applicant_id = kept_applicants.applicant
group by all
order by group_name, applicant, days_low, days_high, answer
