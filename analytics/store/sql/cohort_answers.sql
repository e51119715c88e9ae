-- one row a group, number of days and kind of answer, with how many students' applications had it by then
-- one application of each student and group stands for all of theirs, drawn by lot and always the same one: students
-- are counted, and nobody counts more for having sent more. Those that were followed for 90 days go first, so that the
-- days are counted over the same applications. An answer of which it isn't known whether it came by the day is in
-- neither number
-- counts students of the cohort (agreed, and taken up) who sent something by as_of; cell_key tells how a release moves
-- the count. by: null, programme, level, term, channel, role_family or month of applying; the rest filter
with sent as (
    select
        timelines.application_id,
        cohort.applicant_id,
        cohort.record_key,
        timelines.applied_on,
        timelines.applied_latest,
        timelines.answer,
        timelines.answer_low,
        timelines.answer_high,
        timelines.log_end,
        case $by
            when 'programme' then coalesce(applicants.programme, 'not stated')
            when 'level' then coalesce(applicants.level, 'not stated')
            when 'term' then coalesce(applicants.term, 'not stated')
            when 'channel' then coalesce(timelines.channel, 'not stated')
            when 'role_family' then coalesce(timelines.role_family, 'not stated')
            when 'month' then coalesce(strftime(timelines.applied_on, '%Y-%m'), 'not stated')
            else 'all'
        end as group_name
    from timelines
    inner join cohort using (applicant_id)
    inner join applicants using (applicant_id)
    where
        ($applicant is null or timelines.applicant_id = $applicant)
        and ($as_of is null or coalesce(timelines.applied_on, $as_of) <= $as_of)
        and ($programme is null or applicants.programme = $programme)
        and ($level is null or applicants.level = $level)
        and ($term is null or applicants.term = $term)
        and ($channel is null or timelines.channel = $channel)
        and ($role_family is null or timelines.role_family = $role_family)
        and timelines.outcome_recorded
        and timelines.applied_on is not null
),

waited as (
    select
        *,
        date_diff('day', applied_latest, least(log_end, coalesce($as_of, log_end))) as days_followed
    from sent
),

drawn as (
    select
        *,
        row_number() over (
            partition by group_name, applicant_id
            order by
                least(days_followed, 90) desc,
                md5(cast(record_key as varchar) || ' ' || cast(application_id as varchar))
        ) as place
    from waited
),

followed as (
    select
        group_name,
        record_key,
        grid.day,
        coalesce(date_diff('day', applied_on, answer_high) <= grid.day, false) as had,
        answer
    from drawn
    cross join (values (7), (14), (30), (60), (90)) as grid (day)
    where
        place = 1
        and days_followed >= grid.day
        and (
            answer is null
            or coalesce(date_diff('day', applied_on, answer_high) <= grid.day, false)
            or date_diff('day', applied_latest, answer_low) > grid.day
        )
),

everybody as (
    select
        group_name,
        day,
        count(*) as of_students,
        cast(sum(record_key) % 4294967296 as bigint) as of_key
    from followed
    group by group_name, day
),

parts as (
    select
        group_name,
        day,
        'any answer' as part,
        count(*) as students,
        cast(sum(record_key) % 4294967296 as bigint) as cell_key
    from followed
    where had
    group by group_name, day
    union all
    select
        group_name,
        day,
        answer as part,
        count(*) as students,
        cast(sum(record_key) % 4294967296 as bigint) as cell_key
    from followed
    where had
    group by group_name, day, answer
)

select *
from parts
inner join everybody using (group_name, day)
order by group_name, day, part
