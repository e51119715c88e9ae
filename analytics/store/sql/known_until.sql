-- one row: the last day that the log could have known of an answer; null where nothing was sent
select max(log_end) as known_until
from timelines
where $applicant is null or applicant_id = $applicant
