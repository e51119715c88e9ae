"""One person's silences and what to do about each; for Today, Applications and How long."""

from __future__ import annotations

from datetime import date

import streamlit as st

from analytics.charts.waiting_list import waiting_list_chart
from analytics.statistics.waiting_list import Suggestion, Thresholds, WaitingList, waiting_list
from analytics.store import settings
from analytics.wording import waiting_list as wording
from analytics.wording.log_clock import not_known_since
from analytics.wording.numbers import count
from pages.frame import session, show
from pages.parts import log_question


def judged(as_of: date | None = None) -> WaitingList | None:
    """Every silence up to today with what it suggests; None for everybody, where nobody's is to be acted on."""
    return session.once(_judged, as_of or session.today(), as_of) if session.may_write() else None


def _judged(today: date, as_of: date | None) -> WaitingList:
    waiting = session.load("waiting_list", as_of=today)
    chosen = Thresholds.chosen(session.load("settings"))
    return waiting_list(waiting, session.load("response_times", as_of=as_of), chosen, log_question.clock(today))


def what_to_do(as_of: date | None) -> None:
    """When to write once more and when to let go; what is due is on Applications."""
    result = judged(as_of)
    if result is None or not result.waiting:
        return
    with show.to_do("What to do with it"):
        st.write(show.plain(wording.what_to_do(result)))
        due = result.count(Suggestion.FOLLOW_UP)
        if due:
            label = f"See the {count(due, 'application that is', 'applications that are')} due"
            st.page_link(
                "pages/applications.py", label=label, icon=":material/arrow_forward:", query_params={"show": "Due"}
            )


def prospects(as_of: date | None) -> None:
    """The chance of an answer by the days of silence, and when to write or let go."""
    result = judged(as_of)
    if result is None or not result.waiting:
        show.note("No application is silent.")
        return
    clock = log_question.clock(as_of or session.today())
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
