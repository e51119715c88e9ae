"""What was sent and what came of it, over a whole log and in a debrief's period; parts that are zero are left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from analytics.wording.numbers import at_start, count, day, joined, number, plural


def in_words(totals: Mapping[str, Any]) -> str:
    """The one sentence worth knowing, from the row of `debrief.sql`."""
    until = f" up to {day(totals['log_end'])}" if totals["log_end"] else ""
    parts = {
        "led to an invitation": totals["invited"],
        "led to a rejection": totals["rejected"],
        f"{plural(totals['waiting'], 'was', 'were')} silent{until}": totals["waiting"],
    }
    told = joined([f"{number(n)} {what}" for what, n in parts.items() if n]) if totals["recorded"] else ""
    sent = at_start(f"{count(totals['sent'], 'application')} sent")
    return f"{sent}; {told}." if told else f"{sent}."


def left_out(totals: Mapping[str, Any]) -> list[str]:
    """What the sentence and the columns say nothing of, and what came to applications that were sent before."""
    unrecorded = totals["sent"] - totals["recorded"]
    came = {"invitation": totals["invitations"], "rejection": totals["rejections"], "offer": totals["offers"]}
    dated = joined([count(n, what) for what, n in came.items() if n])
    undated = totals["rejections_undated"]
    said = [
        f"For {number(unrecorded)} of them the log has no place for an answer; nothing follows from their silence."
        if unrecorded
        else "",
        f"Dated to these days: {dated}, also to applications sent before." if dated else "",
        f"The log holds {count(undated, 'rejection')} without a day; {plural(undated, 'it is', 'they are')} in the "
        "sentence above, and in none of the columns below."
        if undated
        else "",
        f"Left out: {count(totals['sent_undated'], 'application')} without the day of sending."
        if totals["sent_undated"]
        else "",
    ]
    return [sentence for sentence in said if sentence]


def empty_sections(labels: Sequence[str]) -> str:
    """Which parts that were asked for are not in it, as there is nothing to show in them; empty where all are."""
    return f"Nothing to show in this time: {joined([f'“{label}”' for label in labels])}." if labels else ""
