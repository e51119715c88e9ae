-- one row an application that was sent on a known day and whose log says what came of it, with its group $by: how many
-- days it waited for its first answer, as far as that was known on $as_of (null: on the last date in its log)
--
-- days_low..days_high: equal where the day is known; else the answer came somewhere between them.
-- answer: null where nothing had come after days_low
select
    application_id,
    applicant_id,
    group_name,
    greatest(date_diff('day', applied_latest, least(coalesce(answer_low, horizon), horizon)), 0) as days_low,
    -- an answer without a day is never known to the day, though its application be of the log's last
    greatest(
        date_diff('day', applied_on, least(coalesce(answer_high, horizon), horizon)),
        case when answer_low <= horizon and (answer_high is null or answer_low < answer_high) then 1 else 0 end
    ) as days_high,
    case when answer_low <= horizon then answer end as answer
from (
    select
        *,
        coalesce($as_of, log_end) as horizon
    from timelines_by_group
    where
        outcome_recorded
        and applied_on is not null
        and ($as_of is null or applied_on <= $as_of)
) as sent
