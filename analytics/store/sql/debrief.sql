-- one row: what was sent and what came between two days, and how much of the log has no day to place it by
with mine as (
    select *
    from timelines
    where ($applicant is null or applicant_id = $applicant)
)

select
    count(*) filter (where applied_on between $first and $last) as sent,
    count(*) filter (where invited_on between $first and $last) as invitations,
    count(*) filter (where rejected_on between $first and $last) as rejections,
    count(*) filter (where withdrawn_on between $first and $last) as withdrawals,
    count(*) filter (where offered_on between $first and $last) as offers,
    count(*) filter (where applied_on between $first and $last and answer is null) as unanswered,
    count(*) filter (where applied_on is null) as sent_undated,
    count(*) filter (where rejected and rejected_on is null) as rejections_undated,
    count(*) as applications,
    min(applied_on) as log_start,
    max(log_end) as log_end
from mine
