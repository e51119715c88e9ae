-- one row a thing that the store counts towards goals by itself, with the day it happened on
-- a reply without a date came, at the earliest, on the day of applying
create or replace view goal_metrics as
select applicant_id, 'applications' as metric, applied_on as happened_on from timelines
union all
select timelines.applicant_id, 'tailored_applications' as metric, timelines.applied_on as happened_on
from timelines
inner join applications using (application_id)
where applications.tailored
union all
select applicant_id, 'replies' as metric, coalesce(answer_high, answer_low) as happened_on
from timelines
where answered
union all
select applicant_id, 'interviews' as metric, coalesce(invited_by, answer_high, applied_on) as happened_on
from timelines
where invited
union all
select applicant_id, 'feedback_requests' as metric, sent_on as happened_on
from feedback_requests
where removed_at is null;
