-- one row an entry of the log that was not removed and holds the words of $find (null: any): where it stands and since
-- when; `silent_days` counts to $today
--
-- due: one more message is (from due_from to let_go_from days of silence, unless it was written; null: none is), or
-- asking for feedback is, as it stands in $asking ('/3/17/': the numbers of such applications; null: none)
with listed as (
    select
        application_id,
        applied_on,
        case
            when not outcome_recorded then 'unrecorded'
            when outcome = 'open' then 'silent'
            else outcome
        end as state,
        case outcome
            when 'in_process' then invited_on
            when 'rejected' then rejected_on
            when 'withdrawn' then withdrawn_on
            when 'offered' then offered_on
        end as since,
        case when outcome_recorded and outcome = 'open' then date_diff('day', applied_latest, $today) end as silent_days,
        coalesce(followed_up, false) as followed_up
    from timelines
    where
        ($applicant is null or applicant_id = $applicant)
        and ($find is null or application_id in (select application_id from found_applications))
    union all
    select
        application_id,
        applied_on,
        'planned' as state,
        cast(null as date) as since,
        cast(null as bigint) as silent_days,
        false as followed_up
    from applications
    where
        submission <> 'sent'
        and removed_at is null
        and ($applicant is null or applicant_id = $applicant)
        and ($find is null or application_id in (select application_id from found_applications))
)

select
    *,
    coalesce(silent_days >= $let_go_from, false) as may_be_let_go,
    coalesce(
        silent_days >= $due_from and silent_days < coalesce($let_go_from, 1000000) and not followed_up, false
    )
    or coalesce(contains($asking, concat('/', application_id, '/')), false) as due
from listed
