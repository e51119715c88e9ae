-- a page that says who they are, the day they were met, and the day to write to them again
alter table contacts add column profile varchar;
alter table contacts add column met_on date;
alter table contacts add column write_on date;

-- one row a time a person was written to or spoken with
create table conversations (
    conversation_id bigint primary key,
    applicant_id bigint not null,
    contact_id bigint not null,
    happened_on date not null,
    note varchar,
    recorded_at timestamp not null,
    removed_at timestamp
);
