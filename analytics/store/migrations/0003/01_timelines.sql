-- one row an application that was sent, derived from its events at every commit (sql/derived/timelines.sql)
--
-- All facts of an application stand here and nowhere else: each with the day or days on which it came (on: known to
-- the day; low..high: somewhere between them; by: the last day on which it can have come)
drop table timelines;

create table timelines (
    application_id bigint not null,
    applicant_id bigint not null,
    applied_on date,
    applied_latest date,
    -- false where the log could not have said that an answer came
    outcome_recorded boolean not null,
    -- where it stands: exactly one of open, in_process, offered, rejected and withdrawn
    outcome varchar not null,
    -- employer or applicant; null while it goes on
    ended_by varchar,
    -- how the wait for a first response ended (interview, rejection, withdrawal), and between which days (null high: up
    -- to log_end)
    answer varchar,
    answer_low date,
    answer_high date,
    -- the employer's answer alone
    answered boolean not null,
    invited boolean not null,
    invited_on date,
    invited_by date,
    assessed boolean not null,
    interviewed boolean not null,
    interviewed_on date,
    last_interviewed_on date,
    -- the last assessment or interview
    last_round_on date,
    finalist boolean not null,
    -- how far it came: application, assessment, interview, final
    stage varchar not null,
    offered boolean not null,
    offered_on date,
    accepted boolean not null,
    -- the employer ended it: a no, or the position went away
    rejected boolean not null,
    rejected_on date,
    -- a no to this applicant came, whoever had ended it before
    refused boolean not null,
    refused_by date,
    position_closed boolean not null,
    position_closed_by date,
    withdrawn boolean not null,
    withdrawn_on date,
    -- the last day on which the applicant's log says anything, up to which silence is known
    log_end date,
    -- what counts are grouped by, kept here so that counting millions needs no join
    channel varchar,
    sector varchar,
    employer_size varchar,
    role_family varchar,
    programme varchar
);
