-- one row an employer's text that says nothing to act on, newest first: any that is vague, personal or only negative or
-- couldn't be read, whatever way it came; what is merely general only where it replies to a request, as that was asked
select
    feedback.feedback_id,
    feedback.request_id,
    feedback.application_id,
    applications.employer,
    applications.role,
    applications.location,
    feedback_requests.contact_name,
    feedback.received_on,
    feedback.words,
    current_readings.kind,
    current_readings.sign,
    (
        select min(facts_found.evidence)
        from facts_found
        where
            facts_found.feedback_id = feedback.feedback_id
            and facts_found.reason is not null
    ) as evidence
from feedback
inner join current_readings on feedback.feedback_id = current_readings.feedback_id
left join feedback_requests
    on feedback.request_id = feedback_requests.request_id and feedback_requests.removed_at is null
left join applications on feedback.application_id = applications.application_id
where
    feedback.removed_at is null
    and feedback.dismissed_at is null
    and feedback.speaker = 'employer'
    and (
        current_readings.kind in ('unconstructive', 'unclear')
        or (current_readings.kind = 'generic' and feedback_requests.request_id is not null)
    )
    and ($applicant is null or feedback.applicant_id = $applicant)
order by feedback.received_on desc nulls last, feedback.feedback_id desc
