"""What am I good at, in words that can go into an application? A view of About me."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from analytics.store import reflection
from analytics.taxonomy import Theme
from analytics.wording.strengths import in_words
from pages.frame import session, show

PRAISE_SHOWN = 20


def draw() -> None:
    """What is kept, what others praised, and a form for one's own."""
    kept, praise = session.load("strengths"), session.load("praise")
    waiting = praise[~praise["kept"].astype(bool)]
    show.sentence(in_words(kept))
    with st.expander("Add an achievement", expanded=kept.empty and waiting.empty, icon=":material/add:"):
        _add(len(kept))
    if not waiting.empty:
        st.subheader("What others praised", anchor=False)
        for place, row in enumerate(waiting.head(PRAISE_SHOWN).to_dict("records")):
            _praised(row, place)
    elif kept.empty:
        show.empty(
            "Here you will see what employers praised, ready to be kept.",
            "It comes from feedback that names a strength; read the letters in your log first.",
            page="pages/rejection_reasons.py",
            label="Why",
        )
    if not kept.empty:
        st.subheader("Ready for the next application", anchor=False)
        for row in kept.to_dict("records"):
            _kept(row)
        with st.expander("As a table", type="compact"):
            labels = Theme.labels()
            show.numbers(
                kept.assign(theme=kept["theme"].map(labels))[["words", "amount", "theme", "said_by", "noted_on"]],
                "strengths",
            )


def _add(number: int) -> None:
    labels = Theme.labels()
    with st.form(f"strength-{number}"):
        words = st.text_area("What did I do, and what came of it?", placeholder="Moved the team's reports to one place")
        amount = st.text_input(
            "How much, how many, how often?",
            placeholder="half a day a week saved",
            help="A number is easier to believe.",
        )
        theme = st.selectbox(
            "Theme", list(labels), index=None, format_func=labels.__getitem__, placeholder="None in particular"
        )
        added = st.form_submit_button("Keep it", type="primary")
    if added:
        _keep(words, amount=amount, theme=theme)


def _praised(row: Mapping[Hashable, Any], place: int) -> None:
    with st.container(border=True):
        st.text(row["evidence"])
        said = [str(row[part]) for part in ("said_by", "role") if pd.notna(row[part])]
        show.note(", ".join([*said, Theme.labels().get(row["theme"], "")]).strip(", "))
        if st.button("Keep as a strength", key=f"keep-{place}-{row['feedback_id']}"):
            theme = row["theme"] if pd.notna(row["theme"]) else None
            _keep(row["evidence"], theme=theme, feedback_id=int(row["feedback_id"]))


def _keep(words: str, **more: Any) -> None:
    with session.writing() as writer:
        reflection.keep_strength(writer, words, noted_on=session.today(), **more)
    st.rerun()


def _kept(row: Mapping[Hashable, Any]) -> None:
    number = int(row["strength_id"])
    amount = "" if pd.isna(row["amount"]) else str(row["amount"])
    st.code(f"{row['words']} ({amount})" if amount else row["words"], language=None, wrap_lines=True)
    with st.popover("Change or remove"):
        with st.form(f"reword-{number}"):
            words = st.text_area("Words", row["words"])
            much = st.text_input("How much", amount)
            changed = st.form_submit_button("Keep the change")
        removed = st.button("Remove", key=f"remove-{number}")
    if not (changed or removed):
        return
    with session.writing() as writer:
        if removed:
            reflection.remove_strength(writer, number)
        else:
            reflection.reword_strength(writer, number, words, much)
    st.rerun()
