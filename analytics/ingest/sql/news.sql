-- a row an event that the log reports of a known application and that is not there: of another kind, or on another day
create or replace temp table news as
select told.*
from (
    select distinct on (application_id, kind, happened_on)
        place, application_id, line, nth, kind, happened_on, known_on, precision, words, note
    from (
        select coalesce(into_place, place) as place, line, nth, kind, happened_on, known_on, precision, words, note
        from reported
        left join joined_rows using (place)
    )
    join (select place, application_id from met) using (place)
    order by application_id, kind, happened_on, nth
) as told
where
    not exists (
        select 1
        from had
        where
            had.application_id = told.application_id
            and had.kind = told.kind
            and (told.happened_on is null or had.happened_on = told.happened_on)
    )
