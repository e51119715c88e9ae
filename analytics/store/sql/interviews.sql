-- one row an interview that the viewer noted, newest first; there is no other way to read these notes
select
    interviews.interview_id,
    interviews.application_id,
    applications.employer,
    applications.role,
    interviews.held_on,
    interviews.questions,
    interviews.answers,
    interviews.mood,
    interviews.change,
    interviews.thanked_on
from interviews
inner join applications using (application_id)
where
    interviews.removed_at is null
    and interviews.applicant_id = $applicant
order by interviews.held_on desc, interviews.interview_id desc
