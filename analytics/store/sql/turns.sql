-- one row an application sent since $since, in the order of being written down: whether it was invited, and whether that
-- is settled on $today: answered, or a month old
select
    application_id,
    invited,
    answer is not null or date_diff('day', applied_on, $today) >= 30 as settled
from timelines
where
    applied_on >= $since
    and ($applicant is null or applicant_id = $applicant)
order by application_id
