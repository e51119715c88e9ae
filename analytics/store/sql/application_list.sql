-- one row an entry of the log, $many of them after the first $skip: those that are due first, then the newest
--
-- state: one of application_counts.sql, 'due', or null for all; without_rejected: leaves out whatever was turned down
-- due_from, let_go_from, asking: as in listed_applications.sql
select
    application_id,
    employer,
    role,
    applied_on,
    state,
    since,
    silent_days,
    due
from listed_applications
where
    ($state is null or state = $state or ($state = 'due' and due))
    and ($without_rejected is null or state <> 'rejected')
order by due desc, applied_on desc nulls last, application_id desc
limit coalesce($many, 25) offset coalesce($skip, 0)
