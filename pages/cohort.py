"""How a cohort is doing: released counts only, for staff, and nothing in which a student could be recognised."""

from __future__ import annotations

import streamlit as st

from analytics.charts.cohort import cohort_chart
from analytics.reports.cohort import table_of
from analytics.statistics.cohort import QUESTIONS, cohort_shares, differences
from analytics.store import Role
from analytics.store.choices import filters
from analytics.store.release import MOST_FILTERS
from analytics.wording.cohort import METHOD, compared, in_short, left_out
from analytics.wording.numbers import day, number
from pages.frame import head, session, show
from pages.parts import cohort_reporting

viewer = session.viewer()
everybody = session.released("cohort_students")

head.draw("cohort")
if everybody.empty:
    way_on = ("pages/cohort_import.py", "Import a cohort") if viewer.role is Role.STAFF else ()
    show.empty(
        "Reasons, answers, goals: what a cohort has in common",
        "Numbers appear once enough students (ten or more) who agreed keep a log. Import a cohort's export, or let "
        "students agree under “My part in cohorts”.",
        *way_on,
    )
    st.stop()

chosen = st.selectbox("Question", list(QUESTIONS), format_func=lambda name: QUESTIONS[name].label, key="question")
question = QUESTIONS[chosen]
left, right = st.columns(2, vertical_alignment="bottom")
groupings = {dimension.value: dimension for dimension in question.groupings}
by = left.selectbox(
    "Compare by", [None, *groupings], format_func=lambda it: groupings[it].label if it else "Everybody together"
)
with right.popover("Only some students", width="stretch"):
    st.caption(f"At most {MOST_FILTERS} at once. Groups that are too small to be shown are not listed.")
    only = {}
    for name in [it.value for it in filters(question.query, Role.STAFF) if it != by]:
        groups = session.released("cohort_students", by=name)["group_name"].tolist()
        only[name] = st.selectbox(groupings[name].label, groups, index=None, placeholder="All", key=f"only-{name}")

counts = session.released(question.query, by=by, **{name: value for name, value in only.items() if value})
shares = cohort_shares(question, counts)
if all(share.n is None for share in shares):
    show.empty("Nothing here can be shown", f"Each part has too few students in it, or nearly all. {question.if_empty}")
else:
    show.sentence(in_short(question, shares))
    show.figure(cohort_chart(shares, by), table_of(shares), f"cohort-{chosen}", alt=question.label)
    differ = compared(differences(question, shares)) if by and groupings[by].each_student_once else ""
    for remark in filter(None, (left_out(shares), differ)):
        show.note(remark)
show.note(
    f"Counted: about {number(everybody['n'].iloc[0])} students who agreed and keep a log, in the state of "
    f"{day(session.cohort_reader().snapshot.cohort.frozen_on)}."
)

with st.expander("How to read this"):
    for paragraph in METHOD:
        st.write(show.plain(paragraph))
cohort_reporting.draw()
