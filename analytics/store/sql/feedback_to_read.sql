-- one row: how many texts neither a person nor this version of the reader has read
select count(*) as texts
from unread_feedback
