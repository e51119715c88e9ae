-- the days between which a file could have told what happened, such as the first and last mail of a mailbox;
-- null where nothing says
alter table imports add column covers_from date;
alter table imports add column covers_until date;
