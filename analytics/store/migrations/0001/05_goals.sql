-- one row a goal; what it says is in goal_versions, of which the newest holds
create table goals (
    goal_id bigint primary key,
    applicant_id bigint not null,
    recorded_at timestamp not null,
    removed_at timestamp
);

-- one row a wording of a goal; every adjustment, pause, resumption and retirement adds one
create table goal_versions (
    goal_id bigint not null,
    version integer not null,
    changed_at timestamp not null,
    status varchar not null,
    title varchar not null,
    specific varchar,
    metric varchar not null,
    unit varchar,
    start_value double not null,
    target double not null,
    starts_on date not null,
    due_on date not null,
    reason varchar,
    theme varchar,
    relevant varchar,
    partner_name varchar,
    partner_email varchar,
    review_every_days integer,
    change_note varchar,
    primary key (goal_id, version)
);

-- one row a step on the way to a goal
create table milestones (
    milestone_id bigint primary key,
    goal_id bigint not null,
    name varchar not null,
    target double,
    due_on date,
    reached_on date,
    removed_at timestamp
);

-- one row an amount a person entered towards a goal
create table goal_entries (
    entry_id bigint primary key,
    goal_id bigint not null,
    happened_on date not null,
    amount double not null,
    note varchar,
    recorded_at timestamp not null,
    removed_at timestamp
);

-- one row a look back at a goal
create table goal_reviews (
    review_id bigint primary key,
    goal_id bigint not null,
    reviewed_on date not null,
    note varchar not null,
    recorded_at timestamp not null
);

-- one row a thing that the store counts towards goals by itself, with the day it happened on
-- a reply without a date came, at the earliest, on the day of applying
create view goal_metrics as
select applicant_id, 'applications' as metric, applied_on as happened_on from timelines
union all
select timelines.applicant_id, 'tailored_applications' as metric, timelines.applied_on as happened_on
from timelines
inner join applications using (application_id)
where applications.tailored
union all
select applicant_id, 'replies' as metric, coalesce(answer_high, answer_low) as happened_on
from timelines
where answer in ('interview', 'rejection')
union all
select
    applicant_id,
    'interviews' as metric,
    coalesce(invited_on, case when answer = 'interview' then coalesce(answer_high, answer_low) end)
        as happened_on
from timelines
union all
select applicant_id, 'feedback_requests' as metric, sent_on as happened_on
from feedback_requests
where removed_at is null;
