-- one row a group of students who keep a log, with how many
-- counts students of the cohort (agreed, and taken up) who sent something by as_of; cell_key tells how a release moves
-- the count. by: null, programme, level, term, channel, role_family or month of applying; the rest filter
with sent as (
    select
        timelines.application_id,
        cohort.applicant_id,
        cohort.record_key,
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
),

students as (
    select distinct
        group_name,
        applicant_id,
        record_key
    from sent
)

select
    group_name,
    'students' as part,
    count(*) as students,
    cast(sum(record_key) % 4294967296 as bigint) as cell_key
from students
group by group_name
order by group_name
