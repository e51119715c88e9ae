"""The lesser parts of the page on response times: what to do with them, who answers sooner, and what they rest on."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from analytics.charts.response_times import group_differences_chart, response_times_chart
from analytics.statistics.funnel import funnel
from analytics.statistics.group_differences import group_differences
from analytics.statistics.proportions import ENOUGH
from analytics.statistics.reference_figures import Measure, figures_of
from analytics.statistics.response_times import ResponseCurve, response_times
from analytics.taxonomy import Dimension
from analytics.wording import funnel as funnel_wording
from analytics.wording.estimates import counted_share
from analytics.wording.numbers import days, in_ten, number, percent
from analytics.wording.response_times import (
    NOT_COMPARED,
    by_day,
    by_group,
    by_name_table,
    groups_foot,
    groups_point,
    how_named,
    names_in_words,
    rests_on,
)
from pages.frame import head, session, show

DECISIONS = ("offer", "rejection", "withdrawal")
NAMED = {Dimension.EMPLOYER: "By employer", Dimension.RESUME_VERSION: "By résumé"}
MOST_NAMES = 100
"""Of everybody's employers, those of the most applications."""


def who_answers_sooner(as_of: date | None) -> None:
    """Groups side by side, where there are groups to compare; the title claims a difference only where there is one."""
    dimensions = {it.label: it.value for it in Dimension.of_each("application", session.viewer().role)}
    offered = {
        label: by
        for label, by in dimensions.items()
        if session.answer(group_differences, "response_times", by=by, as_of=as_of) is not None
    }
    if not offered:
        grouped = (session.answer(response_times, "response_times", by=by, as_of=as_of) for by in dimensions.values())
        if any(len(groups) > 1 for groups in grouped):
            show.note(NOT_COMPARED)
        return
    title = st.container()
    first = next(iter(offered))
    chosen = (
        st.segmented_control("Compare by", list(offered), default=first, key="by", required=True, bind="query-params")
        or first
    )
    groups = session.answer(response_times, "response_times", by=offered[chosen], as_of=as_of)
    differences = session.answer(group_differences, "response_times", by=offered[chosen], as_of=as_of)
    assert differences is not None
    show.picture(
        group_differences_chart(differences),
        by_group(groups, differences),
        "response-times-by-group",
        title=groups_point(differences, chosen),
        counted="Answered by day 30; the bar is the 95% range",
        foot=groups_foot(differences, head.until()),
        above=title,
    )


def by_name(as_of: date | None) -> None:
    """Single employers, and one's own résumés once they are noted, where there are enough applications to count."""
    for dimension in Dimension.of_each("name", session.viewer().role):
        found = session.answer(
            response_times, "named_response_times", by=dimension.value, as_of=as_of, at_least=ENOUGH, many=MOST_NAMES
        )
        if found:
            show.folded(NAMED[dimension], _named, found, dimension)


def _named(found: list[ResponseCurve], dimension: Dimension) -> None:
    show.points(names_in_words(found))
    show.numbers(by_name_table(found, dimension.label), f"response-times-by-{dimension.value.replace('_', '-')}")
    show.note(how_named(len(found) == MOST_NAMES))


def what_it_rests_on(curve: ResponseCurve, as_of: date | None) -> None:
    """What the curve counts, what its ranges assume, and what a plain average would hide."""
    coverage = session.load("response_times_coverage", as_of=as_of).iloc[0]
    for sentence in rests_on(curve):
        st.write(show.plain(sentence))
    if coverage["dated_answers"]:
        average = days(coverage["naive_mean_days"])
        st.write(
            f"A plain average over the {number(coverage['dated_answers'])} answers that came would say {average}: it "
            "leaves out whoever is silent."
        )


def left_out(as_of: date | None) -> None:
    """Applications that response times say nothing about, and why."""
    coverage = session.load("response_times_coverage", as_of=as_of).iloc[0]
    show.note(funnel_wording.left_out(int(coverage["without_outcome"]), int(coverage["without_date"])))


def after_interviews(as_of: date | None) -> None:
    """From the first interview to the decision."""
    curves = session.answer(response_times, "interview_waits", DECISIONS, as_of=as_of)
    if not curves or not curves[0].enough:
        show.note(
            f"From the first interview to a yes or no: {curves[0].n if curves else 0} interviews with a date so far."
            " From 5 on, a curve appears here."
        )
        return
    curve = curves[0]
    if not curve.timed:
        show.note(
            f"{curve.n} interviews have a date. {curve.responses} of them led to a yes or no, but the log doesn't say"
            " when; with those dates a curve appears here."
        )
        return
    share = curve.answered_at(14).value
    if share is not None:
        st.write(f"Of {curve.n} interviews, {in_ten(share)} had a decision by day 14.")
    show.figure(response_times_chart(curve, start="interview"), by_day(curve), "interview-waits")


def how_far(as_of: date | None) -> None:
    """The funnel, all together and by group."""
    everybody = session.answer(funnel, "funnel", as_of=as_of)
    show.numbers(funnel_wording.table(everybody), "funnel")
    show.note("Each share is of the step before, with its 95% range; below 20 only the cases.")


def published(as_of: date | None) -> None:
    """Published figures: beside one's own where they count the same, and by themselves where they don't."""
    own = session.answer(funnel, "funnel", as_of=as_of)[0].steps[2]
    rows = [("Yours", counted_share(own.of_sent), str(own.of_sent.n), "", "your log")]
    rows += [
        (one.who, percent(one.value, 1), str(one.n or "not said"), str(one.year), one.source)
        for one in figures_of(Measure.INVITED_OF_APPLICATIONS)
    ]
    st.write("Of applications, how many led to an invitation:")
    columns = ["Whose", "Invited", "Applications", "Year", "Source"]
    show.numbers(pd.DataFrame(rows, columns=columns), "published-invitations")
    with st.expander("Published numbers that count something else"):
        for one in figures_of(Measure.DAYS_TO_DECISION):
            show.note(
                f"{one.value:g} days from application to a yes or no, a mean over {one.who}: whoever had no answer"
                f" is not in it. {one.source}, {one.year}."
            )
        st.write("These count people, not applications, so no number of yours can stand beside them.")
        for one in figures_of(Measure.GHOSTED_OF_PEOPLE):
            show.note(f"{percent(one.value)} of {one.who}. {one.source}, {one.year}.")
