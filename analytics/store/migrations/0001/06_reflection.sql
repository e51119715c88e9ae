-- one row a journal entry; read by its owner only. A sealed entry holds nothing but its day and the token
create table journal (
    entry_id bigint primary key,
    applicant_id bigint not null,
    written_on date not null,
    mood integer check (mood between 1 and 5),
    -- chosen or own words, as a JSON list; helped likewise
    feelings varchar,
    helped varchar,
    what_happened varchar,
    keep varchar,
    change varchar,
    application_id bigint,
    -- the number of the lock, a colon, and all of the above as one encrypted token
    sealed varchar,
    recorded_at timestamp not null,
    check (sealed is null or coalesce(
        cast(mood as varchar), feelings, helped, what_happened, keep, change, cast(application_id as varchar)
    ) is null)
);

-- one row a promise that the file is written anew before anybody reads it, so that what was replaced or
-- deleted leaves no bytes behind; gone when it is kept
create table rewrites_due (
    asked_at timestamp not null
);

-- one row an achievement or praise worth using again
create table strengths (
    strength_id bigint primary key,
    applicant_id bigint not null,
    theme varchar,
    words varchar not null,
    amount varchar,
    feedback_id bigint,
    noted_on date not null,
    recorded_at timestamp not null,
    removed_at timestamp
);

-- one row a person's rating (1 to 5) of themselves, or a mentor's or friend's of them, on one theme
create table ratings (
    applicant_id bigint not null,
    speaker varchar not null,
    who varchar,
    theme varchar not null,
    score integer not null check (score between 1 and 5),
    note varchar,
    rated_on date not null
);

-- one row a line a person kept, changed or struck out in their self-assessment
create table assessment_lines (
    line_id bigint primary key,
    applicant_id bigint not null,
    -- strength, weakness, opportunity, threat
    quadrant varchar not null,
    -- the evidence it was drawn from, empty for a line of one's own
    source varchar,
    words varchar not null,
    hidden boolean not null default false,
    recorded_at timestamp not null
);
