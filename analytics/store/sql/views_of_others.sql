-- one row a view of a mentor or friend that the person noted, newest first
select
    feedback_id,
    source as who,
    words,
    received_on
from feedback
where
    speaker = 'mentor'
    and removed_at is null
    and ($applicant is null or applicant_id = $applicant)
order by received_on desc, feedback_id desc
