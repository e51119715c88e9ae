-- a row a row of the log that made no application of its own, with the application it says more about
insert into sightings by name
select $import_id as import_id, line, $base + into_place as application_id, 'merged' as fate
from joined_rows
join placed using (place)
where into_place not in (select place from matches)
union all
select
    $import_id,
    line,
    application_id,
    case when application_id in (select unnest($changed)) then 'updated' else 'known' end
from matches
join placed using (place)
