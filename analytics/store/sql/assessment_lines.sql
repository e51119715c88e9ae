-- one row a line that a person wrote, changed or struck out in their self-assessment
select
    line_id,
    quadrant,
    source,
    words,
    hidden
from assessment_lines
where ($applicant is null or applicant_id = $applicant)
order by line_id
