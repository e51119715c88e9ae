-- one row an entry of the log, $many of them after the first $skip: those that are due first, then the newest
--
-- state: one of application_counts.sql, 'due', or null for all; without_rejected: leaves out whatever was turned down
-- due_from, let_go_from: from how many days of silence on one more message is due, and no more; null: none is
select
    application_id,
    employer,
    role,
    applied_on,
    state,
    since,
    silent_days,
    coalesce(silent_days >= $due_from and silent_days < coalesce($let_go_from, 1000000), false) as due
from listed_applications
where
    (
        $state is null
        or state = $state
        or ($state = 'due' and silent_days >= $due_from and silent_days < coalesce($let_go_from, 1000000))
    )
    and ($without_rejected is null or state <> 'rejected')
order by due desc, applied_on desc nulls last, application_id desc
limit coalesce($many, 25) offset coalesce($skip, 0)
