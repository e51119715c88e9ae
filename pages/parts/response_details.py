"""The lesser parts of the page on response times: what the numbers rest on, and what stands beside them."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from analytics.charts.response_times import response_times_chart
from analytics.statistics.funnel import funnel
from analytics.statistics.group_differences import GroupDifferences
from analytics.statistics.reference_figures import Measure, figures_of
from analytics.statistics.response_times import Estimate, ResponseCurve, response_times
from analytics.taxonomy import Dimension
from analytics.wording import funnel as funnel_wording
from analytics.wording.estimates import counted_share, days_with_range, days_without_range, share_with_range
from analytics.wording.numbers import PERCENTAGE_FROM, day_range, days, in_ten, number, percent, share_range
from analytics.wording.response_times import by_day, how_compared_in_words, rests_on
from pages.frame import session, show

DECISIONS = ("offer", "rejection", "withdrawal")


def grouping() -> str:
    """What the reader wants to compare by."""
    offered = [it.value for it in Dimension.of_each("application", session.viewer().role)]
    return st.selectbox("Compare by", offered, format_func=lambda it: Dimension(it).label)


def key_numbers(curve: ResponseCurve, as_of: date | None) -> None:
    """The right answers, with the naive one beside them."""
    coverage = session.load("response_times_coverage", as_of=as_of).iloc[0]
    with st.container(horizontal=True):
        answered, mean = curve.answered_at(30), curve.mean_days_silent[60]
        _number("Answered by day 30", _plain(answered, curve.n), share_with_range(answered), curve.n)
        _number("Half answered by", days_without_range(curve.median, "not yet"), days_with_range(curve.median), curve.n)
        if mean.value is not None:
            _number("Silent of the first 60", days(mean.value), day_range(mean.low, mean.high), curve.n)
        if coverage["dated_answers"]:
            with st.container(width=165):
                st.metric("A plain average would say", days(coverage["naive_mean_days"]))
                st.caption(f"over the {number(coverage['dated_answers'])} answers that came, leaving out the silent")


def _plain(share: Estimate, n: int) -> str:
    """The share in large print; its range where it is not known well enough for that."""
    clear = share.clear and n >= PERCENTAGE_FROM
    return percent(share.value) if share.value is not None and clear else share_range(share.low, share.high)


def _number(label: str, value: str, with_range: str, n: int) -> None:
    with st.container(width=165):
        st.metric(label, value)
        st.caption(f"{with_range}, of {number(n)} applications")


def what_it_rests_on(curve: ResponseCurve) -> None:
    """Counts beside the numbers, and what the ranges assume."""
    for sentence in rests_on(curve):
        show.note(sentence)


def left_out(as_of: date | None) -> None:
    """Applications that response times say nothing about, and why."""
    coverage = session.load("response_times_coverage", as_of=as_of).iloc[0]
    if coverage["without_outcome"]:
        show.note(
            f"Left out: {coverage['without_outcome']:.0f} applications from logs that can't say what came of them. They"
            " count as soon as you say so."
        )
    if coverage["without_date"]:
        show.note(f"Left out: {coverage['without_date']:.0f} applications without the day they were sent.")


def why_not_compared(groups: list[ResponseCurve]) -> str:
    """What stands where a comparison of groups would."""
    if len(groups) < 2:
        return "All applications are in one group, so there is nothing to compare."
    return "There are too many applications of one person to say whether the groups differ by more than chance."


def how_compared(differences: GroupDifferences) -> None:
    """What the comparison is made with."""
    for sentence in how_compared_in_words(differences):
        show.note(sentence)


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
    chart = response_times_chart(curve)
    chart.update_xaxes(title_text="Days since the first interview")
    show.figure(chart, by_day(curve), "interview-waits")


def how_far(by: str, as_of: date | None) -> None:
    """The funnel, all together and by group."""
    everybody = session.answer(funnel, "funnel", as_of=as_of)
    groups = session.answer(funnel, "funnel", by=by, as_of=as_of)
    show.numbers(funnel_wording.table(everybody if len(groups) < 2 else [*everybody, *groups]), "funnel")
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
                f"{one.value:g} days from application to a yes or no, a mean over {one.who}: whoever never heard back"
                f" is not in it. {one.source}, {one.year}."
            )
        st.write("These count people, not applications, so no number of yours can stand beside them.")
        for one in figures_of(Measure.GHOSTED_OF_PEOPLE):
            show.note(f"{percent(one.value)} of {one.who}. {one.source}, {one.year}.")
