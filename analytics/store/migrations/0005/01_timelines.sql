-- the day by which the no of `rejected` had come, where only the month, the year or a later day is known
alter table timelines add column rejected_by date;
