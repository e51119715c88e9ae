-- one row an application: the kinds of events that the log holds of it, joined by commas
select
    application_id,
    string_agg(distinct kind, ',' order by kind) as kinds
from events
where
    removed_at is null
    and ($applicant is null or applicant_id = $applicant)
group by application_id
