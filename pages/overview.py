"""What came, and what is worth doing today?"""

from __future__ import annotations

import streamlit as st

from analytics.charts.application_paths import application_paths_chart
from analytics.statistics.application_paths import application_paths
from analytics.statistics.proportions import ENOUGH
from analytics.wording.application_paths import (
    counted,
    foot,
    in_words,
    kept_apart,
    key_numbers,
    one_silent,
    point,
    table,
)
from analytics.wording.worth_doing import in_words as due_in_words
from pages.frame import day_off, head, session, show
from pages.parts import log_question, pasting, silences, welcome, worth_doing

viewer = session.viewer()
head.draw("overview", head.today())
paths = application_paths(day_off.without_rejections(session.load("application_paths")))
if paths.n == 0 and session.load("submissions").empty:
    welcome.draw()
    st.stop()

due = worth_doing.found()
one = silences.of_one(session.today()) if paths.n == paths.waiting == 1 else None
said = in_words(paths) if one is None else one_silent(one)
show.sentence(" ".join(filter(None, (said, due_in_words(due, session.today())))))
day_off.note()
left, right = st.columns([8, 5], gap="medium")
with left:
    pasting.box()
with right:
    log_question.draw(log_question.clock(session.today()))
    worth_doing.draw(due)
now = silences.counts(session.today())
show.key_numbers([show.Key(*key) for key in key_numbers(paths, now.sent_lately, silences.past(now, session.today()))])
apart = kept_apart(session.load("submissions"))
if paths.n >= ENOUGH:
    show.picture(
        application_paths_chart(paths),
        table(paths),
        "what-happened",
        title=point(paths),
        counted=counted(paths),
        foot=f"{foot(paths, session.today())} {apart}",
    )
elif apart:
    show.note(apart)
