-- one row: how many sent applications response times rest on, and how many are left out and why; and the naive mean
select
    count(*) as sent,
    count(*) filter (where outcome_recorded and applied_on is not null) as counted,
    count(*) filter (where not outcome_recorded) as without_outcome,
    count(*) filter (where outcome_recorded and applied_on is null) as without_date,
    count(*) filter (where answered_to_the_day) as dated_answers,
    -- what a spreadsheet would say: the mean over the answers that came
    avg(date_diff('day', applied_on, answer_low)) filter (where answered_to_the_day) as naive_mean_days
from (
    select
        *,
        answered and answer_low = answer_high
        and applied_on = applied_latest and answer_low >= applied_on
        and ($as_of is null or answer_low <= $as_of) as answered_to_the_day
    from timelines
    where
        ($applicant is null or applicant_id = $applicant)
        and ($as_of is null or applied_on is null or applied_on <= $as_of)
) as seen
