-- one row an entry of the log, $many of them after the first $skip: those that are due first, then the newest
--
-- about: one application alone, by its number; null: all
-- state: one of application_counts.sql, 'due', or null for all; without_rejected: leaves out whatever was turned down
-- due_from, let_go_from, asking: as in listed_applications.sql
with shown as (
    select *
    from listed_applications
    where
        ($state is null or state = $state or ($state = 'due' and due))
        and ($about is null or application_id = $about)
        and ($without_rejected is null or state <> 'rejected')
    order by due desc, applied_on desc nulls last, application_id desc
    limit coalesce($many, 25) offset coalesce($skip, 0)
)

select
    shown.application_id,
    applications.employer,
    applications.role,
    shown.applied_on,
    shown.state,
    shown.since,
    shown.silent_days,
    shown.due,
    shown.followed_up,
    shown.may_be_let_go
from shown
inner join applications using (application_id)
order by shown.due desc, shown.applied_on desc nulls last, shown.application_id desc
