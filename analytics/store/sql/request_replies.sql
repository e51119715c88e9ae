-- one row a reply to a request for feedback: its words and how they were read, newest first
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
inner join feedback_requests on feedback.request_id = feedback_requests.request_id
inner join applications on feedback.application_id = applications.application_id
left join current_readings on feedback.feedback_id = current_readings.feedback_id
where
    feedback.removed_at is null
    and feedback.dismissed_at is null
    and feedback_requests.removed_at is null
    and ($applicant is null or feedback.applicant_id = $applicant)
order by feedback.received_on desc nulls last, feedback.feedback_id desc
