-- a row a row of an export, with whose it is
create or replace temp table owners as
select place, applicant_id
from placed
join applicants on applicants.student_id = placed.owner
