-- one row a person: the last day on which their log says anything, until which silence could have been seen
with said as (
    select applicant_id, applied_on as day
    from applications
    where
        submission = 'sent'
        and removed_at is null
        and ($applicant is null or applicant_id = $applicant)
    union all
    select applicant_id, happened_on as day
    from events
    where
        removed_at is null
        and ($applicant is null or applicant_id = $applicant)
        and application_id not in (
            select application_id from applications where submission <> 'sent' or removed_at is not null
        )
)

select applicant_id, max(day) as log_end
from said
group by applicant_id
