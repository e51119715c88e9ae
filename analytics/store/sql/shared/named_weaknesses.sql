-- one row a reason or theme that somebody's words name against an application, by the reading that holds
select
    feedback_id,
    applicant_id,
    application_id,
    speaker,
    received_on,
    kind,
    reason,
    theme,
    evidence
from facts_found
where
    polarity = 'weakness'
    and ($applicant is null or applicant_id = $applicant)
