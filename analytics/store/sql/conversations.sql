-- one row a time the viewer wrote to or spoke with one person, newest first
select
    conversation_id,
    happened_on,
    note
from conversations
where
    removed_at is null
    and applicant_id = $applicant
    and contact_id = $contact_id
order by happened_on desc, conversation_id desc
