-- a row a row of the log with its new application
create or replace temp table targets as
select place, cast($base + place as bigint) as application_id, coalesce(owner_id, $applicant) as applicant_id
from newcomers
