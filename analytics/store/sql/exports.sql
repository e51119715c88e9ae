-- one row an export of a cohort that staff imported and that still holds, the newest first, with how many of its rows
-- were set aside; applicants have none
select
    import_id,
    file_name,
    agreement,
    imports.rows,
    (
        select count(distinct set_aside.line)
        from set_aside
        where set_aside.import_id = imports.import_id
    ) as set_aside,
    imported_at
from imports
where
    $applicant is null
    and agreement is not null
    and undone_at is null
order by import_id desc
