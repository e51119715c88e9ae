-- a row a student of an import who had no agreement; whoever withdrew has one, which no longer holds, and stays out
insert into consents by name
select distinct
    applicant_id,
    $agreement as agreement,
    $now as agreed_at,
    $recorded_by as recorded_by
from applications
where import_id = $import_id and applicant_id not in (select applicant_id from consents)
