-- one row a journal entry of the viewer, newest first; there is no other way to read the journal
select
    entry_id,
    written_on,
    mood,
    feelings,
    helped,
    what_happened,
    keep,
    change,
    application_id,
    sealed
from journal
where applicant_id = $applicant
order by written_on desc, entry_id desc
