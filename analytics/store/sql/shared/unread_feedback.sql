-- one row a text that neither a person nor this version of the reader has read
select
    feedback.feedback_id,
    feedback.applicant_id,
    feedback.request_id,
    feedback.words
from feedback
anti join (
    select feedback_id
    from readings
    where
        -- the sample's readings are its truth
        method in ('person', 'sample')
        or version = $version
) as known using (feedback_id)
where
    feedback.removed_at is null
    and ($applicant is null or feedback.applicant_id = $applicant)
