-- one row a group and band of how many applications a student sent, with how many students
-- of the students in cohort_sent; cell_key tells how a release moves the count
with each_student as (
    select
        group_name,
        applicant_id,
        record_key,
        case
            when count(*) < 5 then '1 to 4'
            when count(*) < 10 then '5 to 9'
            when count(*) < 20 then '10 to 19'
            when count(*) < 40 then '20 to 39'
            else '40 or more'
        end as part
    from cohort_sent
    group by group_name, applicant_id, record_key
),

everybody as (
    select
        group_name,
        count(*) as of_students,
        cast(sum(record_key) % 4294967296 as bigint) as of_key
    from each_student
    group by group_name
),

parts as (
    select
        group_name,
        part,
        count(*) as students,
        cast(sum(record_key) % 4294967296 as bigint) as cell_key
    from each_student
    group by group_name, part
)

select *
from parts
inner join everybody using (group_name)
order by group_name, part
