-- what else the counts of several people are grouped by
alter table timelines add column level varchar;
alter table timelines add column term varchar;
