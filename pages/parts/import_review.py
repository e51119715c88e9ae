"""What was understood of a file, shown before it is stored: the rows, the columns, the questions, what stays out."""
# ruff: noqa: E501

from __future__ import annotations

import pandas as pd
import streamlit as st

from analytics.ingest import columns as naming
from analytics.ingest.reading import Question, Reading, Receipt, set_aside_table
from analytics.wording.numbers import count, joined, number
from pages.frame import show

OPEN = "leave it open for now"


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


def _question(question: Question, given: dict[str, str], key: str) -> None:
    with st.container(border=True):
        st.markdown(f"**{show.plain(question.text)}**")
        if question.words:
            _words(question, given, key)
            return
        answer = st.radio(
            question.text, list(question.options), index=None, key=key, label_visibility="collapsed",
            format_func=lambda option: show.plain(question.options[option]), horizontal=len(question.options) <= 4,
        )  # fmt: skip
        if answer and given.get(question.name) != answer:
            given[question.name] = answer
            st.rerun()


def _words(question: Question, given: dict[str, str], key: str) -> None:
    st.caption("Until you say what they mean, these rows count neither as answered nor as silent.")
    choices = [OPEN, *question.options]
    with st.form(key, border=False):
        chosen = {
            words: st.selectbox(
                show.plain(words), choices, index=choices.index(suggestion) if suggestion in choices else 0, key=f"{key}-{words}",
                format_func=lambda option: question.options.get(option, OPEN),
            )
            for words, suggestion in question.words.items()
        }  # fmt: skip
        if st.form_submit_button("Take them like this"):
            given.update(
                {f"status.{words}": meaning for words, meaning in chosen.items() if meaning and meaning != OPEN}
            )
            st.rerun()


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


def _columns(reading: Reading, given: dict[str, str], key: str) -> None:
    """Every column with its meaning, which can be changed."""
    labels = {meaning: naming.label(meaning) for meaning in naming.meanings()}
    by_label = {label: meaning for meaning, label in labels.items()}
    with st.expander("What each column was taken for"):
        table = pd.DataFrame(
            [(column.name or f"column {column.index + 1}", labels[column.meaning]) for column in reading.columns],
            columns=["Column", "Taken for"],
        )  # fmt: skip
        changed = st.data_editor(
            table, hide_index=True, disabled=["Column"], key=f"{key}-columns",
            column_config={"Taken for": st.column_config.SelectboxColumn(options=list(by_label), required=True)},
        )  # fmt: skip
        if reading.date_order:
            show.note(f"Dates are {reading.date_order}: {reading.date_order_why}.")
        told = {
            f"column.{column.name}": by_label[after]
            for column, before, after in zip(reading.columns, table["Taken for"], changed["Taken for"], strict=True)
            if column.name and before != after
        }
        if told and st.button("Read it again like this", key=f"{key}-again"):
            given.update(told)
            st.rerun()


def left_out(reading: Reading, key: str) -> None:
    """Rows and cells that are set aside, with reasons, and as a file in the original columns."""
    if not reading.set_aside:
        return
    rows, cells = len(reading.rows_set_aside), len(reading.cells_set_aside)
    parts = [count(n, what) for n, what in ((rows, "row"), (cells, "cell")) if n]
    with st.expander(f"Set aside: {joined(parts)}"):
        show.numbers(set_aside_table(reading), f"set-aside-{key}")
