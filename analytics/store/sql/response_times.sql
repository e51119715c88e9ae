-- one row a group, applicant, number of days waited and answer; n counts the applications, and each
-- adds to weight one over the number of its applicant's in the group, so that every applicant weighs alike
--
-- by: a dimension of applications; null for everybody in one group
-- as_of: answers after it had not come yet; null for the last date in each applicant's log
-- cluster_limit: up to how many applications every one keeps its applicant's number (kept_applicants.sql)
--
-- days_low..days_high: equal where the day is known; else the answer came somewhere between them.
-- answer: null where nothing had come after days_low
with sent as (
    select
        group_name,
        applicant_id,
        applied_on,
        applied_latest,
        answer,
        answer_low,
        answer_high,
        coalesce($as_of, log_end) as horizon
    from timelines_by_group
    where
        outcome_recorded
        and applied_on is not null
        and ($as_of is null or applied_on <= $as_of)
),

sizes as (
    select group_name, applicant_id, count(*) as own
    from sent
    group by group_name, applicant_id
)

select
    group_name,
    applicant,
    greatest(date_diff('day', applied_latest, least(coalesce(answer_low, horizon), horizon)), 0) as days_low,
    -- an answer without a day is never known to the day, though its application be of the log's last
    greatest(
        date_diff('day', applied_on, least(coalesce(answer_high, horizon), horizon)),
        case when answer_low <= horizon and (answer_high is null or answer_low < answer_high) then 1 else 0 end
    ) as days_high,
    case when answer_low <= horizon then answer end as answer,
    count(*) as n,
    -- decimal, as the sum is then the same in whatever order it is made
    cast(sum(cast(1.0 / own as decimal(18, 9))) as double) as weight
from sent
inner join sizes using (group_name, applicant_id)
left join kept_applicants on sent.applicant_id = kept_applicants.applicant
group by all
order by group_name, applicant, days_low, days_high, answer
