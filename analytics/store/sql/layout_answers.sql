-- one row the answers a person gave for one layout of files
select
    layout,
    answers
from layouts
where
    applicant_id = $applicant
    and layout = $layout
