-- one row a state that an entry of the log can be in: how many are; how many of them are due, may be let go, or were sent
-- within the seven days up to $today
--
-- due_from, let_go_from, asking: as in listed_applications.sql
select
    state,
    count(*) as n,
    count(*) filter (where due) as due,
    count(*) filter (where may_be_let_go) as may_be_let_go,
    count(*) filter (where state <> 'planned' and date_diff('day', applied_on, $today) between 0 and 6) as sent_lately
from listed_applications
group by state
order by state
