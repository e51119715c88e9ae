-- the day the news came, where that is another day than happened_on: an invitation of 3 February for the 9th
-- happened on the 9th and was known on the 3rd. Null where it is the same day or nothing says
alter table events add column known_on date;
