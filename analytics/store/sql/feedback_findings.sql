-- one row a reason or praise that the reading in force found in one text, doubtful or not
select
    feedback_id,
    reason,
    theme,
    polarity,
    confidence,
    doubtful,
    evidence,
    evidence_start,
    evidence_end
from findings
where feedback_id = $feedback
order by evidence_start, polarity, reason
