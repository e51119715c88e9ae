-- one row an application that was sent, of those numbered $first to $last: its first response, how well that is dated,
-- and how far it came; `log_ends` has one row a person
--
-- Every event has two days: when it happened, and when the news of it came. Responses are timed by the news
-- (earliest..latest); an interview has its own day. Where no other day is told the news came on the day itself, or, if
-- that was still ahead when it was written down, between the application and then
with happened as materialized (
    select
        application_id,
        case
            when kind in ('assessment', 'screening', 'interview', 'final', 'offer', 'accepted', 'declined')
                then 'interview'
            when kind in ('rejected', 'closed') then 'rejection'
            when kind = 'withdrawn' then 'withdrawal'
        end as answer,
        kind,
        happened_on,
        precision,
        coalesce(known_on is not null or (precision = 'day' and happened_on <= cast(recorded_at as date)), false)
            as news_dated,
        case
            when known_on is not null then known_on
            when precision in ('day', 'month', 'year') and happened_on <= cast(recorded_at as date) then happened_on
        end as earliest,
        case
            when known_on is not null then known_on
            when happened_on > cast(recorded_at as date) then cast(recorded_at as date)
            when precision in ('day', 'seen') then happened_on
            when precision = 'month' then last_day(happened_on)
            when precision = 'year' then cast(happened_on + interval 1 year - interval 1 day as date)
        end as latest
    from events
    where
        removed_at is null
        and application_id between $first and $last
        and ($applicant is null or applicant_id = $applicant)
),

answered as (
    select
        application_id,
        count(*) filter (where answer = 'interview') as invitations,
        count(*) filter (where answer = 'rejection') as rejections,
        count(*) filter (where answer = 'withdrawal') as withdrawals,
        min(latest) filter (where answer = 'interview') as invited_by,
        min(latest) filter (where answer = 'rejection') as rejected_by,
        min(latest) filter (where answer = 'withdrawal') as withdrawn_by,
        min(earliest) filter (where answer = 'interview') as invited_from,
        min(earliest) filter (where answer = 'rejection') as rejected_from,
        min(earliest) filter (where answer = 'withdrawal') as withdrawn_from,
        -- an offer or last round without a date came after an invitation that has one
        count(*) filter (where kind in ('assessment', 'screening', 'interview') and earliest is null)
            as invitations_without_date,
        count(*) filter (where answer = 'rejection' and earliest is null) as rejections_without_date,
        count(*) filter (where answer = 'withdrawal' and earliest is null) as withdrawals_without_date,
        min(latest) filter (where answer is not null) as answered_by,
        min(latest) filter (where answer = 'interview' and news_dated) as invited_on,
        min(happened_on) filter (where kind in ('screening', 'interview', 'final') and precision = 'day')
            as interviewed_on,
        min(latest) filter (where answer = 'rejection' and news_dated) as rejected_on,
        min(latest) filter (where answer = 'withdrawal' and news_dated) as withdrawn_on,
        min(latest) filter (where kind in ('offer', 'accepted', 'declined') and news_dated) as offered_on,
        count(*) filter (where kind = 'assessment') as assessments,
        count(*) filter (where kind in ('screening', 'interview', 'final')) as interviews,
        count(*) filter (where kind = 'final') as finals,
        count(*) filter (where kind in ('offer', 'accepted', 'declined')) as offers,
        count(*) filter (where kind = 'accepted') as acceptances,
        max(latest) as last_event_on
    from happened
    group by application_id
),

sent as materialized (
    select
        application_id,
        applicant_id,
        applied_on,
        case
            when applied_precision = 'month' then last_day(applied_on)
            when applied_precision = 'year' then cast(applied_on + interval 1 year - interval 1 day as date)
            else applied_on
        end as applied_latest,
        outcome_recorded,
        channel,
        sector,
        employer_size,
        role_family
    from applications
    where
        submission = 'sent'
        and removed_at is null
        and application_id between $first and $last
        and ($applicant is null or applicant_id = $applicant)
),

first_answers as (
    select
        *,
        -- an invitation without a date came before the decision that ended the matter
        case
            when
                invitations > 0
                and (invited_by is null or rejected_by is null or invited_by <= rejected_by)
                and (invited_by is null or withdrawn_by is null or invited_by <= withdrawn_by)
                then 'interview'
            when
                rejections > 0
                and (
                    withdrawals = 0 or withdrawn_by is null or rejected_by is null
                    or rejected_by <= withdrawn_by
                )
                then 'rejection'
            when withdrawals > 0 then 'withdrawal'
            when invitations > 0 then 'interview'
        end as answer
    from sent
    left join answered using (application_id)
),

dated as (
    select
        *,
        case when last_event_on > applied_on or applied_on is null then last_event_on else applied_on end
            as last_date
    from first_answers
)

select
    application_id,
    applicant_id,
    applied_on,
    applied_latest,
    outcome_recorded or answer is not null as outcome_recorded,
    case
        when acceptances > 0 or offers > 0 then 'offered'
        when rejections > 0 then 'rejected'
        when withdrawals > 0 then 'withdrawn'
        when invitations > 0 then 'in_process'
        else 'open'
    end as outcome,
    answer,
    case
        when answer = 'interview' and invitations_without_date = 0 then coalesce(invited_from, applied_on)
        when answer = 'rejection' and rejections_without_date = 0 then rejected_from
        when answer = 'withdrawal' and withdrawals_without_date = 0 then withdrawn_from
        when answer is not null then applied_on
    end as answer_low,
    answered_by as answer_high,
    invited_on,
    interviewed_on,
    rejected_on,
    withdrawn_on,
    offered_on,
    coalesce(assessments, 0) > 0 as assessed,
    coalesce(interviews, 0) > 0 as interviewed,
    coalesce(finals, 0) > 0 as finalist,
    coalesce(offers, 0) > 0 as offered,
    coalesce(acceptances, 0) > 0 as accepted,
    coalesce(rejections, 0) > 0 as rejected,
    coalesce(withdrawals, 0) > 0 as withdrawn,
    last_date,
    log_end,
    channel,
    sector,
    employer_size,
    role_family,
    programme
from dated
left join log_ends using (applicant_id)
left join applicants using (applicant_id)
