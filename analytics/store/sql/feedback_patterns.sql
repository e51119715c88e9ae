-- one row a sentence of constructive feedback that names a theme, of themes that at least two employers named
with named as (
    select
        facts_found.theme,
        facts_found.polarity,
        facts_found.evidence,
        applications.employer,
        applications.role,
        facts_found.received_on,
        facts_found.feedback_id
    from facts_found
    inner join applications on facts_found.application_id = applications.application_id
    where
        facts_found.kind = 'constructive'
        and facts_found.speaker = 'employer'
        and facts_found.theme is not null
        and applications.employer is not null
),

repeated as (
    select
        theme,
        polarity,
        count(distinct lower(employer)) as employers
    from named
    group by theme, polarity
    having count(distinct lower(employer)) >= 2
)

select
    repeated.theme,
    repeated.polarity,
    repeated.employers,
    named.employer,
    named.role,
    named.received_on,
    named.evidence,
    named.feedback_id
from repeated
inner join named using (theme, polarity)
order by
    repeated.polarity desc, repeated.employers desc, repeated.theme, named.received_on desc nulls last,
    named.feedback_id desc, named.evidence
limit 200
