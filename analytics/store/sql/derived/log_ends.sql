-- one row a person: the last day on which their log says anything, until which silence could have been seen
--
-- What counts is the day on which something was known: an interview planned for next week was known by the day it was
-- written down, and the week until then is not silence. An import that says how far it reaches was silent until there
with said as (
    select applicant_id, least(applied_on, cast(recorded_at as date)) as day
    from applications
    where
        submission = 'sent'
        and applied_on is not null
        and removed_at is null
        and ($applicant is null or applicant_id = $applicant)
    union all
    select
        applicant_id,
        case
            when known_on is not null then known_on
            when happened_on <= cast(recorded_at as date) then happened_on
            when happened_on is not null then cast(recorded_at as date)
        end as day
    from events
    where
        removed_at is null
        and ($applicant is null or applicant_id = $applicant)
        and application_id not in (
            select application_id from applications where submission <> 'sent' or removed_at is not null
        )
    union all
    select applicant_id, least(covers_until, cast(imported_at as date)) as day
    from imports
    where
        undone_at is null
        and records_outcomes
        and covers_until is not null
        and ($applicant is null or applicant_id = $applicant)
    union all
    -- whoever was asked and said that nothing came, said so of the time until then
    select applicant_id, cast(value as date) as day
    from settings
    where
        name = 'nothing_came_until'
        and ($applicant is null or applicant_id = $applicant)
)

select applicant_id, max(day) as log_end
from said
where applicant_id is not null
group by applicant_id
