-- one row an entry of the log that was not removed and holds the words of $find (null: any): where it stands and since
-- when; `silent_days` counts to $today
--
-- due: one more message is (from due_from to let_go_from days of silence; null: none is), or asking for feedback is, as
-- it stands in $asking ('/3/17/': the numbers of such applications; null: none)
with listed as (
    select
        applications.application_id,
        applications.employer,
        applications.role,
        applications.applied_on,
        case
            when applications.submission <> 'sent' then 'planned'
            when not timelines.outcome_recorded then 'unrecorded'
            when timelines.outcome = 'open' then 'silent'
            else timelines.outcome
        end as state,
        case timelines.outcome
            when 'in_process' then timelines.invited_on
            when 'rejected' then timelines.rejected_on
            when 'withdrawn' then timelines.withdrawn_on
            when 'offered' then timelines.offered_on
        end as since,
        case
            when timelines.outcome_recorded and timelines.outcome = 'open'
                then date_diff('day', timelines.applied_latest, $today)
        end as silent_days
    from applications
    left join timelines using (application_id)
    where
        applications.removed_at is null
        and ($applicant is null or applications.applicant_id = $applicant)
        and (
            $find is null
            or contains(
                lower(concat_ws(
                    ' ', applications.employer, applications.role, applications.location, applications.notes
                )),
                $find
            )
        )
)

select
    *,
    coalesce(silent_days >= $due_from and silent_days < coalesce($let_go_from, 1000000), false)
    or coalesce(contains($asking, concat('/', application_id, '/')), false) as due
from listed
