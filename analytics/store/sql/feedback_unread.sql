-- one row a text that neither a person nor this version of the reader has read, in the order of their ids
select
    feedback_id,
    applicant_id,
    words
from unread_feedback
where feedback_id > $after
order by feedback_id
limit $many
