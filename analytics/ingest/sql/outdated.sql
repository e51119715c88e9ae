-- a row an event that the log gave before and now gives with another day, or didn't know and now does
create or replace temp table outdated as
select distinct had.event_id, had.application_id
from had
join news using (application_id, kind)
where
    had.removed_at is null
    and had.origin = 'import'
    and news.happened_on is not null
    and not exists (
        select 1
        from reported
        join met on met.place = reported.place
        where
            met.application_id = had.application_id
            and reported.kind = had.kind
            and reported.happened_on = had.happened_on
    )
