-- one row a day on which applications of the viewer's were sent that have no answer yet and could have had one; how many
select
    applied_on,
    count(*) as n
from timelines
where
    applicant_id = $applicant
    and outcome_recorded
    and applied_on is not null
    and answer is null
group by applied_on
order by applied_on
