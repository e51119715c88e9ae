-- one row a person whom the viewer met or knows, by name, that holds the words of $find (null: any): where they were met, when
-- they were last written to or spoken with, and the day to write again
with last_words as (
    select
        contact_id,
        max(happened_on) as last_on,
        count(*) as conversations
    from conversations
    where
        removed_at is null
        and applicant_id = $applicant
    group by contact_id
)

select
    contacts.contact_id,
    contacts.application_id,
    contacts.kind,
    contacts.name,
    contacts.role,
    coalesce(contacts.employer, applications.employer) as employer,
    contacts.email,
    contacts.phone,
    contacts.profile,
    contacts.note,
    applications.role as applied_for,
    coalesce(contacts.met_on, timelines.interviewed_on) as met_on,
    contacts.write_on,
    last_words.last_on,
    coalesce(last_words.conversations, 0) as conversations,
    contacts.origin
from contacts
left join last_words using (contact_id)
left join applications
    on contacts.application_id = applications.application_id and applications.removed_at is null
left join timelines
    on
        contacts.application_id = timelines.application_id
        and contacts.kind in ('interviewer', 'hiring_manager')
where
    contacts.removed_at is null
    and contacts.applicant_id = $applicant
    and (
        $find is null
        or contains(
            lower(concat_ws(
                ' ', contacts.name, contacts.role, contacts.employer, applications.employer, contacts.email, contacts.note
            )),
            $find
        )
    )
order by lower(contacts.name), contacts.contact_id
