-- a row a field that somebody corrected by hand: what the log says of it changes nothing
create or replace temp table held as
select application_id, field
from edits
where applicant_id = $applicant and undone_at is null
