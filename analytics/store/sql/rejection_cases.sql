-- one row a reason that a rejection stated, with the words that state it, newest first
-- $speaker: employer (the default) or own; $reason: null for all; $as_of: as in rejection_reasons.sql
select
    named_weaknesses.reason,
    named_weaknesses.theme,
    applications.employer,
    applications.role,
    coalesce(named_weaknesses.received_on, timelines.rejected_on) as received_on,
    named_weaknesses.evidence,
    named_weaknesses.feedback_id
from named_weaknesses
inner join timelines using (application_id)
inner join applications using (application_id)
where
    timelines.rejected
    and named_weaknesses.speaker = coalesce($speaker, 'employer')
    and named_weaknesses.reason is not null
    and ($reason is null or named_weaknesses.reason = $reason)
    and ($as_of is null or coalesce(timelines.rejected_by, timelines.applied_on, $as_of) <= $as_of)
order by
    coalesce(named_weaknesses.received_on, timelines.rejected_on) desc nulls last,
    named_weaknesses.feedback_id desc,
    named_weaknesses.reason,
    named_weaknesses.evidence
limit 500
