-- a row a row of the log about a known application, as the application stands; `moved` says that its day may change
create or replace temp table met as
select matches.place, matches.moved, applications.*
from matches
join applications using (application_id)
where applications.removed_at is null
