-- its applicant wrote once more while it was silent
alter table timelines add column followed_up boolean;
