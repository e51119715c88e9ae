-- one row a publication of cohort numbers that was made: whoever has these and no newer published.duckdb has forgotten
-- whom it counted
create table publications_made (
    number integer not null,
    day date not null,
    made_at timestamp not null
);
