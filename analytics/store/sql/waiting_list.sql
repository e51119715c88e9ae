-- one row an application of the viewer's that has no answer yet and could have had one; read by its owner only
--
-- as_of: the day to look from; null for the last date in the log
select
    application_id,
    employer,
    role,
    timelines.channel,
    timelines.applied_on,
    greatest(date_diff('day', applied_latest, coalesce($as_of, log_end)), 0) as days_silent,
    coalesce(followed_up, false) as followed_up
from timelines
inner join applications using (application_id, applicant_id)
where
    applicant_id = $applicant
    and timelines.outcome_recorded
    and timelines.applied_on is not null
    and ($as_of is null or timelines.applied_on <= $as_of)
    and (answer is null or answer_low > $as_of)
order by timelines.applied_on, application_id
