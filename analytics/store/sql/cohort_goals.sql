-- one row a group and step: students with a goal of those who keep a log; of students with a goal that can be judged,
-- those with one that is reached or on track
-- goals_judged has one row a student with a goal: whether any can be judged, and whether any is reached or on track, as
-- its owner is told on that day
-- of the students in cohort_sent; cell_key tells how a release moves the count
with students as (
    select distinct
        group_name,
        applicant_id,
        record_key
    from cohort_sent
),

steps as (
    select
        students.group_name,
        'with a goal' as part,
        students.record_key,
        case when goals_judged.applicant_id is null then 0 else 1 end as reached
    from students
    left join goals_judged using (applicant_id)
    union all
    select
        students.group_name,
        'reached or on track' as part,
        students.record_key,
        case when goals_judged.on_track then 1 else 0 end as reached
    from students
    inner join goals_judged using (applicant_id)
    where goals_judged.judged
)

select
    group_name,
    part,
    count(*) filter (where reached = 1) as students,
    cast(coalesce(sum(record_key) filter (where reached = 1), 0) % 4294967296 as bigint) as cell_key,
    count(*) as of_students,
    cast(sum(record_key) % 4294967296 as bigint) as of_key
from steps
group by group_name, part
order by group_name, part
