-- one row a group, applicant and set of reasons that rejections stated together (null: none stated), with how many
-- not_read: nothing is stated that could be read, and there are words in another language or not clear enough
-- $speaker: employer (the default) or own; the two are never counted together
-- $as_of: rejections that had come by then, with all that was said about them since
-- $by: a dimension of rejections; null for all in one group
with said as (
    select
        application_id,
        reasons
    from application_reasons
    where
        speaker = coalesce($speaker, 'employer')
        and ($applicant is null or applicant_id = $applicant)
)

select
    rejections.group_name,
    rejections.applicant_id,
    said.reasons,
    said.application_id is not null and said.reasons is null as not_read,
    count(*) as rejections
from timelines_by_group as rejections
left join said using (application_id)
where
    rejections.rejected
    and ($as_of is null or coalesce(rejections.rejected_by, rejections.applied_on, $as_of) <= $as_of)
group by all
order by rejections.group_name, rejections.applicant_id, said.reasons, not_read
