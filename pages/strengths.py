"""What am I good at, in words that can go into an application?"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analytics.store import reflection
from analytics.taxonomy import Theme
from pages.frame import session, show

viewer = session.viewer()
st.title("What am I good at?", anchor=False)
if not session.may_write():
    show.empty("Strengths belong to the person who keeps them.", "Choose one student in the sidebar to see theirs.")
    st.stop()

kept, praise = session.load("strengths"), session.load("praise")
waiting = praise[~praise["kept"].astype(bool)]
counted = kept[kept["amount"].notna() | kept["words"].str.contains(r"\d")]
if kept.empty:
    show.sentence("No strength is kept yet.")
else:
    show.sentence(f"Strengths kept: {len(kept)}, of which {len(counted)} with a number.")

labels = Theme.labels()
with st.expander("Add an achievement", expanded=kept.empty and waiting.empty, icon=":material/add:"):
    with st.form(f"strength-{len(kept)}"):
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
        with session.writing() as (connection, applicant_id):
            reflection.keep_strength(
                connection, applicant_id, words, amount=amount, theme=theme, noted_on=session.today(), now=session.now()
            )
        st.rerun()

if not waiting.empty:
    st.header("What others praised", anchor=False)
    for place, row in enumerate(waiting.head(20).to_dict("records")):
        with st.container(border=True):
            st.text(row["evidence"])
            said = [str(row[part]) for part in ("said_by", "role") if pd.notna(row[part])]
            show.note(", ".join([*said, labels.get(row["theme"], "")]).strip(", "))
            if st.button("Keep as a strength", key=f"keep-{place}-{row['feedback_id']}"):
                with session.writing() as (connection, applicant_id):
                    reflection.keep_strength(
                        connection,
                        applicant_id,
                        row["evidence"],
                        theme=row["theme"] if pd.notna(row["theme"]) else None,
                        feedback_id=int(row["feedback_id"]),
                        noted_on=session.today(),
                        now=session.now(),
                    )
                st.rerun()
elif kept.empty:
    show.empty(
        "Here you will see what employers praised, ready to be kept.",
        "It comes from feedback that names a strength; read the letters in your log first.",
        page="pages/read_feedback.py",
        label="Read feedback",
    )

if not kept.empty:
    st.header("Ready for the next application", anchor=False)
    for row in kept.to_dict("records"):
        line = row["words"] if pd.isna(row["amount"]) else f"{row['words']} ({row['amount']})"
        st.code(line, language=None, wrap_lines=True)
        with st.popover("Change or remove"):
            with st.form(f"reword-{row['strength_id']}"):
                words = st.text_area("Words", row["words"])
                amount = st.text_input("How much", "" if pd.isna(row["amount"]) else row["amount"])
                changed = st.form_submit_button("Keep the change")
            removed = st.button("Remove", key=f"remove-{row['strength_id']}")
        if changed or removed:
            with session.writing() as (connection, applicant_id):
                number = int(row["strength_id"])
                if removed:
                    reflection.remove_strength(connection, applicant_id, number, now=session.now())
                else:
                    reflection.reword_strength(connection, applicant_id, number, words, amount)
            st.rerun()
    table = kept.assign(theme=kept["theme"].map(labels))[["words", "amount", "theme", "said_by", "noted_on"]]
    show.numbers(table, "strengths")
