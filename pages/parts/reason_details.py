"""The parts of the page on reasons: whose words, what to do, what several employers say, what it depends on."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from analytics.charts.heat_table import Cell, heat_table
from analytics.feedback.advice import advice
from analytics.statistics.feedback_requests import feedback_requests
from analytics.statistics.rejection_reasons import RejectionReasons, reason_differences, rejection_reasons
from analytics.taxonomy import Dimension, Polarity, Reason, Speaker, Theme, theme_of
from analytics.wording.numbers import count, day
from analytics.wording.rejection_reasons import by_group as table_by_group
from analytics.wording.rejection_reasons import (
    can_be_asked_in_words,
    differences_in_words,
    groups_in_words,
    heat,
    most_named,
    no_reason_in_words,
)
from pages.frame import head, quoting, session, show
from pages.parts import goal_setting, to_ask

WHOSE = {"Employers’": Speaker.EMPLOYER, "My own notes": Speaker.OWN}
QUOTES = 3


def speaker() -> str:
    """Whose words count; the two are never counted together."""
    first = next(iter(WHOSE))
    chosen = st.segmented_control(
        "Whose words", list(WHOSE), default=first, key="whose", required=True, bind="query-params"
    )
    return WHOSE[chosen or first].value


def without_reason(result: RejectionReasons) -> None:
    """The box beside the picture: silence about the reason is the usual case, and can be asked about."""
    with show.to_do(no_reason_in_words(result)):
        to_be_asked = sum(not ask.told for ask in to_ask.found())
        asked = session.answer(feedback_requests, "feedback_requests", as_of=None)
        replied, settled = (asked[0].replied, asked[0].settled) if asked else (0, 0)
        st.write(show.plain(can_be_asked_in_words(to_be_asked, replied, settled)))
        if to_be_asked and st.button("See whom to ask", icon=":material/mail:", key="see-whom"):
            st.switch_page("pages/feedback_requests.py")


def what_to_do(result: RejectionReasons, whose: str, as_of: date | None) -> None:
    """A reason to look at: the words behind its number, what helps, and the way to a goal."""
    st.subheader("What they said, and what you can do", anchor=False)
    named = {f"{it.reason.label} · {it.n}": it.reason for it in result.reasons}
    first = next(iter(named))
    chosen = st.pills(
        "A reason", list(named), default=first, key="reason", required=True, label_visibility="collapsed",
        bind="query-params",
    )  # fmt: skip
    reason = named[chosen or first]
    cases = session.load("rejection_cases", reason=reason.value, speaker=whose, as_of=as_of)
    left, right = st.columns([5, 3], gap="medium")
    with left:
        quotes(cases.head(QUOTES))
        if len(cases) > QUOTES:
            with st.expander(f"All {len(cases)}"):
                quotes(cases.iloc[QUOTES:])
        st.button(
            "All mails, and how they were read",
            icon=":material/mark_email_read:",
            type="tertiary",
            key="to-mails",
            on_click=head.choose_view,
            args=("Mails",),
        )
    theme, n = _most_named(cases)
    with right, show.to_do(most_named(theme, n, len(cases), reason)):
        _advice(theme if theme and n > 1 else reason)
        theme = theme or theme_of(reason)
        if theme and session.may_write():
            label, icon = "Make this a goal", ":material/flag:"
            if st.button(label, key="reason-goal", icon=icon, type="primary"):
                goal_setting.open_form(theme.value)
                st.switch_page("pages/goal_progress.py")


def _advice(topic: Reason | Theme) -> None:
    """What helps most, and the other pieces of advice in a fold."""
    first, *others = advice(topic)
    st.write(show.plain(first))
    with st.expander("What else helps", type="compact"):
        show.points(others)


def quotes(rows: pd.DataFrame) -> None:
    """Who said it, when, and the words; the marked phrase is the one that gives the reason."""
    for row in rows.astype(object).where(rows.notna(), None).to_dict("records"):
        came = f", {day(row['received_on'])}" if row["received_on"] else ""
        role = f" · {row['role']}" if row["role"] else ""
        with st.container(gap=None):
            quoting.draw_marked(row["evidence"])
            show.note(f"{row['employer'] or 'unnamed employer'}{role}{came}")


def patterns() -> None:
    """Themes that at least two employers named, with their words."""
    found = session.load("feedback_patterns")
    if found.empty:
        return
    st.subheader("What several employers say", anchor=False)
    for _, rows in found.groupby(["polarity", "theme"], sort=False):
        polarity, theme = str(rows["polarity"].iloc[0]), str(rows["theme"].iloc[0])
        kind = "a strength" if polarity == Polarity.STRENGTH.value else "to work on"
        employers = count(int(rows["employers"].iloc[0]), "employer")
        with st.expander(f"{Theme(theme).label}, {kind}: {employers}"):
            if polarity == Polarity.WEAKNESS.value:
                _advice(Theme(theme))
            quotes(rows.drop_duplicates("employer").head(8))


def by_group(whose: str, as_of: date | None) -> None:
    """Reasons by a group of one's choice, and whether the groups differ by more than chance; nothing for one group."""
    offered = {
        it.label: (it.value, found)
        for it in Dimension.of_each("rejection", session.viewer().role)
        if len(found := _groups(it.value, whose, as_of)) > 1
    }
    if not offered:
        return
    place = st.container()
    first = next(iter(offered))
    chosen = (
        st.segmented_control("Compare by", list(offered), default=first, key="by", required=True, bind="query-params")
        or first
    )
    by, results = offered[chosen]
    compared = session.answer(reason_differences, "rejection_reasons", by=by, speaker=whose, as_of=as_of)
    title = groups_in_words(compared)
    place.subheader(show.plain(title), anchor=False)
    columns, rows = heat(results)
    cells = {name: [Cell(*cell) for cell in row] for name, row in rows.items()}
    st.html(heat_table(columns, cells, title))
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.caption(show.plain(differences_in_words(compared)), width="content")
        with st.popover("Numbers", icon=":material/table_rows:", type="tertiary", key="numbers-by-group"):
            show.numbers(table_by_group(results), "rejection-reasons-by-group")


def what_it_rests_on() -> None:
    """What the shares are of, and what is in none."""
    st.write(
        "Rejections that gave no reason are in no share. One rejection can name several reasons, so shares can add up "
        "to more than the whole. The thin lines are 95% ranges. Employers’ words and your own notes are never mixed."
    )


def _groups(by: str, whose: str, as_of: date | None) -> tuple[RejectionReasons, ...]:
    results = session.answer(rejection_reasons, "rejection_reasons", by=by, speaker=whose, as_of=as_of)
    return tuple(result for result in results if result.stated)


def _most_named(cases: pd.DataFrame) -> tuple[Theme | None, int]:
    """The theme that most of the cases name, and how many do."""
    themes = cases["theme"].value_counts(sort=True)
    return (None, 0) if themes.empty else (Theme(str(themes.index[0])), int(themes.iloc[0]))
