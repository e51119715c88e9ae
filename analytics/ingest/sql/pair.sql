-- a row a row of the log and an application, both still alone, that are about the same: employer and role are the same,
-- and the day ($by_day) or the link or number ($by_mark); the first goes with the first.
-- Without $by_day a mark needs days within a month of each other, and without a mark one of the days is missing.
insert into matches
with rows_alone as (
    select *, row_number() over (partition by who, day, mark order by line, id) as nth
    from (
        select
            * replace (case when $by_day then day else date '0001-01-01' end as day, case when $by_mark then mark else '' end as mark)
        from coming
        where id not in (select place from matches)
    )
),

applications_alone as (
    select *, row_number() over (partition by who, day, mark order by line, id) as nth
    from (
        select
            * replace (case when $by_day then day else date '0001-01-01' end as day, case when $by_mark then mark else '' end as mark)
        from existing
        where id not in (select application_id from matches)
    )
)

select
    log.id as place,
    known.id as application_id,
    log.applied_on is not null and log.applied_on is distinct from known.applied_on as moved
from rows_alone as log
join applications_alone as known using (who, day, mark, nth)
where
    (
        $by_day
        or ($by_mark and mark <> '' and abs(date_diff('day', log.applied_on, known.applied_on)) <= 31)
        or (not $by_mark and (log.applied_on is null or known.applied_on is null))
    )
    and (
        $by_mark
        or not (
            coalesce(log.requisition <> known.requisition, false)
            or (
                coalesce(log.link <> known.link, false)
                and not coalesce(log.requisition = known.requisition, false)
            )
        )
    )
