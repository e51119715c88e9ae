"""Which silences are still worth waiting for?"""

from __future__ import annotations

import streamlit as st

from analytics.charts.waiting_list import waiting_list_chart
from analytics.statistics.reference_figures import reference_waits, waits_source
from analytics.statistics.waiting_list import REFERENCE_WEIGHT, Thresholds, waiting_list
from analytics.store import settings
from analytics.wording.waiting_list import in_words, prospects_table, table
from pages.frame import day_off, head, session, show

viewer = session.viewer()
as_of = session.as_of()
head.draw("waiting_list")
day_off.respects()

thresholds = Thresholds.chosen(session.load("settings"))
waiting = session.load("waiting_list", as_of=as_of)
if waiting.empty:
    show.empty(
        "Here you will see the applications that have no answer yet, and which of them are worth a word.",
        "Nothing is waiting now. It fills as soon as you have applications whose log says what came of the others.",
        page="pages/import_log.py",
        label="Bring my log",
    )
    st.stop()

result = waiting_list(waiting, session.load("response_times", as_of=as_of), reference_waits(), thresholds)
show.sentence(in_words(result))
show.figure(
    waiting_list_chart(result),
    prospects_table(result),
    "prospects",
    alt="The chance of a reply within 30 days falls with the days of silence; each application is a dot.",
)
show.numbers(table(result), "waiting-list")
show.note(
    f"Worth a follow-up from day {result.follow_up_day} of silence, when most answers that come would have come; to be"
    f" let go from day {result.let_go_day}, when a reply within 30 days has become rare. You can change both below."
)
show.note(
    f"The chances come from your own {result.own} applications together with a published log that weighs as much as"
    f" {REFERENCE_WEIGHT:.0f}: {waits_source()}. Nothing is recorded: an answer that comes takes its application off"
    " this list."
)

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
    }
    if st.form_submit_button("Keep these", disabled=not session.may_write()):
        with session.writing() as (connection, applicant_id):
            for name, value in chosen.items():
                settings.put(connection, applicant_id, name, str(value))
        st.rerun()
