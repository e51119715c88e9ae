-- what an export says of its students; what it leaves empty stays
update applicants
set
    programme = coalesce(enrolled.programme, applicants.programme),
    level = coalesce(enrolled.level, applicants.level),
    term = coalesce(enrolled.term, applicants.term)
from enrolled
where applicants.student_id = enrolled.student_id
