-- one row an application that a student of the cohort (agreed, and taken up) had sent by $as_of, in its group
-- $by: null, programme, level, term, channel, role_family or month of applying; the rest filter
select
    timelines.*,
    cohort.record_key,
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
    and ($programme is null or coalesce(applicants.programme, 'not stated') = $programme)
    and ($level is null or coalesce(applicants.level, 'not stated') = $level)
    and ($term is null or coalesce(applicants.term, 'not stated') = $term)
    and ($channel is null or coalesce(timelines.channel, 'not stated') = $channel)
    and ($role_family is null or coalesce(timelines.role_family, 'not stated') = $role_family)
