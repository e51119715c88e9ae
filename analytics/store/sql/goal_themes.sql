-- one row a theme and reason that constructive feedback of employers named as a weakness, with how many texts did
select
    theme,
    reason,
    count(distinct feedback_id) as texts
from named_weaknesses
where
    kind = 'constructive'
    and speaker = 'employer'
group by theme, reason
order by texts desc, theme, reason
