-- one row a group and theme, with how many students got constructive feedback on it, of those who got any
-- of the students in cohort_sent; cell_key tells how a release moves the count
with constructive as (
    select
        cohort_sent.group_name,
        cohort_sent.applicant_id,
        cohort_sent.record_key,
        named_weaknesses.theme
    from cohort_sent
    inner join named_weaknesses using (application_id)
    where
        named_weaknesses.speaker = 'employer'
        and named_weaknesses.kind = 'constructive'
        and named_weaknesses.theme is not null
        and ($as_of is null or coalesce(named_weaknesses.received_on, $as_of) <= $as_of)
),

everybody as (
    select
        group_name,
        count(*) as of_students,
        cast(sum(record_key) % 4294967296 as bigint) as of_key
    from (select distinct group_name, applicant_id, record_key from constructive) as students
    group by group_name
),

parts as (
    select
        group_name,
        theme as part,
        count(*) as students,
        cast(sum(record_key) % 4294967296 as bigint) as cell_key
    from (select distinct group_name, applicant_id, record_key, theme from constructive) as students
    group by group_name, theme
)

select *
from parts
inner join everybody using (group_name)
order by group_name, part
