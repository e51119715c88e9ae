-- one row: one entry of the log that was not removed, with the file it came from and what matters for asking about it
select
    applications.application_id,
    applications.employer,
    applications.role,
    applications.submission,
    applications.applied_on,
    applications.location,
    applications.work_mode,
    applications.channel,
    applications.link,
    applications.requisition,
    applications.resume_version,
    applications.culture,
    applications.tailored,
    applications.notes,
    applications.status_words,
    imports.file_name,
    applications.line,
    timelines.outcome_recorded,
    timelines.outcome,
    timelines.last_round_on,
    applications.decision_expected_on,
    coalesce(applications.country, applicants.country) as country
from applications
inner join applicants on applications.applicant_id = applicants.applicant_id
left join timelines using (application_id)
left join imports on applications.import_id = imports.import_id
where
    applications.application_id = $application_id
    and applications.removed_at is null
    and ($applicant is null or applications.applicant_id = $applicant)
