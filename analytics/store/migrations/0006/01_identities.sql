-- one row a sign-in that is one person's: what a provider calls them, bound when they first signed in
create table identities (
    applicant_id bigint not null,
    issuer varchar not null,
    subject varchar not null,
    bound_at timestamp not null,
    primary key (issuer, subject)
);
