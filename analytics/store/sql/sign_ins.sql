-- one row an identity of a person who has this address or signed in as this issuer and subject; null before any is bound
select
    applicants.applicant_id,
    identities.issuer,
    identities.subject
from applicants
left join identities using (applicant_id)
where
    (lower(applicants.email) = $email or (identities.issuer = $issuer and identities.subject = $subject))
    and ($applicant is null or applicants.applicant_id = $applicant)
order by applicants.applicant_id, identities.issuer, identities.subject
