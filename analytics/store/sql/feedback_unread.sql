-- one row a text that neither a person nor this version of the reader has read, in the order of their ids
-- template: of the request that it answers; null where it answers none
select
    unread_feedback.feedback_id,
    unread_feedback.applicant_id,
    unread_feedback.words,
    feedback_requests.template
from unread_feedback
left join feedback_requests on unread_feedback.request_id = feedback_requests.request_id
where unread_feedback.feedback_id > $after
order by unread_feedback.feedback_id
limit coalesce($many, 2147483647)
