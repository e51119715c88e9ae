-- one row a programme, level and term with the number of students enrolled; applicants have no use for it
select
    programme,
    level,
    term,
    students
from enrolments
where $applicant is null
order by programme, level, term
