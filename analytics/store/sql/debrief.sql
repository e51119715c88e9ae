-- one row: what was sent and what came between two days, and how much of the log has no day to place it by
with mine as (
    select
        *,
        coalesce(applied_on between $first and $last, false) as sent_then
    from timelines
    where ($applicant is null or applicant_id = $applicant)
)

select
    count(*) filter (where sent_then) as sent,
    count(*) filter (where sent_then and outcome_recorded) as recorded,
    count(*) filter (where sent_then and outcome_recorded and invited) as invited,
    count(*) filter (where sent_then and outcome_recorded and rejected) as rejected,
    count(*) filter (where sent_then and outcome_recorded and outcome = 'open') as waiting,
    count(*) filter (where invited_on between $first and $last) as invitations,
    count(*) filter (where rejected_on between $first and $last) as rejections,
    count(*) filter (where offered_on between $first and $last) as offers,
    count(*) filter (where applied_on is null) as sent_undated,
    count(*) filter (where rejected and rejected_on is null) as rejections_undated,
    count(*) as applications,
    min(applied_on) as log_start,
    max(log_end) as log_end
from mine
