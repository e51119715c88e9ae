-- one row a group and applicant: how many applications were sent, and how many of them came how far (each step holds
-- the next)
--
-- by, as_of, cluster_limit: as in response_times.sql. What has no date counts as having happened
with reached as (
    select
        group_name,
        applicant_id,
        answered and ($as_of is null or answer_low is null or answer_low <= $as_of) as answered,
        invited and ($as_of is null or invited_on is null or invited_on <= $as_of) as invited,
        offered and ($as_of is null or offered_on is null or offered_on <= $as_of) as offered,
        accepted and ($as_of is null or offered_on is null or offered_on <= $as_of) as accepted
    from timelines_by_group
    where
        outcome_recorded
        and ($as_of is null or applied_on is null or applied_on <= $as_of)
)

select
    group_name,
    applicant,
    count(*) as sent,
    count(*) filter (where answered or invited) as answered,
    count(*) filter (where invited) as invited,
    count(*) filter (where invited and offered) as offered,
    count(*) filter (where invited and accepted) as accepted
from reached
left join kept_applicants on reached.applicant_id = kept_applicants.applicant
group by all
order by group_name, applicant
