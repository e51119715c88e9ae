-- one row a name that applications bear, applicant, number of days waited (first_waits.sql) and answer; n and weight as
-- in response_times.sql; applications without the name are left out
--
-- by: employer or resume_version, written in capitals or not; null for all in one group
-- as_of: answers after it had not come yet; null for the last date in each applicant's log
-- at_least: names of fewer applications are left out; many: so many names, those of the most applications; null: all
with named as (
    select
        first_waits.*,
        case
            when $by is null then 'all'
            else
                trim(
                    case $by
                        when 'employer' then applications.employer
                        when 'resume_version' then applications.resume_version
                    end
                )
        end as name
    from first_waits
    inner join applications using (application_id)
),

keyed as (
    select
        *,
        lower(name) as name_key
    from named
    where name <> ''
),

names as (
    select
        name_key,
        min(name) as group_name,
        count(*) as applications
    from keyed
    group by name_key
    having count(*) >= coalesce($at_least, 1)
    order by applications desc, name_key
    limit coalesce($many, 1000000)
),

sizes as (
    select
        name_key,
        applicant_id,
        count(*) as own
    from keyed
    group by name_key, applicant_id
)

select
    names.group_name,
    kept_applicants.applicant,
    keyed.days_low,
    keyed.days_high,
    keyed.answer,
    count(*) as n,
    cast(sum(cast(1.0 / sizes.own as decimal(18, 9))) as double) as weight
from keyed
inner join names on keyed.name_key = names.name_key
inner join sizes on keyed.name_key = sizes.name_key and keyed.applicant_id = sizes.applicant_id
left join kept_applicants on keyed.applicant_id = kept_applicants.applicant
group by names.group_name, kept_applicants.applicant, keyed.days_low, keyed.days_high, keyed.answer
order by names.group_name, kept_applicants.applicant, keyed.days_low, keyed.days_high, keyed.answer
