"""What does my log say? Read before anything is stored, asked where the file can't say, taken back whole."""

from __future__ import annotations

import streamlit as st

from analytics.errors import SteppingStoneError
from analytics.ingest.reading import Answers
from analytics.wording.numbers import count
from pages.frame import head, sample, session, show
from pages.parts import import_review, importing, mailbox

viewer = session.viewer()
head.draw("import_log")

if sample.looking() or not session.may_write():
    show.empty("Here you import your own log.", "You are looking at made-up people; leave them first.")
    if sample.looking():
        st.button("Leave the sample", key="leave-here", on_click=sample.leave)
    st.stop()

first = st.container()
files = importing.chosen_files()
if not files:
    with first:
        show.sentence("Bring it as it is. You see what was understood before anything is stored.")
        st.write("CSV, Excel, OpenDocument, a ZIP from LinkedIn or Huntr, or cells pasted from a spreadsheet.")
        importing.receipts()

for number, file in enumerate(files):
    given = importing.answers_for(file)
    try:
        reviewed = importing.reviewed(file, Answers(dict(given)))
    except SteppingStoneError as error:
        show.problem(error)
        continue
    for place, receipt in enumerate(reviewed):
        import_review.draw(receipt.reading, given, f"{number}-{place}")
        if not receipt.reading.unanswered:
            import_review.change(receipt)
    waiting = [receipt for receipt in reviewed if receipt.reading.unanswered]
    new = sum(receipt.added + receipt.updated for receipt in reviewed)
    label = (
        "Answer the question above first"
        if waiting
        else f"Import {count(new, 'application')}"
        if new
        else "Nothing new to import"
    )
    if st.button(label, type="primary", key=f"import-{number}", disabled=bool(waiting) or not new):
        importing.store(file, Answers(dict(given)))

if not files:
    mailbox.draw()
importing.earlier()
