-- a row a student of an export who is new
insert into applicants by name
select
    (select coalesce(max(applicant_id), 0) from applicants) + row_number() over (order by student_id) as applicant_id,
    student_id,
    $now as created_at
from enrolled
where student_id not in (select student_id from applicants where student_id is not null)
