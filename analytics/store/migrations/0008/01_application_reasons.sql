-- one row an application and speaker whose words say anything about it, derived at every commit
-- (sql/derived/application_reasons.sql)
create table application_reasons (
    application_id bigint not null,
    applicant_id bigint not null,
    speaker varchar not null,
    -- joined by commas; null where there are words and none that could be read
    reasons varchar
);
