"""The parts of the page on reasons: whose words, what to do, what several employers say, what it depends on."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from analytics.charts.rejection_reasons import grouped_reasons_chart
from analytics.feedback.advice import advice
from analytics.statistics.rejection_reasons import RejectionReasons, reason_differences, rejection_reasons
from analytics.taxonomy import Dimension, Polarity, Speaker, Theme, theme_of
from analytics.wording.numbers import at_start, cases, day
from analytics.wording.rejection_reasons import by_group as table_by_group
from analytics.wording.rejection_reasons import differences_in_words
from pages.frame import session, show
from pages.parts import goal_setting

SPEAKERS = {who.value: who.label for who in (Speaker.EMPLOYER, Speaker.OWN)}


def speaker() -> str:
    """Whose words count; the two are never counted together."""
    chosen = st.segmented_control(
        "Whose words", list(SPEAKERS), format_func=lambda who: SPEAKERS[who], default=Speaker.EMPLOYER.value,
        key="reasons-speaker", required=True,
    )  # fmt: skip
    return str(chosen)


def what_it_rests_on(result: RejectionReasons) -> None:
    show.note(
        f"{at_start(cases(result.unstated, result.rejections))} rejections gave no reason and are in no share. One"
        " rejection can name several reasons, so shares can add up to more than 100%. The thin lines are 95% ranges."
    )
    st.page_link(
        "pages/rejection_reasons.py",
        label="All mails, and how they were read",
        icon=":material/mark_email_read:",
        query_params={"view": "Mails"},
    )


def what_to_do(result: RejectionReasons, whose: str, as_of: date | None) -> None:
    """A reason to look at: the words behind its number, what helps, and the way to a goal."""
    named = {it.reason: it.n for it in result.reasons}
    reason = st.selectbox(
        "A reason", list(named), format_func=lambda it: f"{it.label} ({named[it]})", key="reasons-reason"
    )
    st.write(show.plain(advice(reason)))
    cases = session.load("rejection_cases", reason=reason.value, speaker=whose, as_of=as_of)
    quotes(cases.head(5))
    if len(cases) > 5:
        with st.expander(f"All {len(cases)}"):
            quotes(cases.iloc[5:])
    theme = _most_named(cases) or theme_of(reason)
    if theme and session.may_write() and st.button("Make this a goal", key="reason-goal", icon=":material/flag:"):
        goal_setting.open_form(theme.value)
        st.switch_page("pages/goal_progress.py")


def quotes(rows: pd.DataFrame) -> None:
    """Who said it, when, and the words."""
    for row in rows.astype(object).where(rows.notna(), None).to_dict("records"):
        received = f", {day(row['received_on'])}" if row["received_on"] else ""
        role = f" · {row['role']}" if row["role"] else ""
        st.markdown(f"> {show.plain(' '.join(row['evidence'].split()))}")
        show.note(f"{row['employer'] or 'unnamed employer'}{role}{received}")


def patterns() -> None:
    """Themes that at least two employers named, with their words."""
    found = session.load("feedback_patterns")
    if found.empty:
        show.note("No theme was named by two different employers yet. One employer is an opinion; two are a hint.")
        return
    for _, rows in found.groupby(["polarity", "theme"], sort=False):
        polarity, theme = str(rows["polarity"].iloc[0]), str(rows["theme"].iloc[0])
        kind = "a strength" if polarity == Polarity.STRENGTH.value else "to work on"
        employers = int(rows["employers"].iloc[0])
        with st.expander(f"{Theme(theme).label}, {kind}: {employers} employers"):
            if polarity == Polarity.WEAKNESS.value:
                st.write(show.plain(advice(Theme(theme))))
            quotes(rows.drop_duplicates("employer").head(8))


def by_group(whose: str, as_of: date | None) -> None:
    """Reasons by a group of one's choice, and whether the groups differ by more than chance."""
    offered = [it.value for it in Dimension.of_each("rejection", session.viewer().role)]
    by = st.selectbox("Group by", offered, format_func=lambda it: Dimension(it).label, key="reasons-by")
    results = session.answer(rejection_reasons, "rejection_reasons", by=by, speaker=whose, as_of=as_of)
    known = tuple(result for result in results if result.stated)
    if not known:
        show.note("No rejection with a reason to group.")
        return
    show.figure(grouped_reasons_chart(known), table_by_group(known), "rejection-reasons-by-group")
    compared = session.answer(reason_differences, "rejection_reasons", by=by, speaker=whose, as_of=as_of, each=True)
    show.note(differences_in_words(compared))


def _most_named(cases: pd.DataFrame) -> Theme | None:
    themes = cases["theme"].dropna()
    return None if themes.empty else Theme(str(themes.mode().iloc[0]))
