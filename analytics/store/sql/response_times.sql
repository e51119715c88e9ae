-- one row a group, applicant, number of days waited (first_waits.sql) and answer; n counts the applications, and each
-- adds to weight one over the number of its applicant's in the group, so that every applicant weighs alike
--
-- by: a dimension of applications; null for everybody in one group
-- as_of: answers after it had not come yet; null for the last date in each applicant's log
-- cluster_limit: up to how many applications every one keeps its applicant's number (kept_applicants.sql)
with sizes as (
    select
        group_name,
        applicant_id,
        count(*) as own
    from first_waits
    group by group_name, applicant_id
)

select
    group_name,
    applicant,
    days_low,
    days_high,
    answer,
    count(*) as n,
    -- decimal, as the sum is then the same in whatever order it is made
    cast(sum(cast(1.0 / own as decimal(18, 9))) as double) as weight
from first_waits
inner join sizes using (group_name, applicant_id)
left join kept_applicants on first_waits.applicant_id = kept_applicants.applicant
group by all
order by group_name, applicant, days_low, days_high, answer
