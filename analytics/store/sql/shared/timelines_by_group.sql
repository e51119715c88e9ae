-- one row an application that was sent, with its group $by (taxonomy.Dimension); null for all in one group
select
    timelines.*,
    case
        when $by is null then 'all'
        else
            coalesce(
                case $by
                    when 'channel' then channel
                    when 'sector' then sector
                    when 'employer_size' then employer_size
                    when 'role_family' then role_family
                    when 'month' then strftime(applied_on, '%Y-%m')
                    when 'stage' then stage
                    when 'quarter'
                        then
                            cast(year(coalesce(rejected_by, applied_on)) as varchar)
                            || ' Q'
                            || cast(quarter(coalesce(rejected_by, applied_on)) as varchar)
                    when 'programme' then programme
                    when 'level' then level
                    when 'term' then term
                end,
                'not stated'
            )
    end as group_name
from timelines
where $applicant is null or applicant_id = $applicant
