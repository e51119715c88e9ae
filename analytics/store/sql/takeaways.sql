-- one row: how often the viewer did what each of the ten takeaways advises (data/reflection/takeaways.toml);
-- its owner adds the entries of the journal, which no other query names
with asked as (
    select
        count(*) as requests,
        count(*) filter (where date_diff('day', timelines.refused_by, feedback_requests.sent_on) between 0 and 10)
            as requests_in_time,
        count(*) filter (where feedback_requests.template is not null) as messages,
        count(*) filter (where feedback_requests.template = 'thanks') as thanks
    from feedback_requests
    left join timelines using (application_id)
    where
        feedback_requests.removed_at is null
        and feedback_requests.sent_on is not null
        and feedback_requests.applicant_id = $applicant
)

select
    (select count(*) from interviews where removed_at is null and applicant_id = $applicant) as reflections,
    asked.requests,
    asked.requests_in_time,
    asked.messages,
    (
        select count(distinct feedback.feedback_id)
        from feedback
        inner join readings using (feedback_id)
        where
            feedback.removed_at is null
            and readings.method = 'person'
            and feedback.applicant_id = $applicant
    ) as readings,
    (select count(*) from goals where removed_at is null and applicant_id = $applicant) as goals,
    asked.thanks
    + (
        select count(*)
        from interviews
        where removed_at is null and thanked_on is not null and applicant_id = $applicant
    ) as thanks,
    (
        select count(*)
        from goal_entries
        inner join goals using (goal_id)
        where
            goal_entries.removed_at is null
            and goals.removed_at is null
            and goals.applicant_id = $applicant
    ) as learning,
    (
        select count(*)
        from conversations
        where removed_at is null and applicant_id = $applicant
    ) as conversations,
    (
        select count(*)
        from feedback
        where removed_at is null and speaker = 'mentor' and applicant_id = $applicant
    ) as views
from asked
