-- one row a way that sent applications went: how far they came, where they stand, how many
select
    outcome_recorded,
    answered,
    invited,
    offered,
    outcome,
    count(*) as n
from timelines
where ($applicant is null or applicant_id = $applicant)
group by 1, 2, 3, 4, 5
order by 1, 2, 3, 4, 5
