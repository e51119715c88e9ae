-- whose rows a commit changed; null where it may have changed anybody's, as those did from before this column
alter table commits add column applicant_id bigint;
