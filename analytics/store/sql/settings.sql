-- one row a choice the viewer made; private to its owner, like the journal whose lock it holds
select
    name,
    value
from settings
where applicant_id = $applicant
order by name
