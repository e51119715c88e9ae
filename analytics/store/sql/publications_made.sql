-- one row a publication of cohort numbers that was made of this store; no applicant has any
select
    number,
    day,
    made_at
from publications_made
where $applicant is null
order by number
