-- one row a group and set of reasons that its rejections stated together (null: none stated), with how many
-- $speaker: employer (the default) or own; the two are never counted together
-- $each: true for a row an applicant as well, for comparisons
-- $by: null, or stage, channel, role_family, sector, quarter
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
        timelines.application_id,
        case when $each then timelines.applicant_id end as applicant_id,
        case
            when $by = 'stage' then timelines.stage
            when $by = 'channel' then applications.channel
            when $by = 'role_family' then applications.role_family
            when $by = 'sector' then applications.sector
            when $by = 'quarter'
                then
                    cast(year(coalesce(timelines.rejected_on, timelines.applied_on)) as varchar)
                    || ' Q'
                    || cast(quarter(coalesce(timelines.rejected_on, timelines.applied_on)) as varchar)
        end as "group"
    from timelines
    inner join applications using (application_id)
    where
        timelines.rejected
        and ($applicant is null or timelines.applicant_id = $applicant)
        and ($as_of is null or coalesce(timelines.rejected_on, timelines.applied_on, $as_of) <= $as_of)
)

select
    rejections."group",
    rejections.applicant_id,
    stated.reasons,
    count(*) as rejections
from rejections
left join stated using (application_id)
group by rejections."group", rejections.applicant_id, stated.reasons
order by rejections."group", rejections.applicant_id, stated.reasons
