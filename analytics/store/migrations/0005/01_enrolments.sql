-- who said when how many students are enrolled; null for what was said before this was kept
alter table enrolments add column recorded_at timestamp;
alter table enrolments add column recorded_by varchar;
