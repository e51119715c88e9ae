-- one row an interview as its owner remembers it; read by its owner only
create table interviews (
    interview_id bigint primary key,
    applicant_id bigint not null,
    application_id bigint not null,
    held_on date not null,
    questions varchar,
    answers varchar,
    -- how it felt, on the journal's scale
    mood integer check (mood between 1 and 5),
    change varchar,
    thanked_on date,
    recorded_at timestamp not null,
    removed_at timestamp
);
