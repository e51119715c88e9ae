-- one row an application that was sent, of those numbered $first to $last: its facts, each with its day or days
--
-- The only query that says what kinds of events mean. `log_ends` has one row a person.
--
-- Every event has two days: when it happened, and when the news of it came. What is answered, invited, turned down and
-- so on is dated by the news (earliest..latest); interviews are dated by themselves, and one that is still ahead when
-- the log ends, or of which only the day of the invitation is told, was not held. Where no day of the news is told it
-- came on the day itself, or, if that was still ahead when it was written down, some day before.
--
-- An employer's no after one's own stepping back only confirms it: it is no answer, and the applicant ended the matter.
-- An invitation is an answer whatever came before. An offer holds, whatever the applicant
-- made of it, unless a no came after it or on a day that nobody knows.
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
        kind in ('screening', 'interview', 'final') and coalesce(happened_on <= log_end, known_on is null)
            as is_interview,
        kind in ('offer', 'accepted', 'declined') as is_offer,
        happened_on,
        precision = 'day' as on_the_day,
        coalesce(known_on is not null or (precision = 'day' and happened_on <= cast(recorded_at as date)), false)
            as news_dated,
        case
            when known_on is not null then known_on
            when precision in ('day', 'month', 'year') and happened_on <= cast(recorded_at as date) then happened_on
        end as earliest,
        case
            when known_on is not null then known_on
            when happened_on is not null
                then
                    least(
                        case
                            when precision = 'month' then last_day(happened_on)
                            when precision = 'year' then cast(happened_on + interval 1 year - interval 1 day as date)
                            else happened_on
                        end,
                        cast(recorded_at as date)
                    )
        end as latest
    from events
    left join log_ends using (applicant_id)
    where
        removed_at is null
        and application_id between $first and $last
        and ($applicant is null or applicant_id = $applicant)
),

counted as (
    select
        application_id,
        count(*) filter (where answer = 'interview') as invitations,
        count(*) filter (where answer = 'rejection') as noes,
        count(*) filter (where answer = 'withdrawal') as withdrawals,
        min(latest) filter (where answer = 'interview') as invited_by,
        min(latest) filter (where answer = 'rejection') as turned_down_by,
        min(latest) filter (where answer = 'withdrawal') as withdrawn_by,
        min(earliest) filter (where answer = 'interview') as invited_from,
        min(earliest) filter (where answer = 'rejection') as turned_down_from,
        min(earliest) filter (where answer = 'withdrawal') as withdrawn_from,
        -- an offer or last round without a date came after an invitation that has one
        count(*) filter (where kind in ('assessment', 'screening', 'interview') and earliest is null)
            as invitations_without_date,
        count(*) filter (where answer = 'rejection' and earliest is null) as noes_without_date,
        count(*) filter (where answer = 'withdrawal' and earliest is null) as withdrawals_without_date,
        min(latest) filter (where answer = 'interview' and news_dated) as invited_on,
        min(latest) filter (where answer = 'rejection' and news_dated) as turned_down_on,
        min(latest) filter (where answer = 'withdrawal' and news_dated) as withdrawn_on,
        min(latest) filter (where is_offer and news_dated) as offered_on,
        min(latest) filter (where is_offer) as offered_by,
        min(happened_on) filter (where is_interview and on_the_day) as interviewed_on,
        max(happened_on) filter (where is_interview and on_the_day) as last_interviewed_on,
        max(happened_on) filter (where (is_interview or kind = 'assessment') and on_the_day) as last_round_on,
        count(*) filter (where kind = 'assessment') as assessments,
        count(*) filter (where is_interview) as interviews,
        count(*) filter (where is_interview and kind = 'final') as finals,
        count(*) filter (where is_offer) as offers,
        count(*) filter (where kind = 'accepted') as acceptances,
        count(*) filter (where kind = 'declined') as refusals,
        count(*) filter (where kind = 'rejected') as rejections,
        min(latest) filter (where kind = 'rejected') as refused_by,
        count(*) filter (where kind = 'closed') as closings,
        min(latest) filter (where kind = 'closed') as position_closed_by,
        count(*) filter (where kind = 'follow_up') as follow_ups
    from happened
    group by application_id
),

-- nobody sent it before there were computers, nor after it was written down: such a day is as good as none
dated as (
    select
        application_id,
        applicant_id,
        case
            when applied_on between date '1970-01-01' and cast(recorded_at + interval 1 day as date) then applied_on
        end as applied_on,
        applied_precision,
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
    from dated
),

ended as (
    select
        *,
        coalesce(invitations, 0) > 0 as invited,
        coalesce(offers, 0) > 0 as offered,
        -- of a no and a stepping back the first counts; where that can't be told, the no
        coalesce(noes, 0) > 0 and not coalesce(withdrawals > 0 and withdrawn_by < turned_down_by, false) as turned_down
    from sent
    left join counted using (application_id)
),

answers as (
    select
        *,
        -- an invitation without a date came before the decision that ended the matter
        case
            when invited and not coalesce(turned_down and turned_down_by < invited_by, false) then 'interview'
            when turned_down then 'rejection'
            when withdrawals > 0 then 'withdrawal'
        end as answer,
        case
            when
                offered
                and (
                    acceptances > 0 or refusals > 0 or not turned_down
                    or coalesce(turned_down_by < offered_by, false)
                )
                then 'offered'
            when turned_down then 'rejected'
            when withdrawals > 0 then 'withdrawn'
            when invited then 'in_process'
            else 'open'
        end as outcome
    from ended
)

select
    application_id,
    applicant_id,
    applied_on,
    applied_latest,
    outcome_recorded or answer is not null as outcome_recorded,
    outcome,
    case
        when outcome = 'rejected' then 'employer'
        when outcome = 'withdrawn' or acceptances > 0 or refusals > 0 then 'applicant'
    end as ended_by,
    answer,
    case
        when answer = 'interview' and invitations_without_date = 0 then coalesce(invited_from, applied_on)
        when answer = 'rejection' and noes_without_date = 0 then turned_down_from
        when answer = 'withdrawal' and withdrawals_without_date = 0 then withdrawn_from
        when answer is not null then applied_on
    end as answer_low,
    case
        when answer = 'interview' then coalesce(invited_by, least(turned_down_by, withdrawn_by))
        when answer = 'rejection' then coalesce(turned_down_by, withdrawn_by)
        when answer = 'withdrawal' then withdrawn_by
    end as answer_high,
    coalesce(answer in ('interview', 'rejection'), false) as answered,
    invited,
    invited_on,
    invited_by,
    coalesce(assessments, 0) > 0 as assessed,
    coalesce(interviews, 0) > 0 as interviewed,
    interviewed_on,
    last_interviewed_on,
    last_round_on,
    coalesce(finals, 0) > 0 as finalist,
    case
        when finals > 0 then 'final'
        when interviews > 0 then 'interview'
        when assessments > 0 then 'assessment'
        else 'application'
    end as stage,
    offered,
    offered_on,
    coalesce(acceptances, 0) > 0 as accepted,
    outcome = 'rejected' as rejected,
    case when outcome = 'rejected' then turned_down_on end as rejected_on,
    case when outcome = 'rejected' then turned_down_by end as rejected_by,
    coalesce(rejections, 0) > 0 as refused,
    refused_by,
    coalesce(closings, 0) > 0 as position_closed,
    position_closed_by,
    outcome = 'withdrawn' as withdrawn,
    case when outcome = 'withdrawn' then withdrawn_on end as withdrawn_on,
    coalesce(follow_ups, 0) > 0 as followed_up,
    log_end,
    channel,
    sector,
    employer_size,
    role_family,
    programme,
    level,
    term
from answers
left join log_ends using (applicant_id)
left join applicants using (applicant_id)
