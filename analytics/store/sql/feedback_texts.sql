-- one row a text of somebody else or of one's own that was not removed, with the reading that holds; what is doubtful
-- first, then the newest
select
    feedback.feedback_id,
    feedback.application_id,
    feedback.speaker,
    feedback.received_on,
    feedback.source,
    feedback.words,
    feedback.dismissed_at is not null as set_aside,
    applications.employer,
    applications.role,
    current_readings.method,
    current_readings.version,
    current_readings.outcome,
    current_readings.language,
    current_readings.kind,
    current_readings.sign,
    current_readings.confidence,
    coalesce(doubts.doubtful, false) as doubtful,
    logged_kinds.kinds as logged_as
from feedback
left join current_readings using (feedback_id)
left join applications on feedback.application_id = applications.application_id
left join (
    select
        feedback_id,
        bool_or(doubtful) as doubtful
    from findings
    group by feedback_id
) as doubts on feedback.feedback_id = doubts.feedback_id
left join logged_kinds on feedback.application_id = logged_kinds.application_id
where
    feedback.removed_at is null
    and ($applicant is null or feedback.applicant_id = $applicant)
    and ($kind is null or coalesce(current_readings.kind, 'unread') = $kind)
    and ($unconfirmed is null or coalesce(current_readings.method, '') <> 'person')
order by
    case
        when coalesce(current_readings.method, '') = 'person' then 2
        when coalesce(doubts.doubtful, false) or current_readings.kind = 'unclear' then 0
        else 1
    end,
    feedback.received_on desc nulls last, feedback.feedback_id desc
limit coalesce($many, 1000)
