-- one row an application or plan that was not removed and holds the words of $find; none where nothing is looked for
select application_id
from applications
where
    $find is not null
    and removed_at is null
    and ($applicant is null or applicant_id = $applicant)
    and contains(lower(concat_ws(' ', employer, role, location, notes)), $find)
