-- one row a state that an entry of the log can be in: how many are; and how many silences are due or may be let go
--
-- due_from, let_go_from: as in application_list.sql
select
    state,
    count(*) as n,
    count(*) filter (where silent_days >= $due_from and silent_days < coalesce($let_go_from, 1000000)) as due,
    count(*) filter (where silent_days >= $let_go_from) as may_be_let_go
from listed_applications
group by state
order by state
