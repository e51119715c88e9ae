-- one row a group and step, with how many students got there with at least one application, of those whose logs could
-- have said so
-- of the students in cohort_sent; cell_key tells how a release moves the count
with each_student as (
    select
        group_name,
        applicant_id,
        record_key,
        max(
            case
                when
                    answered
                    and ($as_of is null or coalesce(answer_high, answer_low) <= $as_of)
                    then 1
                else 0
            end
        ) as answered,
        max(
            case
                when
                    (interviewed or offered)
                    and ($as_of is null or coalesce(interviewed_on, offered_on, $as_of) <= $as_of)
                    then 1
                else 0
            end
        ) as interviewed,
        max(case when offered and ($as_of is null or coalesce(offered_on, $as_of) <= $as_of) then 1 else 0 end)
            as offered
    from cohort_sent
    where outcome_recorded
    group by group_name, applicant_id, record_key
),

steps as (
    select group_name, record_key, 'answered' as part, answered as reached from each_student
    union all
    select group_name, record_key, 'interviewed' as part, interviewed as reached from each_student
    union all
    select group_name, record_key, 'offered' as part, offered as reached from each_student
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
