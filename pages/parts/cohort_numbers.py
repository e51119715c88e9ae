"""The parts of Cohort and Compare: what to say, the pictures, one question, what to take along."""

from __future__ import annotations

from datetime import date

import streamlit as st

from analytics.charts.cohort import answers_by_day, shares_of_students, table_of_shares
from analytics.publication.calendar import named
from analytics.publication.plan import EVERYBODY
from analytics.publishing import exact
from analytics.reports.cohort import Briefing, Chapter, compared_first
from analytics.reports.cohort.html import as_html
from analytics.reports.cohort.xlsx import as_xlsx
from analytics.statistics.cohort import QUESTIONS, cohort_shares
from analytics.store import Role
from analytics.store.publications import Publication
from analytics.wording import numbers as written
from analytics.wording.cohort import (
    BY,
    EXACT,
    FOR_PASSING_ON,
    compared,
    enrolment_wanted,
    give_or_take,
    left_out,
    meanwhile,
    method,
    not_planned,
    still_until,
    table_of,
    too_few,
)
from analytics.wording.cohort import in_short as sentence_of
from analytics.wording.numbers import EMPTY
from pages.frame import session, show
from pages.frame.navigation import PLACES

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def nothing(when: str) -> None:
    """What stands before the first publication."""
    way_on = ("pages/cohort_import.py", "Import a cohort") if session.viewer().role is Role.STAFF else ()
    show.empty("Reasons, answers, goals: what a cohort has in common", when, *way_on)


def in_between(since: date | None, following: date | None) -> None:
    """What moves between two publications, for staff: files that came in, and what they are asked before the next."""
    if session.viewer().role is not Role.STAFF:
        return
    show.note(" ".join(filter(None, (meanwhile(session.load("exports"), since), still_until(following)))))
    asked = session.asked_for_enrolment()
    if asked is not None:
        with show.to_do("How many are enrolled?"):
            st.write(show.plain(enrolment_wanted(named(asked.due.year), asked.due.day, asked.said_on)))
            st.page_link("pages/cohort_import.py", label="Say it", icon=":material/arrow_forward:")


def for_analysts(briefing: Briefing, publication: Publication) -> None:
    """What only an analyst sees: that exact counts are not for passing on, these counts, and the way to other pages."""
    if session.viewer().role is not Role.ANALYST:
        return
    show.folded("Exact counts, not for passing on", exact_counts, briefing, publication)
    with st.container(horizontal=True):
        st.page_link("pages/feedback_requests.py", label="What asking brings", icon=":material/arrow_forward:")
        st.page_link("pages/goal_progress.py", label="Whether goals helped", icon=":material/arrow_forward:")


def exact_counts(briefing: Briefing, publication: Publication) -> None:
    """Every question counted without blur on the day of the publication; nothing of it can be downloaded here."""
    show.note(EXACT)
    counted = exact(session.reader(), publication.day).numbers
    by = briefing.by if briefing.by in set(counted["table_name"]) else EVERYBODY
    for question in QUESTIONS.values():
        st.markdown(f"**{show.plain(question.label)}**")
        st.html(table_of_shares(cohort_shares(question, counted, by), question.label, set()))


def chosen_table(publication: Publication) -> str:
    """What to compare by, one of the tables that were published; the choice stands in the address."""
    names = list(publication.tables)
    if len(names) == 1:
        return EVERYBODY
    chosen = st.segmented_control(
        "Compare",
        names,
        format_func=BY.__getitem__,
        default=compared_first(publication),
        key="by",
        bind="query-params",
        required=True,
    )
    return chosen or EVERYBODY


def in_short(briefing: Briefing) -> None:
    """Sentences that can be read aloud, four numbers, what is new, and what could be raised."""
    show.note(briefing.line)
    if session.viewer().role is Role.ANALYST:
        show.note(FOR_PASSING_ON)
    sentences = briefing.summary.sentences
    show.sentence(sentences[0] if sentences else "The numbers of this publication are too small to be said.")
    for sentence in sentences[1:]:
        st.write(show.plain(sentence))
    kept = [show.Key("Keep a log", EMPTY)]
    if briefing.students is not None:
        n, blur = briefing.students
        kept = [show.Key("Keep a log", written.number(n), give_or_take(blur))]
    shares = [
        show.Key(
            label,
            EMPTY if share.share is None else written.percent(share.share),
            "" if share.low is None else written.share_range(share.low, share.high),
        )
        for label, share in briefing.headline
    ]
    show.key_numbers([*kept, *shares])
    if briefing.summary.to_raise:
        with show.to_do("Things to raise"):
            st.markdown("\n".join(f"1. {show.plain(sentence)}" for sentence in briefing.summary.to_raise))
    if briefing.summary.new:
        st.subheader("New since the last publication", anchor=False)
        for sentence in briefing.summary.new:
            st.write(show.plain(sentence))


def pictures(briefing: Briefing, publication: Publication) -> None:
    """Reasons by group as a table, and how soon employers answer."""
    reasons, answers = briefing.chapters["reasons"], briefing.chapters["answers"]
    st.subheader("Why they are turned down", anchor=False)
    side_by_side(briefing, reasons, publication)
    if any(share.share is not None for share in answers.all):
        show.picture(
            answers_by_day(answers.all),
            table_of(answers.all),
            "cohort-answers",
            title="How soon employers answer",
            counted="Share of students’ applications with an answer by each day; one application a student",
            foot=briefing.line,
            alt=answers.question.label,
        )


def chosen_question(briefing: Briefing) -> str:
    """One question of the plan, by its name in the briefing; the choice stands in the address."""
    named = {chapter.question.label: name for name, chapter in briefing.chapters.items()}
    first = next(iter(named))
    chosen = st.pills("Question", list(named), default=first, key="question", required=True, bind="query-params")
    return named[chosen or first]


def compare(name: str, briefing: Briefing, publication: Publication) -> None:
    """The sentence about everybody, a picture, and the groups beside one another."""
    chapter = briefing.chapters[name]
    show.sentence(sentence_of(chapter.everybody, chapter.question.of_whom))
    shown = [share for share in chapter.everybody if share.share is not None]
    if shown:
        show.figure(shares_of_students(shown), table_of(chapter.all), f"cohort-{name}", alt=chapter.question.label)
    if chapter.groups:
        side_by_side(briefing, chapter, publication)


def side_by_side(briefing: Briefing, chapter: Chapter, publication: Publication) -> None:
    """A question's groups beside one another, and what can be said of their differences."""
    own = chapter.groups or chapter.everybody
    if all(share.share is None for share in own):
        show.note(too_few(publication.numbers, briefing.by))
        return
    st.html(table_of_shares(chapter.all, chapter.question.label, chapter.stands_out))
    for said in (left_out(chapter.all), compared(chapter.differences, briefing.by)):
        if said:
            show.note(said)


def take_along(briefing: Briefing) -> None:
    """The same numbers as files."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            "Briefing (prints on two pages)", as_html(briefing), "cohort-briefing.html", "text/html",
            on_click="ignore", type="primary",
        )  # fmt: skip
        st.download_button("Workbook", as_xlsx(briefing), "cohort-briefing.xlsx", XLSX, on_click="ignore")
        st.page_link(PLACES["cohort_compare"].file, label="Compare, one question at a time", icon=":material/compare:")


def how_it_is_made(publication: Publication) -> None:
    """How the numbers came about, and what the plan costs."""
    wanted = session.settings().programme_by
    with st.expander("How these numbers are made"):
        for paragraph in (*method(publication.plan), *([not_planned(wanted, publication.plan)] if wanted else [])):
            st.write(show.plain(paragraph))
