-- one row a strength that a person kept, newest first, with who said it where somebody did
select
    strengths.strength_id,
    strengths.theme,
    strengths.words,
    strengths.amount,
    strengths.noted_on,
    strengths.feedback_id,
    feedback.speaker,
    case when feedback.speaker = 'mentor' then feedback.source else applications.employer end as said_by
from strengths
left join feedback
    on
        strengths.feedback_id = feedback.feedback_id
        and strengths.applicant_id = feedback.applicant_id
left join applications using (application_id)
where
    strengths.removed_at is null
    and ($applicant is null or strengths.applicant_id = $applicant)
order by strengths.noted_on desc, strengths.strength_id desc
