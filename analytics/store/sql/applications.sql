-- one row an application or plan of this person that was not removed, the newest first
select
    applications.application_id,
    applications.employer,
    applications.role,
    applications.submission,
    applications.applied_on,
    applications.applied_precision,
    timelines.outcome,
    applications.location,
    applications.work_mode,
    applications.channel,
    applications.link,
    applications.requisition,
    applications.tailored,
    applications.status_words,
    applications.notes,
    applications.origin,
    applications.import_id,
    applications.line
from applications
left join timelines using (application_id)
where
    ($applicant is null or applications.applicant_id = $applicant)
    and applications.removed_at is null
order by applications.applied_on desc nulls last, applications.application_id desc
