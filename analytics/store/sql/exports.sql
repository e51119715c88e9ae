-- one row an export of a cohort that staff imported and that still holds, the newest first; applicants have none
select
    import_id,
    file_name,
    agreement,
    imports.rows,
    imported_at
from imports
where
    $applicant is null
    and agreement is not null
    and undone_at is null
order by import_id desc
