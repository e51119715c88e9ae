-- one row: the last day that the viewer's own log knows of, and the last on which a reply of an employer is dated
select
    max(log_end) as log_end,
    max(answer_low) filter (where answered and answer_low = answer_high and answer_low <= log_end) as last_reply_on
from timelines
where applicant_id = $applicant
having count(*) > 0
