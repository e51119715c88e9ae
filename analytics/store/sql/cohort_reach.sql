-- one row a group of enrolled students, with how many of them keep a log
-- counts students of the cohort (agreed, and taken up) who sent something by as_of; of_students is how many are
-- enrolled today (enrolled_now), which everybody may know: it has no key. by: null, programme, level or term; the rest filter
with enrolled as (
    select
        case $by
            when 'programme' then programme
            when 'level' then level
            when 'term' then term
            else 'all'
        end as group_name,
        sum(students) as of_students
    from enrolled_now
    where
        ($programme is null or programme = $programme)
        and ($level is null or level = $level)
        and ($term is null or term = $term)
    group by 1
),

logging as (
    select distinct
        applicant_id,
        record_key,
        group_name
    from cohort_sent
)

select
    enrolled.group_name,
    'keep a log' as part,
    count(*) as students,
    cast(sum(logging.record_key) % 4294967296 as bigint) as cell_key,
    cast(enrolled.of_students as bigint) as of_students,
    cast(null as bigint) as of_key
from enrolled
inner join logging using (group_name)
group by enrolled.group_name, enrolled.of_students
order by enrolled.group_name
