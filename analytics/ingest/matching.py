"""Which rows of a log are known: each application in the store with the one row that is about it."""

from __future__ import annotations

from analytics.ingest.statements import run
from analytics.store import Writer

# By the day, by the link or number: what says most comes first.
_PASSES = ((True, True), (True, False), (False, True), (False, False))


def match_known(writer: Writer, layout: str) -> int:
    """Fills `matches` (place, application_id, moved): each row with the application it is about, one to one."""
    writer.sql("create or replace temp table matches (place bigint, application_id bigint, moved boolean)")
    run(writer, "existing")
    if not writer.number("select count(*) from existing"):
        return 0
    run(writer, "coming", layout=layout)
    for by_day, by_mark in _PASSES:
        run(writer, "pair", by_day=by_day, by_mark=by_mark)
    return writer.number("select count(*) from matches")
