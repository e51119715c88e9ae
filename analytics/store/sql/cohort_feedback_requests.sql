-- one row a group and step: students who asked of those turned down; students who were answered of those who asked,
-- for all ways of asking and for each
-- counts students of the cohort (agreed, and taken up) who sent something by as_of; cell_key tells how a release moves
-- the count. by: null, programme, level, term, channel, role_family or month of applying; the rest filter
with sent as (
    select
        timelines.application_id,
        cohort.applicant_id,
        cohort.record_key,
        timelines.rejected,
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

asked as (
    select
        sent.group_name,
        sent.applicant_id,
        sent.record_key,
        feedback_requests.channel as way,
        feedback_requests.status = 'replied'
        and ($as_of is null or coalesce(feedback_requests.answered_on, $as_of) <= $as_of) as answered
    from sent
    inner join feedback_requests using (application_id)
    where
        feedback_requests.removed_at is null
        and feedback_requests.sent_on is not null
        and ($as_of is null or feedback_requests.sent_on <= $as_of)
),

steps as (
    select
        sent.group_name,
        'asked' as part,
        sent.applicant_id,
        sent.record_key,
        max(case when asked.applicant_id is null then 0 else 1 end) as reached
    from sent
    left join asked on sent.applicant_id = asked.applicant_id and sent.group_name = asked.group_name
    where sent.rejected
    group by sent.group_name, sent.applicant_id, sent.record_key
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
