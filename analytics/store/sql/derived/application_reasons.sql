-- one row an application and speaker whose words say anything about it: the reasons that they state, in the order of
-- the alphabet and joined by commas; null where there are words and none that could be read
with stated as (
    select
        application_id,
        speaker,
        string_agg(distinct reason, ',' order by reason) as reasons
    from stated_reasons
    group by application_id, speaker
),

said as (
    select
        application_id,
        speaker
    from stated
    union
    select
        application_id,
        speaker
    from not_understood
)

select
    timelines.application_id,
    timelines.applicant_id,
    said.speaker,
    stated.reasons
from said
inner join timelines using (application_id)
left join stated on said.application_id = stated.application_id and said.speaker = stated.speaker
where $applicant is null or timelines.applicant_id = $applicant
