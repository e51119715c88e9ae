-- one row a programme, level and term with the number of students enrolled, and who said so when; applicants have no
-- use for it
select
    programme,
    level,
    term,
    students,
    recorded_at,
    recorded_by
from enrolments
where $applicant is null
order by programme, level, term
