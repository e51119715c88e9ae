-- one row an application that was sent between two days, the first first: how far it came, and what came of it when
select
    timelines.application_id,
    timelines.applied_on,
    applications.applied_precision,
    applications.employer,
    applications.role,
    applications.location,
    timelines.channel,
    timelines.stage,
    case when timelines.outcome_recorded then timelines.outcome end as outcome,
    case timelines.outcome
        when 'in_process' then timelines.invited_on
        when 'offered' then timelines.offered_on
        when 'rejected' then timelines.rejected_on
        when 'withdrawn' then timelines.withdrawn_on
    end as since
from timelines
inner join applications using (application_id)
where
    timelines.applied_on between $first and $last
    and ($applicant is null or timelines.applicant_id = $applicant)
order by timelines.applied_on, timelines.application_id
