-- one row a group and set of reasons that its rejections stated together (null: none stated), with how many
-- $speaker: employer (the default) or own; the two are never counted together
-- $each: true for a row an applicant as well, for comparisons
-- $by: null, or stage, channel, role_family, sector, quarter
with said as (
    select
        feedback.application_id,
        reading_reasons.reason
    from feedback
    inner join current_readings using (feedback_id)
    inner join reading_reasons
        on
            current_readings.feedback_id = reading_reasons.feedback_id
            and current_readings.method = reading_reasons.method
            and current_readings.version = reading_reasons.version
    where
        feedback.speaker = coalesce($speaker, 'employer')
        and feedback.removed_at is null
        and feedback.dismissed_at is null
        and reading_reasons.polarity = 'weakness'
        and reading_reasons.reason is not null
        and ($applicant is null or feedback.applicant_id = $applicant)
    union
    -- a log that says "position closed" states it for the employer
    select
        application_id,
        'position_changed' as reason
    from events
    where
        kind = 'closed'
        and coalesce($speaker, 'employer') = 'employer'
        and removed_at is null
        and ($applicant is null or applicant_id = $applicant)
),

stated as (
    select
        application_id,
        string_agg(reason, ',' order by reason) as reasons
    from said
    group by application_id
),

rejections as (
    select
        timelines.application_id,
        case when $each then timelines.applicant_id end as applicant_id,
        case
            when $by = 'stage' and timelines.finalist then 'final'
            when $by = 'stage' and timelines.interviewed then 'interview'
            when $by = 'stage' and timelines.assessed then 'assessment'
            when $by = 'stage' then 'application'
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
