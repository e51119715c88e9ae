-- one row a reason or praise that counts: found surely or said by a person, in a text that was not taken out; what is
-- doubtful is nowhere used as a fact
select
    findings.*,
    feedback.application_id,
    feedback.request_id,
    feedback.speaker,
    feedback.received_on,
    feedback.source
from findings
inner join feedback using (feedback_id)
where
    not findings.doubtful
    and not findings.unsaid
    and feedback.removed_at is null
    and feedback.dismissed_at is null
    and ($applicant is null or feedback.applicant_id = $applicant)
