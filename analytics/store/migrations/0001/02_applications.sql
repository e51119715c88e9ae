-- one row an application (or a plan for one); what happened to it is in events
-- no keys on the large tables: uniqueness is by construction, and loading stays near bare speed
create table applications (
    application_id bigint not null,
    applicant_id bigint not null,
    employer varchar,
    role varchar,
    submission varchar not null,
    applied_on date,
    applied_precision varchar not null,
    location varchar,
    country varchar,
    work_mode varchar,
    channel varchar,
    link varchar,
    requisition varchar,
    role_family varchar,
    sector varchar,
    employer_size varchar,
    tailored boolean,
    decision_expected_on date,
    status_words varchar,
    notes varchar,
    -- false where the log could not have said that an answer came
    outcome_recorded boolean not null,
    origin varchar not null,
    import_id bigint,
    line bigint,
    recorded_at timestamp not null,
    removed_at timestamp
);

-- one row a thing that happened to an application; never overwritten, only removed or added to
create table events (
    event_id bigint not null,
    application_id bigint not null,
    applicant_id bigint not null,
    kind varchar not null,
    happened_on date,
    precision varchar not null,
    -- the words of the log, as written
    words varchar,
    note varchar,
    origin varchar not null,
    import_id bigint,
    line bigint,
    recorded_at timestamp not null,
    removed_at timestamp
);

-- one row a person met at an employer, for whom to ask
create table contacts (
    contact_id bigint primary key,
    applicant_id bigint not null,
    application_id bigint,
    name varchar not null,
    -- interviewer, hiring_manager, hr, connection
    kind varchar not null,
    email varchar,
    phone varchar,
    note varchar,
    recorded_at timestamp not null,
    removed_at timestamp
);

-- one row a change by hand of one field; re-imports leave such fields alone, undo writes `before` back
create table edits (
    edit_id bigint primary key,
    applicant_id bigint not null,
    application_id bigint not null,
    field varchar not null,
    before varchar,
    after varchar,
    edited_at timestamp not null,
    undone_at timestamp
);

-- one row an application that was sent, derived from its events at every commit (sql/derived/timelines.sql)
create table timelines (
    application_id bigint not null,
    applicant_id bigint not null,
    applied_on date,
    applied_latest date,
    outcome_recorded boolean not null,
    outcome varchar not null,
    -- the first response: what it was, and the days between which it came (null high: up to as_of)
    answer varchar,
    answer_low date,
    answer_high date,
    invited_on date,
    interviewed_on date,
    rejected_on date,
    withdrawn_on date,
    offered_on date,
    assessed boolean not null,
    interviewed boolean not null,
    finalist boolean not null,
    offered boolean not null,
    accepted boolean not null,
    rejected boolean not null,
    withdrawn boolean not null,
    last_date date,
    -- the last date anywhere in the applicant's log, up to which silence is known
    log_end date,
    -- what counts are grouped by, kept here so that counting millions needs no join
    channel varchar,
    sector varchar,
    employer_size varchar,
    role_family varchar,
    programme varchar
);
