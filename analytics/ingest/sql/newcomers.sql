-- a row a row of the log that becomes a new application; owner_id is null where the log is the viewer's own
create or replace temp view newcomers as
select understood.*, owners.applicant_id as owner_id
from understood
left join owners using (place)
anti join joined_rows using (place)
anti join matches using (place)
