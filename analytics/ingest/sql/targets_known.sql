-- a row a row of the log with the application that it is about
create or replace temp table targets as
select place, application_id, applicant_id
from met
