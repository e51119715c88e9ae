-- one row an application that a student of the cohort (agreed, and taken up) had sent by $as_of, in its group $by;
-- the rest filter
select
    timelines_by_group.*,
    cohort.record_key
from timelines_by_group
inner join cohort using (applicant_id)
where
    ($as_of is null or coalesce(applied_on, $as_of) <= $as_of)
    and ($programme is null or coalesce(programme, 'not stated') = $programme)
    and ($level is null or coalesce(level, 'not stated') = $level)
    and ($term is null or coalesce(term, 'not stated') = $term)
    and ($channel is null or coalesce(channel, 'not stated') = $channel)
    and ($role_family is null or coalesce(role_family, 'not stated') = $role_family)
