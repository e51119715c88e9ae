-- one row an application and word of its role that says what the work is: ranks, terms of employment and words that any
-- trade uses are left out
select distinct
    application_id,
    applicant_id,
    word
from (
    select
        application_id,
        applicant_id,
        unnest(string_split(regexp_replace(lower(role), '[^\p{L}0-9]+', ' ', 'g'), ' ')) as word
    from applications
    where
        removed_at is null
        and ($applicant is null or applicant_id = $applicant)
) as words
where
    length(word) > 1
    and word not in (
        'senior', 'junior', 'lead', 'head', 'chief', 'principal', 'intern', 'internship', 'trainee', 'graduate', 'student',
        'working', 'apprentice', 'assistant', 'associate', 'deputy', 'director', 'manager', 'officer', 'specialist',
        'coordinator', 'consultant', 'executive', 'expert', 'staff', 'team', 'member', 'person', 'level', 'entry', 'full',
        'part', 'time', 'remote', 'hybrid', 'temporary', 'permanent', 'contract', 'fixed', 'term', 'new', 'and', 'or', 'of',
        'the', 'for', 'in', 'at', 'to', 'with', 'und', 'für', 'im', 'der', 'die', 'ii', 'iii', 'iv', 'sr', 'jr'
    )
