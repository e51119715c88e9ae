-- one row a group of students who keep a log, with how many
-- of the students in cohort_sent; cell_key tells how a release moves the count
with students as (
    select distinct
        group_name,
        applicant_id,
        record_key
    from cohort_sent
)

select
    group_name,
    'students' as part,
    count(*) as students,
    cast(sum(record_key) % 4294967296 as bigint) as cell_key
from students
group by group_name
order by group_name
