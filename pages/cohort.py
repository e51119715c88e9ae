"""How a cohort is doing: released counts only, for staff, and nothing in which a student could be recognised."""

from __future__ import annotations

import streamlit as st

from analytics.charts.cohort import cohort_chart
from analytics.cohort_report import table_of
from analytics.cohort_report.wording import METHOD, compared, in_short
from analytics.statistics.cohort import GROUPINGS, QUESTIONS, STUDENTS_GROUPINGS, cohort_shares, differences
from analytics.store import Role
from analytics.store.release import FILTERS, MOST_FILTERS
from pages.frame import cohort_reporting, session, show

viewer = session.viewer()
everybody = session.released("cohort_students")

st.title("How are our students doing?", anchor=False)
if everybody.empty:
    show.empty(
        "Reasons, answers, goals: what a cohort has in common",
        "Numbers appear once enough students who agreed keep a log: import a cohort's export, or let students agree "
        "under “My part in cohorts”.",
        **({"page": "pages/cohort_import.py", "label": "Import a cohort"} if viewer.role is Role.STAFF else {}),
    )
    st.stop()

chosen = st.selectbox("Question", list(QUESTIONS), format_func=lambda name: QUESTIONS[name].label, key="question")
question = QUESTIONS[chosen]
left, right = st.columns(2)
groupings = [name for name in GROUPINGS if question.only_by is None or name in question.only_by]
by = left.selectbox(
    "Compare by", [None, *groupings], format_func=lambda name: GROUPINGS.get(name, "Everybody together")
)
with right.popover("Only some students", width="stretch"):
    st.caption(f"At most {MOST_FILTERS} at once. Groups that are too small to be shown are not listed.")
    only = {}
    for name in [name for name in FILTERS if name in groupings and name != by]:
        groups = session.released("cohort_students", by=name)["group_name"].tolist()
        only[name] = st.selectbox(
            GROUPINGS[name], [None, *groups], format_func=lambda group: group or "All", key=f"only-{name}"
        )

counts = session.released(question.query, by=by, **{name: value for name, value in only.items() if value})
shares = cohort_shares(question, counts)
if not shares:
    show.empty("Too few students to show", question.if_empty)
else:
    show.sentence(in_short(question, shares))
    show.figure(cohort_chart(shares), table_of(shares), f"cohort-{chosen}", alt=question.label)
    if by in STUDENTS_GROUPINGS:
        show.note(compared(differences(question, shares)))
show.note(
    f"Counted: about {everybody['n'].iloc[0]} students who agreed and keep a log, in the state of "
    f"{session.cohort_reader().snapshot.cohort.frozen_on}."
)

with st.expander("How to read this"):
    for paragraph in METHOD:
        st.write(show.plain(paragraph))
cohort_reporting.draw()
