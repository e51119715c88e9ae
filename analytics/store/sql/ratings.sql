-- one row a speaker, person and theme: the newest rating
select
    speaker,
    who,
    theme,
    score,
    rated_on
from (
    select
        *,
        row_number() over (partition by applicant_id, speaker, who, theme order by rated_on desc) as place
    from ratings
    where ($applicant is null or applicant_id = $applicant)
) as ranked
where place = 1
order by speaker, who, theme
