-- one row a person who agrees that they are counted, with the name and programme they are counted under
select
    applicant_id,
    student,
    programme
from agreeing_students
order by applicant_id
