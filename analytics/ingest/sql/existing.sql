-- a row an application that a row of a log may be about: a live one, or one removed by hand, which stays removed;
-- as the log said it, whatever somebody made of it since. One without an employer is known in files of its layout only.
create or replace temp table existing as
with corrected as (
    select application_id, field, arg_min({'was': before}, edit_id).was as before
    from edits
    where applicant_id = $applicant and undone_at is null
    group by application_id, field
),

as_imported as (
    select
        application_id,
        count(*) filter (where field = 'employer') > 0 as employer_corrected,
        max(before) filter (where field = 'employer') as employer_before,
        count(*) filter (where field = 'role') > 0 as role_corrected,
        max(before) filter (where field = 'role') as role_before,
        count(*) filter (where field = 'applied_on') > 0 as day_corrected,
        max(before) filter (where field = 'applied_on') as day_before,
        count(*) filter (where field = 'link') > 0 as link_corrected,
        max(before) filter (where field = 'link') as link_before,
        count(*) filter (where field = 'requisition') > 0 as requisition_corrected,
        max(before) filter (where field = 'requisition') as requisition_before
    from corrected
    group by application_id
),

named as (
    select
        application_id,
        coalesce(case when employer_corrected then employer_before else employer end, layout) as employer,
        case when role_corrected then role_before else role end as role,
        case when day_corrected then cast(day_before as date) else applied_on end as applied_on,
        case when link_corrected then link_before else link end as link,
        case when requisition_corrected then requisition_before else requisition end as requisition,
        line
    from applications
    left join (select import_id, undone_at, layout from imports) as came using (import_id)
    left join as_imported using (application_id)
    where applicant_id = $applicant and (removed_at is null or undone_at is null)
)

select
    *,
    coalesce(applied_on, date '0001-01-01') as day,
    coalesce(requisition, link, '') as mark
from (
    select
        application_id as id,
        lower(regexp_replace(coalesce(employer, '') || '|' || coalesce(role, ''), '[^\pL\pN|]+', '', 'g')) as who,
        applied_on,
        regexp_replace(regexp_replace(lower(link), '^(https?://)?(www\.)?', ''), '[/?#]+$', '') as link,
        lower(requisition) as requisition,
        line
    from named
)
