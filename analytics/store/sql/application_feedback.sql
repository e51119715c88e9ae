-- one row a text about one application that was not removed, with the first weakness that it names for a fact
with first_findings as (
    select
        feedback_id,
        reason,
        evidence,
        row_number() over (partition by feedback_id order by evidence_start, reason) as place
    from facts_found
    where polarity = 'weakness'
)

select
    feedback.feedback_id,
    feedback.speaker,
    feedback.received_on,
    feedback.words,
    current_readings.kind,
    first_findings.reason,
    first_findings.evidence
from feedback
left join current_readings using (feedback_id)
left join first_findings
    on
        feedback.feedback_id = first_findings.feedback_id
        and first_findings.place = 1
where
    feedback.application_id = $application_id
    and feedback.removed_at is null
    and ($applicant is null or feedback.applicant_id = $applicant)
order by feedback.received_on nulls last, feedback.feedback_id
