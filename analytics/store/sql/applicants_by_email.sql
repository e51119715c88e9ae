-- one row a person with this address, under which they sign in
select applicant_id
from applicants
where
    lower(email) = $email
    and ($applicant is null or applicant_id = $applicant)
order by applicant_id
