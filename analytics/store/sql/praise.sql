-- one row a sentence in which somebody else named a strength, newest first; kept says if it was taken up already
select
    feedback.feedback_id,
    feedback.speaker,
    case when feedback.speaker = 'mentor' then feedback.source else applications.employer end as said_by,
    applications.role,
    feedback.received_on,
    reading_reasons.theme,
    reading_reasons.evidence,
    exists (
        select 1
        from strengths
        where
            strengths.feedback_id = feedback.feedback_id
            and strengths.applicant_id = feedback.applicant_id
            and strengths.removed_at is null
    ) as kept
from feedback
inner join current_readings using (feedback_id)
inner join reading_reasons
    on
        current_readings.feedback_id = reading_reasons.feedback_id
        and current_readings.method = reading_reasons.method
        and current_readings.version = reading_reasons.version
left join applications on feedback.application_id = applications.application_id
where
    reading_reasons.polarity = 'strength'
    and feedback.speaker in ('employer', 'mentor')
    and current_readings.kind <> 'unconstructive'
    and feedback.removed_at is null
    and feedback.dismissed_at is null
    and ($applicant is null or feedback.applicant_id = $applicant)
order by feedback.received_on desc nulls last, feedback.feedback_id desc, reading_reasons.evidence_start
