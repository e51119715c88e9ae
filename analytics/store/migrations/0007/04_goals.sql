-- what helps to reach a goal: a course, a link, what it costs
alter table goal_versions add column resources varchar;
-- a rhythm: the goal counts the weeks, from its first day on, in which so much was done; null for a sum
alter table goal_versions add column per_week double;
