-- one row a group and reason, with how many students were given it at least once, of those who were given any
-- of the students in cohort_sent; cell_key tells how a release moves the count
with stated as (
    select
        cohort_sent.group_name,
        cohort_sent.applicant_id,
        cohort_sent.record_key,
        stated_reasons.reason
    from cohort_sent
    inner join stated_reasons using (application_id)
    where
        cohort_sent.rejected
        and ($as_of is null or coalesce(cohort_sent.rejected_on, $as_of) <= $as_of)
        and stated_reasons.speaker = 'employer'
        and ($as_of is null or coalesce(stated_reasons.received_on, $as_of) <= $as_of)
),

everybody as (
    select
        group_name,
        count(*) as of_students,
        cast(sum(record_key) % 4294967296 as bigint) as of_key
    from (select distinct group_name, applicant_id, record_key from stated) as students
    group by group_name
),

parts as (
    select
        group_name,
        reason as part,
        count(*) as students,
        cast(sum(record_key) % 4294967296 as bigint) as cell_key
    from (select distinct group_name, applicant_id, record_key, reason from stated) as students
    group by group_name, reason
)

select *
from parts
inner join everybody using (group_name)
order by group_name, part
