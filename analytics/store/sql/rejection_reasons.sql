-- one row a group, applicant and set of reasons that rejections stated together (null: none stated), with how many
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
    count(*) as rejections
from rejections
left join stated using (application_id)
group by rejections.group_name, rejections.applicant_id, stated.reasons
order by rejections.group_name, rejections.applicant_id, stated.reasons
