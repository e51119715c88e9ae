-- one row a group and step: students with a goal of those who keep a log; of students with a goal, those with one that
-- is reached, or as far as its time is
-- counts students of the cohort (agreed, and taken up) who sent something by as_of; cell_key tells how a release moves
-- the count. by: null, programme, level or term; the rest filter
with students as (
    select distinct
        case $by
            when 'programme' then coalesce(applicants.programme, 'not stated')
            when 'level' then coalesce(applicants.level, 'not stated')
            when 'term' then coalesce(applicants.term, 'not stated')
            else 'all'
        end as group_name,
        cohort.applicant_id,
        cohort.record_key,
        coalesce($as_of, timelines.log_end) as horizon
    from timelines
    inner join cohort using (applicant_id)
    inner join applicants using (applicant_id)
    where
        ($applicant is null or timelines.applicant_id = $applicant)
        and ($as_of is null or coalesce(timelines.applied_on, $as_of) <= $as_of)
        and ($programme is null or coalesce(applicants.programme, 'not stated') = $programme)
        and ($level is null or coalesce(applicants.level, 'not stated') = $level)
        and ($term is null or coalesce(applicants.term, 'not stated') = $term)
),

wordings as (
    select
        goals.applicant_id,
        goal_versions.*,
        row_number() over (partition by goals.goal_id order by goal_versions.version desc) as newest
    from goals
    inner join goal_versions using (goal_id)
    where
        goals.removed_at is null
        and ($as_of is null or cast(goal_versions.changed_at as date) <= $as_of)
),

wanted as (
    select
        students.group_name,
        students.record_key,
        students.horizon,
        wordings.*
    from wordings
    inner join students using (applicant_id)
    where
        wordings.newest = 1
        and wordings.status in ('active', 'done')
        and wordings.starts_on < students.horizon
),

-- what the store counts by itself
happened as (
    select applicant_id, 'applications' as metric, applied_on as day from timelines
    union all
    select timelines.applicant_id, 'tailored_applications' as metric, timelines.applied_on as day
    from timelines
    inner join applications using (application_id)
    where applications.tailored
    union all
    select applicant_id, 'replies' as metric, answer_high as day
    from timelines
    where answer in ('interview', 'rejection')
    union all
    select applicant_id, 'interviews' as metric, invited_on as day from timelines
    union all
    select applicant_id, 'feedback_requests' as metric, sent_on as day
    from feedback_requests
    where removed_at is null
),

amounts as (
    select wanted.goal_id, cast(count(*) as double) as amount
    from wanted
    inner join happened on wanted.applicant_id = happened.applicant_id and wanted.metric = happened.metric
    where happened.day between wanted.starts_on and wanted.horizon
    group by wanted.goal_id
    union all
    select
        wanted.goal_id,
        case
            when wanted.metric = 'percent' then max_by(goal_entries.amount, goal_entries.happened_on)
            else sum(goal_entries.amount)
        end as amount
    from wanted
    inner join goal_entries using (goal_id)
    where
        goal_entries.removed_at is null
        and goal_entries.happened_on <= wanted.horizon
        and wanted.metric not in (
            'applications', 'tailored_applications', 'feedback_requests', 'replies', 'interviews'
        )
    group by wanted.goal_id, wanted.metric
),

stands as (
    select
        wanted.group_name,
        wanted.applicant_id,
        wanted.record_key,
        max(
            case
                when wanted.status = 'done' then 1
                when
                    coalesce(amounts.amount, 0) * greatest(date_diff('day', wanted.starts_on, wanted.due_on), 1)
                    >= (wanted.target - case when wanted.metric = 'percent' then 0 else wanted.start_value end)
                    * least(
                        date_diff('day', wanted.starts_on, wanted.horizon),
                        greatest(date_diff('day', wanted.starts_on, wanted.due_on), 1)
                    )
                    then 1
                else 0
            end
        ) as reached
    from wanted
    left join amounts using (goal_id)
    group by wanted.group_name, wanted.applicant_id, wanted.record_key
),

steps as (
    select
        students.group_name,
        'with a goal' as part,
        students.record_key,
        case when stands.applicant_id is null then 0 else 1 end as reached
    from students
    left join stands using (applicant_id)
    union all
    select
        group_name,
        'reached or on track' as part,
        record_key,
        reached
    from stands
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
