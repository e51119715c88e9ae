-- a row a row of the log that may be about a known application, by the same marks as `existing`
create or replace temp table coming as
select
    *,
    coalesce(applied_on, date '0001-01-01') as day,
    coalesce(requisition, link, '') as mark
from (
    select
        place as id,
        lower(
            regexp_replace(coalesce(employer, $layout) || '|' || coalesce(role, ''), '[^\pL\pN|]+', '', 'g')
        ) as who,
        applied_on,
        regexp_replace(regexp_replace(lower(link), '^(https?://)?(www\.)?', ''), '[/?#]+$', '') as link,
        lower(requisition) as requisition,
        line
    from understood
    anti join joined_rows using (place)
)
