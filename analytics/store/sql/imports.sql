-- one row an import of this person, the newest first, with how many applications it brought that are still there
select
    import_id,
    file_name,
    imports.rows,
    receipt,
    imported_at,
    undone_at,
    (
        select count(*)
        from applications
        where
            applications.import_id = imports.import_id
            and applications.applicant_id = imports.applicant_id
            and removed_at is null
    ) as applications
from imports
where ($applicant is null or applicant_id = $applicant)
order by import_id desc
