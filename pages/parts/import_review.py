"""What was understood of a file, shown before it is stored: the rows, the columns, the questions, what stays out.

Whatever a person chooses holds at once: it goes into the answers for the file, and the page reads the file anew.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from analytics.ingest import columns as naming
from analytics.ingest.reading import Meaning, Question, Reading, Receipt, set_aside_table
from analytics.wording.numbers import count, joined, number
from pages.frame import show

FEW = 6
"""Select boxes for columns, and for words, that are shown before the others."""


def draw(reading: Reading, given: dict[str, str], key: str) -> None:
    """One table of a file. Answers that a person gives are written into `given`."""
    show.sentence(_sentence(reading))
    for question in reading.questions:
        _question(question, given, f"{key}-{question.name}")
    _answered(reading, given, key)
    for remark in reading.remarks:
        show.note(remark)
    st.markdown("**The first rows, as understood**")
    st.dataframe(reading.preview, hide_index=True, key=f"{key}-preview", height=260, placeholder="–")
    _columns(reading, given, key)
    left_out(reading, key)


def change(receipt: Receipt) -> None:
    """What importing it would do to the log."""
    if not receipt.added and not receipt.updated:
        show.note("All of this is known already; importing it again changes nothing.")
    else:
        show.note(
            f"New: {number(receipt.added)}. Changed: {number(receipt.updated)}. Known and unchanged: "
            f"{number(receipt.known)}."
        )


def _sentence(reading: Reading) -> str:
    planned = f"{number(reading.planned)} not sent yet" if reading.planned else ""
    parts = [
        count(reading.applications, "application"),
        planned,
        count(reading.responses, "answer with its day", "answers with their day"),
    ]
    return f"{reading.name}: {', '.join(part for part in parts if part)}."


def _say(given: dict[str, str], name: str, key: str) -> None:
    """Writes what was chosen in a widget down as an answer."""
    if chosen := st.session_state.get(key):
        given[name] = chosen


# --- questions -----------------------------------------------------------------------------------------------


def _question(question: Question, given: dict[str, str], key: str) -> None:
    with st.container(border=True):
        st.markdown(f"**{show.plain(question.text)}**")
        if question.words:
            _words(question, given, key)
            return
        st.radio(
            question.text, list(question.options), index=None, key=key, label_visibility="collapsed",
            format_func=lambda option: show.plain(question.options[option]), horizontal=len(question.options) <= 4,
            on_change=_say, args=(given, question.name, key),
        )  # fmt: skip


def _words(question: Question, given: dict[str, str], key: str) -> None:
    if question.required:
        st.caption(f"Please say before anything is stored: {question.effect}.")
    else:
        st.caption("Until you say what they mean, these rows count neither as answered nor as silent.")
    words = list(question.words)
    for one in words[:FEW]:
        _word(one, question, given, key)
    if words[FEW:]:
        with st.expander(f"{count(len(words) - FEW, 'more word')}", expanded=question.required):
            for one in words[FEW:]:
                _word(one, question, given, key)


def _word(words: str, question: Question, given: dict[str, str], key: str) -> None:
    suggestion = question.words[words]
    st.selectbox(
        show.plain(words), list(question.options), index=None, key=f"{key}-{words}",
        placeholder=f"Perhaps “{question.options[suggestion]}”?" if suggestion else "What does it mean?",
        format_func=lambda option: question.options[option],
        on_change=_say, args=(given, f"status.{words}", f"{key}-{words}"),
    )  # fmt: skip


def _answered(reading: Reading, given: dict[str, str], key: str) -> None:
    """What was answered, now or for an earlier file of the same columns, and the way to be asked again."""
    if not reading.answered:
        return
    with st.expander(f"Answered so far ({len(reading.answered)})"):
        for name, value in reading.answered.items():
            left, right = st.columns([7, 2], vertical_alignment="center")
            about = name.removeprefix("column.").removeprefix("status.").replace("_", " ")
            left.write(show.plain(f"{about}: {naming.label(value) if value in naming.meanings() else value}"))
            if right.button("Ask again", key=f"{key}-again-{name}"):
                given[name] = ""
                st.rerun()


# --- columns -------------------------------------------------------------------------------------------------


def _columns(reading: Reading, given: dict[str, str], key: str) -> None:
    """Every column with what it was taken for and one of its cells; each can be said to be something else."""
    st.markdown("**What each column was taken for**")
    unclear = [column for column in reading.columns if column.example and (column.why or column.meaning == "unknown")]
    for column in unclear[:FEW]:
        _column(column, given, key)
    st.markdown("\n".join(f"- {_taken_for(column)}" for column in reading.columns if column not in unclear[:FEW]))
    if reading.date_order:
        show.note(f"Dates are {reading.date_order}: {reading.date_order_why}.")
    with st.expander("Another column is something else"):
        _any_column(reading.columns, given, key)


def _taken_for(column: Meaning) -> str:
    example = f", such as “{column.example[:60]}”" if column.example else ", empty"
    return f"**{show.plain(column.title)}**: {column.label}{show.plain(example)}"


def _column(column: Meaning, given: dict[str, str], key: str) -> None:
    # The meaning is part of the key: a box never shows a choice that the reading beside it does not have.
    box = f"{key}-column-{column.index}-{column.meaning}"
    options = _meanings()
    st.selectbox(
        show.plain(f"{column.title}, such as “{column.example[:60]}”"), options, index=options.index(column.meaning),
        key=box, format_func=naming.label, help=column.why or None,
        on_change=_say, args=(given, f"column.{column.title}", box),
    )  # fmt: skip


def _any_column(columns: Sequence[Meaning], given: dict[str, str], key: str) -> None:
    titles = {column.title: column for column in columns}
    which = st.selectbox(
        "Which column?", list(titles), index=None, key=f"{key}-which", placeholder="Choose a column",
        format_func=lambda title: f"{title}: {titles[title].label}" if title in titles else title,
    )  # fmt: skip
    if which in titles:
        _column(titles[which], given, f"{key}-other")


def _meanings() -> list[str]:
    return list(naming.meanings())


# --- what stays out ------------------------------------------------------------------------------------------


def left_out(reading: Reading, key: str) -> None:
    """Rows and cells that are set aside, with reasons, and as a file in the original columns."""
    if not reading.set_aside:
        return
    rows, cells = len(reading.rows_set_aside), len(reading.cells_set_aside)
    parts = [count(n, what) for n, what in ((rows, "row"), (cells, "cell")) if n]
    with st.expander(f"Set aside: {joined(parts)}"):
        show.numbers(set_aside_table(reading), f"set-aside-{key}")
