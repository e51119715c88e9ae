-- one row an application to which an employer said no: what matters for asking about it, and the newest request
--
-- about: that application alone, null for all; since: only those that may still be asked about if that is rarely worth it
-- for a no of before that day, null for all
with requests as (
    select
        *,
        row_number() over (partition by application_id order by request_id desc) as newest
    from feedback_requests
    where
        removed_at is null
        and ($applicant is null or applicant_id = $applicant)
),

told as (
    select
        feedback.application_id,
        count(*) filter (where current_readings.kind = 'constructive') as constructive
    from feedback
    inner join current_readings using (feedback_id)
    where
        feedback.removed_at is null
        and feedback.dismissed_at is null
        and feedback.speaker = 'employer'
        and ($applicant is null or feedback.applicant_id = $applicant)
    group by feedback.application_id
)

select
    timelines.application_id,
    timelines.applicant_id,
    applications.employer,
    applications.role,
    applications.location,
    applications.link,
    coalesce(applications.country, applicants.country) as country,
    timelines.applied_on,
    timelines.refused_by as rejected_on,
    timelines.last_round_on,
    timelines.last_interviewed_on as interviewed_on,
    applications.decision_expected_on,
    applications.culture,
    applications.recorded_at,
    timelines.assessed,
    timelines.interviewed,
    timelines.finalist,
    timelines.withdrawn,
    timelines.offered,
    timelines.refused as turned_down,
    coalesce(told.constructive, 0) > 0 as told,
    requests.request_id,
    requests.status,
    requests.contact_kind,
    requests.contact_name,
    requests.channel,
    requests.template,
    requests.message,
    requests.ask_from,
    requests.ask_until,
    requests.sent_on,
    requests.answered_on,
    requests.feedback_id
from timelines
inner join applications using (application_id)
inner join applicants on timelines.applicant_id = applicants.applicant_id
left join requests on timelines.application_id = requests.application_id and requests.newest = 1
left join told on timelines.application_id = told.application_id
where
    (timelines.refused or timelines.position_closed)
    and ($applicant is null or timelines.applicant_id = $applicant)
    and ($about is null or timelines.application_id = $about)
    and (
        $since is null
        or timelines.refused_by >= $since
        or applications.decision_expected_on >= $since
        or requests.ask_until >= $since
    )
order by timelines.refused_by desc nulls last, timelines.application_id
