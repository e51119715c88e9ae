-- one row a request for feedback about one application that was sent and not removed, the earliest first
select
    request_id,
    status,
    contact_name,
    sent_on,
    answered_on
from feedback_requests
where
    application_id = $application_id
    and sent_on is not null
    and removed_at is null
    and ($applicant is null or applicant_id = $applicant)
order by sent_on, request_id
