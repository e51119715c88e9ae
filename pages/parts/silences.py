"""One person's silences and what to do about each; for Today, Applications and How long."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from analytics.charts.waiting_list import waiting_list_chart
from analytics.statistics.waiting_list import PROSPECTS, Thresholds, WaitingList, waiting_list
from analytics.store import settings
from analytics.wording import waiting_list as wording
from analytics.wording.applications import Counts
from analytics.wording.applications import rows as rows_of
from analytics.wording.log_clock import not_known_since
from analytics.wording.numbers import count
from pages.frame import day_off, session, show
from pages.parts import log_question

ALL = 1_000_000
"""However many there are."""


def thresholds(today: date, as_of: date | None = None) -> dict[str, int | None]:
    """From how many days of silence on one more message is due, and no more, as the list of applications asks for it.

    None for everybody together, and where nothing is known of the time since the log was last kept.
    """
    rule = _rule(today, as_of)
    if rule is None or rule.known_until is not None:
        return {"due_from": None, "let_go_from": None}
    return {"due_from": rule.follow_up_day, "let_go_from": rule.let_go_day}


def due(today: date) -> list[tuple[dict[str, Any], float]]:
    """The newest 25 silences that are due for one more message, each with its chance of an answer within 30 days."""
    rule, limits = _rule(today, None), thresholds(today)
    if rule is None or limits["due_from"] is None:
        return []
    rows = rows_of(session.load("application_list", state="due", today=today, **limits))
    return [(row, rule.prospects[min(row["silent_days"], PROSPECTS - 1)].reply) for row in rows]


def open_ones(today: date) -> list[dict[str, Any]]:
    """Every silent application."""
    return rows_of(session.load("application_list", state="silent", today=today, many=ALL, **thresholds(today)))


def of(number: int, today: date) -> dict[str, Any]:
    """One application as the list has it: whether it is due for one more message, was written to, or may be let go."""
    [row] = rows_of(session.load("application_list", about=number, today=today, **thresholds(today)))
    return row


def of_one(today: date) -> int | None:
    """For how many days the newest silent application is silent, None where the day it was sent is not known."""
    rows = rows_of(session.load("application_list", state="silent", today=today, many=1, **thresholds(today)))
    return rows[0]["silent_days"] if rows else None


def counts(today: date, as_of: date | None = None) -> Counts:
    """How many entries of the log are in each state, and how many silences are due or may be let go."""
    rows = session.load("application_counts", today=today, **thresholds(today, as_of))
    return Counts.of_rows(day_off.without_rejections(rows))


def past(found: Counts, today: date, as_of: date | None = None) -> str:
    """How many silences are past the day from which they may be let go; empty where none is."""
    day = thresholds(today, as_of)["let_go_from"]
    return wording.past(found.may_be_let_go, day) if day is not None and found.may_be_let_go else ""


def what_to_do(as_of: date | None) -> None:
    """When to write once more and when to let go; what is due is on Applications."""
    today = as_of or session.today()
    rule = _rule(today, as_of)
    found = counts(today, as_of)
    if rule is None or not found.of.get("silent"):
        return
    with show.to_do("What to do with it"):
        st.write(show.plain(wording.what_to_do(rule)))
        if found.to_write:
            label = f"See the {count(found.to_write, 'application that is', 'applications that are')} due"
            st.page_link(
                "pages/applications.py", label=label, icon=":material/arrow_forward:", query_params={"show": "Due"}
            )


def prospects(as_of: date | None) -> None:
    """The chance of an answer by the days of silence, and when to write or let go."""
    today = as_of or session.today()
    result = session.once(_judged, today, as_of) if session.may_write() else None
    if result is None or not result.waiting:
        show.note("No application is silent.")
        return
    clock = log_question.clock(today)
    if clock is not None and clock.stopped:
        show.note(not_known_since(clock))
    show.figure(
        waiting_list_chart(result),
        wording.prospects_table(result),
        "prospects",
        alt="The chance of an answer within 30 days falls with the days of silence; each application is a dot.",
    )
    show.numbers(wording.table(result), "waiting-list")
    thresholds = Thresholds.chosen(session.load("settings"))
    cautious = bool(thresholds.cautious)
    for sentence in (wording.rule_in_words(result), wording.error_of_rule(cautious), wording.rests_on(result)):
        show.note(sentence)
    _choose(thresholds)


def _judged(today: date, as_of: date | None) -> WaitingList:
    """Every silence up to today with what it suggests."""
    return _waiting(session.load("waiting_list", as_of=today), today, as_of)


def _rule(today: date, as_of: date | None) -> WaitingList | None:
    """The rule alone, without the silences it is for; None for everybody, where nobody's is to be acted on."""
    return session.once(_no_silences, today, as_of) if session.may_write() else None


def _no_silences(today: date, as_of: date | None) -> WaitingList:
    return _waiting(pd.DataFrame(columns=["days_silent", "followed_up"]), today, as_of)


def _waiting(silent: pd.DataFrame, today: date, as_of: date | None) -> WaitingList:
    chosen = Thresholds.chosen(session.load("settings"))
    return waiting_list(silent, session.load("response_times", as_of=as_of), chosen, log_question.clock(today))


def _choose(thresholds: Thresholds) -> None:
    with st.form("thresholds"):
        chosen = {
            "follow_up_after": st.slider(
                "Write once more when this share of the answers would have come",
                *(0.1, 0.9, thresholds.follow_up_after, 0.05),
                help="Before half of the answers have come, most are still on their way, and asking gains little.",
            ),
            "follow_up_not_before": st.slider(
                "But not before this day",
                *(0, 30, int(thresholds.follow_up_not_before)),
                help="It takes about a week for somebody to have read it.",
            ),
            "ghosted_below": st.slider(
                "Let go when the chance of an answer within 30 days stays below",
                *(0.01, 0.2, thresholds.ghosted_below, 0.01),
                help="One in twenty is not worth waiting for; an answer can still come, and is counted when it does.",
            ),
            "cautious": float(
                st.checkbox(
                    "Let go only where that is nearly sure",
                    bool(thresholds.cautious),
                    help="While a log is short this lets almost nobody go.",
                )
            ),
        }
        if st.form_submit_button("Keep these"):
            with session.writing() as writer:
                for name, value in chosen.items():
                    settings.put(writer, name, str(value))
            st.rerun()
