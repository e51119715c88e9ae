"""What does this export say? A cohort's export, read before anything is stored, under an agreement that is named."""

from __future__ import annotations

import streamlit as st

from analytics.errors import NotAllowed, SteppingStoneError
from analytics.ingest.reading import Answers
from analytics.store import Role
from pages.frame import head, session, show
from pages.parts import cohort_importing, import_review, importing

viewer = session.viewer()
if viewer.role is not Role.STAFF:
    raise NotAllowed("Only staff import a cohort.", "Your own log goes in under “Bring a log or mailbox”.")
head.draw("cohort_import")

cohort_importing.receipts()
file = cohort_importing.chosen_file()
if file is None:
    st.write(
        "A table with a row for each application: a column that names the student, and programme, level and term where "
        "you have them. Only import what the students agreed to. You see what was understood before anything is stored."
    )
else:
    given = importing.answers_for(file)
    try:
        reviewed = cohort_importing.reviewed(file, Answers(dict(given)))
    except SteppingStoneError as error:
        show.problem(error)
        st.stop()
    for place, receipt in enumerate(reviewed):
        import_review.draw(receipt.reading, given, str(place))
    agreement = cohort_importing.agreement()
    if any(receipt.reading.unanswered for receipt in reviewed):
        label, ready = "Answer the question above first", False
    else:
        label, ready = cohort_importing.what_comes_in(reviewed), bool(agreement)
    if st.button(label, type="primary", key="import", disabled=not ready):
        cohort_importing.store(file, Answers(dict(given)), agreement)

cohort_importing.earlier()
cohort_importing.enrolled()
