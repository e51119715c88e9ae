-- one row a sentence in which somebody else named a strength, newest first; kept says if it was taken up already
select
    facts_found.feedback_id,
    facts_found.speaker,
    case when facts_found.speaker = 'mentor' then facts_found.source else applications.employer end as said_by,
    applications.role,
    facts_found.received_on,
    facts_found.theme,
    facts_found.evidence,
    exists (
        select 1
        from strengths
        where
            strengths.feedback_id = facts_found.feedback_id
            and strengths.applicant_id = facts_found.applicant_id
            and strengths.removed_at is null
    ) as kept
from facts_found
left join applications on facts_found.application_id = applications.application_id
where
    facts_found.polarity = 'strength'
    and facts_found.speaker in ('employer', 'mentor')
    and facts_found.kind <> 'unconstructive'
order by facts_found.received_on desc nulls last, facts_found.feedback_id desc, facts_found.evidence_start
