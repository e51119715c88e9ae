-- one row a text somebody wrote or said about an application, in the original words
create table feedback (
    feedback_id bigint not null,
    applicant_id bigint not null,
    application_id bigint,
    request_id bigint,
    speaker varchar not null,
    received_on date,
    precision varchar not null,
    words varchar not null,
    -- the column or way it came in by
    source varchar,
    -- set aside by its owner: kept, never counted
    dismissed_at timestamp,
    origin varchar not null,
    import_id bigint,
    line bigint,
    recorded_at timestamp not null,
    removed_at timestamp
);

-- one row a reading of one text by one method; method 'person' is a person's word and always wins
create table readings (
    feedback_id bigint not null,
    applicant_id bigint not null,
    method varchar not null,
    version varchar not null,
    kind varchar not null,
    sign varchar,
    confidence double,
    read_at timestamp not null
);

-- one row a reason or theme that one reading found in one sentence
create table reading_reasons (
    feedback_id bigint not null,
    applicant_id bigint not null,
    method varchar not null,
    version varchar not null,
    reason varchar,
    theme varchar,
    polarity varchar not null,
    confidence double,
    evidence varchar not null,
    evidence_start integer,
    evidence_end integer
);

-- one row a request for feedback, from the plan to what came of it
create table feedback_requests (
    request_id bigint primary key,
    applicant_id bigint not null,
    application_id bigint not null,
    status varchar not null,
    contact_kind varchar,
    contact_name varchar,
    contact_address varchar,
    -- email, phone, meeting
    channel varchar,
    template varchar,
    message varchar,
    rule varchar,
    ask_from date,
    ask_until date,
    sent_on date,
    answered_on date,
    feedback_id bigint,
    note varchar,
    recorded_at timestamp not null,
    removed_at timestamp
);

-- one row a text that was read: the reading that holds, a person's word before any machine's, then the newest
create view current_readings as
select
    feedback_id,
    applicant_id,
    method,
    version,
    kind,
    sign,
    confidence,
    read_at
from (
    select
        *,
        row_number() over (
            partition by feedback_id
            order by case when method = 'person' then 0 else 1 end, read_at desc, version desc
        ) as place
    from readings
) as ranked
where place = 1;
