-- one row a file that was read in; undo keeps the row and sets undone_at
create table imports (
    import_id bigint primary key,
    applicant_id bigint,
    file_name varchar not null,
    sha256 varchar not null,
    -- the fingerprint of the header, under which answers are remembered
    layout varchar,
    agreement varchar,
    records_outcomes boolean not null,
    rows bigint not null,
    receipt varchar not null,
    imported_at timestamp not null,
    undone_at timestamp
);

-- one row an input row that reached an application other than the one it created, and how:
-- merged (a duplicate in the same file), known (nothing new), updated (something new)
create table sightings (
    import_id bigint not null,
    line bigint not null,
    application_id bigint not null,
    fate varchar not null
);

-- one row an input row, or one cell of it, that was set aside, with the reason and the original cells
create table set_aside (
    import_id bigint not null,
    line bigint not null,
    column_name varchar,
    reason varchar not null,
    cells varchar not null
);

-- one row a layout of a person's files, with the answers they gave for it
create table layouts (
    applicant_id bigint not null,
    layout varchar not null,
    answers varchar not null,
    updated_at timestamp not null,
    primary key (applicant_id, layout)
);

-- one row a field that an import changed in what was there before; undoing the import writes `before` back
create table import_changes (
    import_id bigint not null,
    application_id bigint not null,
    -- null where a field of the application changed; else the event that the import put out of force
    event_id bigint,
    field varchar not null,
    before varchar
);
