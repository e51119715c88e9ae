-- one row a group, applicant and set of reasons that rejections stated together (null: none stated), with how many
-- not_read: nothing is stated that could be read, and there are words in another language or not clear enough
-- $speaker: employer (the default) or own; the two are never counted together
-- $as_of: rejections that had come by then, with all that was said about them since
-- $by: a dimension of rejections; null for all in one group
with stated as (
    select
        application_id,
        string_agg(distinct reason, ',' order by reason) as reasons
    from stated_reasons
    where speaker = coalesce($speaker, 'employer')
    group by application_id
),

rejections as (
    select
        application_id,
        group_name,
        applicant_id
    from timelines_by_group
    where
        rejected
        and ($as_of is null or coalesce(rejected_by, applied_on, $as_of) <= $as_of)
)

select
    rejections.group_name,
    rejections.applicant_id,
    stated.reasons,
    stated.reasons is null and unread.application_id is not null as not_read,
    count(*) as rejections
from rejections
left join stated using (application_id)
left join not_read as unread
    on
        rejections.application_id = unread.application_id
        and unread.speaker = coalesce($speaker, 'employer')
group by all
order by rejections.group_name, rejections.applicant_id, stated.reasons, not_read
