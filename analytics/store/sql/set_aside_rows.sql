-- one row a row or cell of one import that was set aside, in the order of the file
select
    set_aside.line,
    set_aside.column_name,
    set_aside.reason,
    set_aside.cells,
    imports.receipt
from set_aside
inner join imports using (import_id)
where
    ($applicant is null or imports.applicant_id = $applicant)
    and set_aside.import_id = $import_id
order by set_aside.line
