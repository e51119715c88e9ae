-- one row a group, applicant, days waited for a reply, answer, status and kind of the reply; n counts the requests
--
-- by: a dimension of requests; null for all in one group
-- as_of: replies after it had not come yet; null for the last date in each applicant's log
--
-- days_low..days_high: equal where the day is known; else the reply came somewhere between them.
-- answer: replied or declined; null where nothing had come after days_low. kind: null where nothing was read
with asked as (
    select
        applicant_id,
        max(greatest(sent_on, coalesce(answered_on, sent_on))) as last_on
    from feedback_requests
    where
        removed_at is null
        and ($applicant is null or applicant_id = $applicant)
    group by applicant_id
),

replies as (
    select
        feedback.request_id,
        max(current_readings.kind) as kind
    from feedback
    inner join current_readings using (feedback_id)
    where
        feedback.removed_at is null
        and feedback.dismissed_at is null
        and feedback.request_id is not null
        and ($applicant is null or feedback.applicant_id = $applicant)
    group by feedback.request_id
),

sent as (
    select
        feedback_requests.*,
        coalesce($as_of, greatest(timelines.log_end, asked.last_on)) as horizon,
        replies.kind,
        case
            when $by = 'contact' then coalesce(feedback_requests.contact_kind, 'not noted')
            when $by = 'way' then coalesce(feedback_requests.channel, 'not noted')
            when $by = 'template' then coalesce(feedback_requests.template, 'own words')
            when $by = 'stage' then timelines.stage
            when $by = 'days_waited' and timelines.rejected_on is null then 'not known'
            when $by = 'days_waited' and date_diff('day', timelines.rejected_on, feedback_requests.sent_on) <= 2
                then '0 to 2 days'
            when $by = 'days_waited' and date_diff('day', timelines.rejected_on, feedback_requests.sent_on) <= 7
                then '3 to 7 days'
            when $by = 'days_waited' and date_diff('day', timelines.rejected_on, feedback_requests.sent_on) <= 14
                then '8 to 14 days'
            when $by = 'days_waited' then 'more than 14 days'
            else 'all'
        end as group_name
    from feedback_requests
    inner join timelines using (application_id)
    inner join asked on feedback_requests.applicant_id = asked.applicant_id
    left join replies using (request_id)
    where
        feedback_requests.removed_at is null
        and feedback_requests.sent_on is not null
        and feedback_requests.status in ('sent', 'replied', 'declined', 'silent')
        and ($applicant is null or feedback_requests.applicant_id = $applicant)
        and ($as_of is null or feedback_requests.sent_on <= $as_of)
),

known as (
    select
        *,
        case
            when status in ('replied', 'declined') and coalesce(answered_on, sent_on) <= horizon then status
        end as answer
    from sent
)

select
    group_name,
    applicant_id as applicant,
    greatest(
        date_diff('day', sent_on, case when answer is null then horizon else coalesce(answered_on, sent_on) end), 0
    ) as days_low,
    greatest(date_diff('day', sent_on, case when answer is null then horizon else coalesce(answered_on, horizon) end), 0)
        as days_high,
    answer,
    case when answer is null and status in ('replied', 'declined') then 'sent' else status end as status,
    case when answer = 'replied' then kind end as kind,
    count(*) as n
from known
group by all
order by all
