-- one row a person who agrees that they are counted, under the name that a student keeps in every file and sign-in
-- whoever withdrew since $first, the first day of an academic year, is counted again from the next one on
select distinct
    consents.applicant_id,
    coalesce(
        'student ' || applicants.student_id, 'address ' || lower(applicants.email),
        'applicant ' || cast(applicants.applicant_id as varchar)
    ) as student,
    applicants.programme
from consents
inner join applicants using (applicant_id)
where
    consents.withdrawn_at is null
    and ($applicant is null or consents.applicant_id = $applicant)
    and consents.applicant_id not in (
        select left_again.applicant_id
        from consents as left_again
        where left_again.withdrawn_at >= $first
    )
