-- one row: how many texts a person found read rightly, and how many they corrected
select
    count(*) filter (where readings.version = 'confirmed') as confirmed,
    count(*) filter (where readings.version = 'corrected') as corrected
from readings
inner join feedback using (feedback_id)
where
    readings.method = 'person'
    and feedback.removed_at is null
    and ($applicant is null or feedback.applicant_id = $applicant)
