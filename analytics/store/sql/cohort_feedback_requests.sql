-- one row a group and step: students who asked of those turned down; students who were answered of those who asked,
-- for all ways of asking and for each
-- of the students in cohort_sent; cell_key tells how a release moves the count
with asked as (
    select
        cohort_sent.group_name,
        cohort_sent.applicant_id,
        cohort_sent.record_key,
        feedback_requests.channel as way,
        feedback_requests.status = 'replied'
        and ($as_of is null or coalesce(feedback_requests.answered_on, $as_of) <= $as_of) as answered
    from cohort_sent
    inner join feedback_requests using (application_id)
    where
        feedback_requests.removed_at is null
        and feedback_requests.sent_on is not null
        and ($as_of is null or feedback_requests.sent_on <= $as_of)
),

steps as (
    select
        cohort_sent.group_name,
        'asked' as part,
        cohort_sent.applicant_id,
        cohort_sent.record_key,
        max(case when asked.applicant_id is null then 0 else 1 end) as reached
    from cohort_sent
    left join asked on cohort_sent.applicant_id = asked.applicant_id and cohort_sent.group_name = asked.group_name
    where cohort_sent.rejected
    group by cohort_sent.group_name, cohort_sent.applicant_id, cohort_sent.record_key
    union all
    select
        group_name,
        'answered' as part,
        applicant_id,
        record_key,
        max(case when answered then 1 else 0 end) as reached
    from asked
    group by group_name, applicant_id, record_key
    union all
    select
        group_name,
        'answered when asked by ' || way as part,
        applicant_id,
        record_key,
        max(case when answered then 1 else 0 end) as reached
    from asked
    where way in ('email', 'phone', 'meeting')
    group by group_name, way, applicant_id, record_key
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
