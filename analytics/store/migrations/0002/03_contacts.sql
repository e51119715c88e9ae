-- one row a person met at an employer or known there, for whom to ask; a row of an import goes with it
alter table contacts rename to contacts_before;

create table contacts (
    contact_id bigint primary key,
    applicant_id bigint not null,
    application_id bigint,
    name varchar not null,
    -- interviewer, hiring_manager, hr, connection
    kind varchar not null,
    -- what they do, and where
    role varchar,
    employer varchar,
    email varchar,
    phone varchar,
    note varchar,
    origin varchar not null default 'hand',
    import_id bigint,
    line bigint,
    recorded_at timestamp not null,
    removed_at timestamp
);

insert into contacts by name
select
    contacts_before.*,
    case when applicants.is_sample then 'sample' else 'hand' end as origin
from contacts_before
left join applicants using (applicant_id);

drop table contacts_before;
