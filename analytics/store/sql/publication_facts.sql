-- one row a student who agrees and fact that is true of their applications sent from $first to $last, as known on $as_of
-- with the programme, and channel and kind of work of the application that the fact's question is about: the first
-- sent, the first answered, the first with a reason, the first turned down, or the one drawn by $lot among those that
-- were followed for 90 days and not withdrawn before an answer. No application without the day it was sent counts
with sent as (
    select
        agreeing_students.student,
        agreeing_students.programme as student_programme,
        timelines.*,
        row_number() over (
            partition by agreeing_students.student order by timelines.applied_on, timelines.application_id
        ) as place,
        count(*) over (partition by agreeing_students.student) as applications,
        date_diff('day', timelines.applied_latest, least(timelines.log_end, $as_of)) >= 90
        and timelines.outcome_recorded
        and coalesce(timelines.answer <> 'withdrawal', true) as followed
    from timelines
    inner join agreeing_students using (applicant_id)
    where
        timelines.applied_on between $first and $last
        and timelines.applied_on <= $as_of
),

sending as (
    select student, student_programme, channel, role_family, 'students' as fact from sent where place = 1
    union all
    select sent.student, sent.student_programme, sent.channel, sent.role_family, reached.fact
    from sent
    inner join (
        values (5, 'sent_5'), (10, 'sent_10'), (20, 'sent_20'), (40, 'sent_40')
    ) as reached (applications, fact)
        on sent.applications >= reached.applications
    where sent.place = 1
),

outcomes as (
    select
        student,
        student_programme,
        channel,
        role_family,
        max(case when interviewed and coalesce(interviewed_on, $as_of) <= $as_of then 1 else 0 end)
            over (partition by student) as any_interview,
        max(case when offered and coalesce(offered_on, $as_of) <= $as_of then 1 else 0 end)
            over (partition by student) as any_offer,
        row_number() over (partition by student order by answer_high, application_id) as place
    from sent
    where
        (answered or interviewed or offered)
        and coalesce(answer_high, $as_of) <= $as_of
),

reasons as (
    select
        sent.student,
        sent.student_programme,
        sent.channel,
        sent.role_family,
        stated_reasons.reason,
        row_number() over (partition by sent.student order by sent.rejected_on, sent.application_id) as place
    from sent
    inner join stated_reasons using (application_id)
    where
        sent.rejected
        and coalesce(sent.rejected_on, $as_of) <= $as_of
        and stated_reasons.speaker = 'employer'
        and coalesce(stated_reasons.received_on, $as_of) <= $as_of
),

first_reason as (
    select student, channel, role_family from reasons where place = 1
),

turned_down as (
    select
        student,
        student_programme,
        channel,
        role_family,
        row_number() over (partition by student order by rejected_on, application_id) as place
    from sent
    where
        rejected
        and coalesce(rejected_on, $as_of) <= $as_of
),

asked as (
    select
        sent.student,
        max(
            case
                when
                    feedback_requests.status = 'replied'
                    and coalesce(feedback_requests.answered_on, $as_of) <= $as_of
                    then 1
                else 0
            end
        ) as replied
    from sent
    inner join feedback_requests using (application_id)
    where
        sent.rejected
        and feedback_requests.removed_at is null
        and feedback_requests.sent_on <= $as_of
    group by sent.student
),

waited as (
    select
        student,
        student_programme,
        channel,
        role_family,
        answered,
        date_diff('day', applied_latest, answer_low) as soonest,
        date_diff('day', applied_on, coalesce(answer_high, log_end)) as latest,
        row_number() over (
            partition by student order by md5($lot || student || cast(application_id as varchar))
        ) as place
    from sent
    where followed
),

bands as (
    select
        student,
        student_programme,
        channel,
        role_family,
        case
            when not answered or soonest > 90 then 'not_answered'
            when latest <= 7 then 'answered_by_7'
            when soonest > 7 and latest <= 14 then 'answered_by_14'
            when soonest > 14 and latest <= 30 then 'answered_by_30'
            when soonest > 30 and latest <= 60 then 'answered_by_60'
            when soonest > 60 and latest <= 90 then 'answered_by_90'
            else 'day_unknown'
        end as fact
    from waited
    where place = 1
)

select student, student_programme as programme, channel, role_family, fact from sending
union all
select student, student_programme, channel, role_family, 'answered' from outcomes where place = 1
union all
select student, student_programme, channel, role_family, 'interviewed' from outcomes where place = 1 and any_interview = 1
union all
select student, student_programme, channel, role_family, 'offered' from outcomes where place = 1 and any_offer = 1
union all
select distinct
    reasons.student,
    reasons.student_programme,
    first_reason.channel,
    first_reason.role_family,
    'reason_' || reasons.reason
from reasons
inner join first_reason using (student)
union all
select student, student_programme, channel, role_family, 'turned_down' from turned_down where place = 1
union all
select turned_down.student, turned_down.student_programme, turned_down.channel, turned_down.role_family, 'asked'
from turned_down
inner join asked using (student)
where turned_down.place = 1
union all
select turned_down.student, turned_down.student_programme, turned_down.channel, turned_down.role_family, 'replied'
from turned_down
inner join asked using (student)
where turned_down.place = 1 and asked.replied = 1
union all
select student, student_programme, channel, role_family, fact from bands
order by 1, 5
