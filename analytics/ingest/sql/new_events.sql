-- a row an event of a new application; a row that says more about another reports its events there, each once
insert into events by name
with together as (
    select place from joined_rows
    union
    select into_place from joined_rows
),

alone as (
    select reported.*, place as into_place
    from reported
    anti join joined_rows using (place)
    anti join matches using (place)
    anti join together using (place)
),

shared as (
    select distinct on (into_place, kind, happened_on) *
    from (
        select reported.*, coalesce(joined_rows.into_place, place) as into_place
        from reported
        left join joined_rows using (place)
        semi join together using (place)
    )
    where into_place not in (select place from matches)
    order by into_place, kind, happened_on, place
)

select
    $event_base + place * $widest + nth as event_id,
    $base + into_place as application_id,
    coalesce(owners.applicant_id, $applicant) as applicant_id,
    kind,
    happened_on,
    known_on,
    precision,
    words,
    note,
    'import' as origin,
    $import_id as import_id,
    line,
    cast($now as timestamp) as recorded_at
from (
    select * from alone
    union all by name
    select * from shared
)
left join owners using (place)
