"""The parts of the self-assessment page: a quadrant's lines, and the forms that change them."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from analytics.statistics.self_assessment import ThemeView
from analytics.store import reflection
from analytics.taxonomy import Polarity, Quadrant, Speaker, Theme
from analytics.wording.numbers import day
from analytics.wording.self_assessment import AssessmentLines, Line, looks_in_words, watched_in_words
from pages.frame import session, show

EMPTY = {
    "strength": "Nothing yet. It comes from praise in feedback, and from the strengths you keep.",
    "weakness": "Nothing yet. It comes from constructive feedback.",
    "opportunity": "No channel, kind of role, sector or employer was seen to answer clearly better than the others.",
    "threat": "Nothing out of your hands is clearly rising.",
}


def quadrant(assessment: AssessmentLines, name: str) -> None:
    """The lines of one part, each with its evidence and a way to change or strike it."""
    with st.container(border=True):
        st.subheader(Quadrant(name).label, anchor=False)
        lines = assessment.of(name)
        for place, line in enumerate(lines):
            st.markdown(f"**{show.plain(line.words)}**")
            show.note(line.evidence)
            with st.popover("Change", key=f"change-{name}-{place}"):
                _change(line, f"{name}-{place}")
        if not lines:
            show.note(EMPTY[name])
        if name == "opportunity":
            show.note(looks_in_words(assessment.found))
        if name == "threat":
            _watched(assessment)


def own_line() -> None:
    lines = len(session.load("assessment_lines"))
    with st.expander("Add a line of my own", icon=":material/add:"), st.form(f"own-line-{lines}"):
        part = st.selectbox("Part", list(Quadrant.labels()), format_func=Quadrant.labels().__getitem__)
        words = st.text_input("Line")
        if st.form_submit_button("Keep it"):
            with session.writing() as writer:
                reflection.keep_line(writer, part, words)
            st.rerun()


def struck(assessment: AssessmentLines) -> None:
    """Lines that were struck out, with the way back."""
    if not assessment.hidden:
        return
    with st.expander(f"Struck out ({len(assessment.hidden)})"):
        for place, line in enumerate(assessment.hidden):
            st.markdown(show.plain(line.words))
            show.note(line.evidence)
            if line.source and st.button("Take it back in", key=f"restore-{place}"):
                with session.writing() as writer:
                    reflection.restore_line(writer, line.source)
                st.rerun()


def own_ratings(views: Sequence[ThemeView]) -> None:
    with st.form("ratings"):
        show.note("1: much to learn. 5: others could learn it from me. Leave out what you can't say.")
        scores = {
            view.theme.value: st.segmented_control(view.theme.label, [1, 2, 3, 4, 5], default=view.own)
            for view in views
        }
        if st.form_submit_button("Keep these"):
            with session.writing() as writer:
                given = {theme: score for theme, score in scores.items() if score}
                reflection.rate(writer, given, rated_on=session.today())
            st.rerun()


def view_of_another() -> None:
    """What a mentor or friend said, with the themes the person hears in it and, if they gave one, a score."""
    with st.form(f"view-{len(session.load('views_of_others'))}"):
        who = st.text_input("Who", placeholder="a first name or a role")
        words = st.text_area("What they said")
        praised = st.multiselect("They praised", list(Theme.labels()), format_func=Theme.labels().__getitem__)
        missed = st.multiselect("They would work on", list(Theme.labels()), format_func=Theme.labels().__getitem__)
        scored = st.selectbox("They scored", list(Theme.labels()), index=None, format_func=Theme.labels().__getitem__)
        score = st.segmented_control("with", [1, 2, 3, 4, 5])
        if not st.form_submit_button("Keep it"):
            return
    with session.writing() as writer:
        themes = dict.fromkeys(praised, Polarity.STRENGTH) | dict.fromkeys(missed, Polarity.WEAKNESS)
        today = session.today()
        reflection.note_view(writer, who, words, themes, said_on=today)
        if scored and score:
            reflection.rate(writer, {scored: score}, rated_on=today, speaker=Speaker.MENTOR, who=who)
    st.rerun()


def noted_views() -> None:
    views = session.load("views_of_others")
    if views.empty:
        return
    with st.expander(f"What others said ({len(views)})"):
        for row in views.to_dict("records"):
            st.text(row["words"])
            show.note(f"{row['who']}, {day(row['received_on'])}")
            if st.button("Remove", key=f"remove-view-{row['feedback_id']}"):
                with session.writing() as writer:
                    reflection.remove_view(writer, int(row["feedback_id"]))
                st.rerun()


def _change(line: Line, key: str) -> None:
    with st.form(f"reword-{key}"):
        words = st.text_input("Line", line.words)
        reworded = st.form_submit_button("Keep the change")
    removed = st.button("Strike it out" if line.source else "Remove it", key=f"strike-{key}")
    back = line.reworded and st.button("As the evidence has it", key=f"back-{key}")
    if not (reworded or removed or back):
        return
    with session.writing() as writer:
        if line.source is None:
            assert line.line_id is not None
            reflection.remove_line(writer, line.line_id)
        if back and line.source:
            reflection.restore_line(writer, line.source)
        elif reworded or line.source:
            reflection.keep_line(
                writer,
                line.quadrant,
                words if reworded else line.words,
                source=line.source,
                hidden=removed,
            )
    st.rerun()


def _watched(assessment: AssessmentLines) -> None:
    """What is watched, with its counts: few cases are cases, not a trend."""
    for rise in assessment.found.watched:
        show.note(watched_in_words(rise))
