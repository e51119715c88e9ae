-- one row an application of the viewer's with an interview that was held and is not noted, newest first
select
    timelines.application_id,
    applications.employer,
    applications.role,
    timelines.last_interviewed_on as held_on
from timelines
inner join applications using (application_id)
where
    timelines.interviewed
    and timelines.applicant_id = $applicant
    and not exists (
        select 1
        from interviews
        where
            interviews.application_id = timelines.application_id
            and interviews.removed_at is null
            and interviews.held_on >= coalesce(timelines.last_interviewed_on, interviews.held_on)
    )
order by timelines.last_interviewed_on desc nulls last, timelines.application_id
