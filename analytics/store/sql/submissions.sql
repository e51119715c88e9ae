-- one row a kind of submission: how many entries of the log were sent, planned, speculative or came back
select
    submission,
    count(*) as n
from applications
where
    removed_at is null
    and ($applicant is null or applicant_id = $applicant)
group by submission
order by submission
