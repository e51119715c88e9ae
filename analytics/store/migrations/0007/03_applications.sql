-- which of one's own résumés was sent
alter table applications add column resume_version varchar;
-- how the employer goes about things, as its applicant sees it: informal, formal; null for the usual way
alter table applications add column culture varchar;
