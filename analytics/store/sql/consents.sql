-- one row an agreement of a person that their counts may be part of cohorts; it holds while withdrawn_at is null
select
    applicant_id,
    agreement,
    agreed_at,
    withdrawn_at,
    recorded_by
from consents
where ($applicant is null or applicant_id = $applicant)
order by agreed_at
