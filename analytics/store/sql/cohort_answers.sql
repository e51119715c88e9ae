-- one row a group, number of days and kind of answer, with how many students' applications had it by then
-- one application of each student and group stands for all of theirs, drawn by lot and always the same one: students
-- are counted, and nobody counts more for having sent more. Those that were followed for 90 days go first, so that the
-- days are counted over the same applications. An answer of which it isn't known whether it came by the day is in
-- neither number; how many of all have one is the part undated. Any answer is the employer's: stepping back is none
-- of the students in cohort_sent; cell_key tells how a release moves the count
with waited as (
    select
        *,
        date_diff('day', applied_latest, least(log_end, coalesce($as_of, log_end))) as days_followed
    from cohort_sent
    where
        outcome_recorded
        and applied_on is not null
),

drawn as (
    select
        *,
        row_number() over (
            partition by group_name, applicant_id
            order by
                least(days_followed, 90) desc,
                md5(cast(record_key as varchar) || ' ' || cast(application_id as varchar))
        ) as place
    from waited
),

followed as (
    select
        group_name,
        record_key,
        grid.day,
        coalesce(date_diff('day', applied_on, answer_high) <= grid.day, false) as had,
        answer is null
        or coalesce(date_diff('day', applied_on, answer_high) <= grid.day, false)
        or coalesce(date_diff('day', applied_latest, answer_low) > grid.day, false) as known,
        answer,
        answered
    from drawn
    cross join (values (7), (14), (30), (60), (90)) as grid (day)
    where
        place = 1
        and days_followed >= grid.day
),

everybody as (
    select
        group_name,
        day,
        known,
        count(*) as students,
        cast(sum(record_key) % 4294967296 as bigint) as cell_key
    from followed
    group by group_name, day, known
),

parts as (
    select
        group_name,
        day,
        'any answer' as part,
        count(*) as students,
        cast(sum(record_key) % 4294967296 as bigint) as cell_key
    from followed
    where
        known
        and had
        and answered
    group by group_name, day
    union all
    select
        group_name,
        day,
        answer as part,
        count(*) as students,
        cast(sum(record_key) % 4294967296 as bigint) as cell_key
    from followed
    where
        known
        and had
    group by group_name, day, answer
)

select
    parts.*,
    everybody.students as of_students,
    everybody.cell_key as of_key
from parts
inner join everybody using (group_name, day)
where everybody.known
union all
select
    undated.group_name,
    undated.day,
    'undated' as part,
    undated.students,
    undated.cell_key,
    undated.students + coalesce(everybody.students, 0) as of_students,
    (undated.cell_key + coalesce(everybody.cell_key, 0)) % 4294967296 as of_key
from everybody as undated
left join everybody
    on
        undated.group_name = everybody.group_name
        and undated.day = everybody.day
        and everybody.known
where not undated.known
order by group_name, day, part
