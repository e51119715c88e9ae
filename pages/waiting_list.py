"""Which silences are still worth waiting for?"""

from __future__ import annotations

import streamlit as st

from analytics.charts.waiting_list import waiting_list_chart
from analytics.statistics.waiting_list import Thresholds, waiting_list
from analytics.store import settings
from analytics.wording.log_clock import not_known_since
from analytics.wording.waiting_list import error_of_rule, in_words, prospects_table, rests_on, rule_in_words, table
from pages.frame import day_off, head, session, show
from pages.parts import log_question

viewer = session.viewer()
as_of = session.as_of()
head.draw("waiting_list")
day_off.respects()

thresholds = Thresholds.chosen(session.load("settings"))
today = as_of or session.today()
waiting = session.load("waiting_list", as_of=today)
if waiting.empty:
    show.empty(
        "Here you will see the applications that have no answer yet, and which of them are worth a word.",
        "Nothing is waiting now. It fills as soon as you have applications whose log says what came of the others.",
        page="pages/import_log.py",
        label="Bring my log",
    )
    st.stop()

clock = log_question.clock(today)
log_question.draw(clock)
result = waiting_list(waiting, session.load("response_times", as_of=as_of), thresholds, clock)
show.sentence(in_words(result))
if clock is not None and clock.stopped:
    show.note(not_known_since(clock))
show.figure(
    waiting_list_chart(result),
    prospects_table(result),
    "prospects",
    alt="The chance of a reply within 30 days falls with the days of silence; each application is a dot.",
)
show.numbers(table(result), "waiting-list")
for sentence in (rule_in_words(result), error_of_rule(bool(thresholds.cautious)), rests_on(result)):
    show.note(sentence)

with st.expander("When to follow up, and when to let go"), st.form("thresholds"):
    chosen = {
        "follow_up_after": st.slider(
            "Follow up once this share of the answers would have come",
            *(0.1, 0.9, thresholds.follow_up_after, 0.05),
            help="Before half of the answers have come, most are still on their way, and asking gains little.",
        ),
        "follow_up_not_before": st.slider(
            "But not before this day",
            *(0, 30, int(thresholds.follow_up_not_before)),
            help="It takes about a week for somebody to have read it.",
        ),
        "ghosted_below": st.slider(
            "Let go once the chance of a reply within 30 days stays below",
            *(0.01, 0.2, thresholds.ghosted_below, 0.01),
            help="One in twenty is not worth waiting for; an answer can still come, and is counted when it does.",
        ),
        "cautious": float(
            st.checkbox(
                "Let go only where that is nearly sure",
                value=bool(thresholds.cautious),
                help="While a log is short this lets almost nobody go.",
            )
        ),
    }
    if st.form_submit_button("Keep these", disabled=not session.may_write()):
        with session.writing() as writer:
            for name, value in chosen.items():
                settings.put(writer, name, str(value))
        st.rerun()
