-- one row a text that was read: the reading that holds, a person's word before any machine's, then the newest
-- a text is of one person; that the rank says so lets a reader of one person's texts rank those alone
create or replace view current_readings as
select
    feedback_id,
    applicant_id,
    method,
    version,
    outcome,
    language,
    kind,
    sign,
    confidence,
    read_at
from (
    select
        *,
        row_number() over (
            partition by applicant_id, feedback_id
            order by case when method = 'person' then 0 else 1 end, read_at desc, version desc
        ) as place
    from readings
) as ranked
where place = 1;
