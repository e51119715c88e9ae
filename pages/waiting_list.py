"""Which silences are still worth waiting for?"""

from __future__ import annotations

import streamlit as st

from analytics.charts.waiting_list import waiting_list_chart
from analytics.reference_figures import reference_waits, waits_source
from analytics.statistics.response_reading import waiting_table
from analytics.statistics.waiting_list import REFERENCE_WEIGHT, Suggestion, Thresholds, waiting_list
from analytics.store import settings
from pages.frame import session, show

viewer = session.viewer()
as_of = session.as_of()
st.title("Is this silence a no?", anchor=False)

thresholds = Thresholds.chosen(session.load("settings"))
waiting = session.load("waiting_list", as_of=as_of)
if waiting.empty:
    show.empty(
        "Here you will see the applications that have no answer yet, and which of them are worth a word.",
        "Nothing is waiting now. It fills as soon as you have applications whose log says what came of the others.",
        page="pages/import_log.py",
        label="Import my log",
    )
    st.stop()

result = waiting_list(waiting, session.load("response_times", as_of=as_of), reference_waits(), thresholds)
show.sentence(
    f"Of {len(result.waiting)} applications without an answer, {result.count(Suggestion.FOLLOW_UP)} are worth a"
    f" follow-up, {result.count(Suggestion.WAIT)} need time, and {result.count(Suggestion.GHOSTED)} can be let go."
)
show.figure(
    waiting_list_chart(result),
    waiting_table(result),
    "waiting-list",
    alt="The chance of a reply within 30 days falls with the days of silence; each application is a dot.",
)
show.numbers(waiting_table(result), "waiting")
show.note(
    f"The chances come from your own {result.own} applications together with a published log that weighs as much as"
    f" {REFERENCE_WEIGHT:.0f}: {waits_source()}. Nothing is recorded: an answer that comes takes its application off"
    " this list."
)

with st.expander("When to follow up, and when to let go"), st.form("thresholds"):
    follow_up = st.slider(
        "Follow up once this share of answers would have come",
        0.1,
        0.9,
        thresholds.follow_up_after,
        0.05,
        help="Before half of the answers have come, most are still on their way, and asking gains little.",
    )
    let_go = st.slider(
        "Let go when the chance of a reply within 30 days is below",
        0.01,
        0.2,
        thresholds.ghosted_below,
        0.01,
        help="One in twenty is not worth waiting for; an answer can still come and is counted then.",
    )
    if st.form_submit_button("Keep these", disabled=not session.may_write()):
        with session.writing() as (connection, applicant_id):
            settings.put(connection, applicant_id, "follow_up_after", str(follow_up))
            settings.put(connection, applicant_id, "ghosted_below", str(let_go))
        st.rerun()
