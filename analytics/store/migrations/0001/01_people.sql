-- one row a person whose applications are kept; is_sample marks made-up people
create table applicants (
    applicant_id bigint primary key,
    name varchar,
    email varchar,
    student_id varchar,
    programme varchar,
    level varchar,
    term varchar,
    country varchar,
    is_sample boolean not null default false,
    created_at timestamp not null
);

-- one row an agreement of one person that their counts may be part of cohorts
create table consents (
    applicant_id bigint not null,
    agreement varchar not null,
    agreed_at timestamp not null,
    withdrawn_at timestamp,
    recorded_by varchar not null
);

-- one row a programme, level and term with the number of students enrolled
create table enrolments (
    programme varchar not null,
    level varchar not null,
    term varchar not null,
    students integer not null check (students >= 0)
);

-- one row a choice a person made about how the program behaves for them
create table settings (
    applicant_id bigint not null,
    name varchar not null,
    value varchar not null,
    primary key (applicant_id, name)
);
