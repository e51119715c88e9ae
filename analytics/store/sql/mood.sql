-- one row a week (its Monday) in which something dated to the day was sent or came, with how many of each
with happened as (
    select
        applied_on as day,
        1 as sent,
        0 as invitations,
        0 as rejections
    from timelines
    where
        applied_on = applied_latest
        and ($applicant is null or applicant_id = $applicant)
    union all
    select
        invited_on as day,
        0 as sent,
        1 as invitations,
        0 as rejections
    from timelines
    where
        invited_on is not null
        and ($applicant is null or applicant_id = $applicant)
    union all
    select
        rejected_on as day,
        0 as sent,
        0 as invitations,
        1 as rejections
    from timelines
    where
        rejected_on is not null
        and ($applicant is null or applicant_id = $applicant)
)

select
    cast(date_trunc('week', day) as date) as week,
    cast(sum(sent) as bigint) as sent,
    cast(sum(invitations) as bigint) as invitations,
    cast(sum(rejections) as bigint) as rejections
from happened
where
    ($first is null or day >= $first)
    and ($as_of is null or day <= $as_of)
group by 1
order by 1
