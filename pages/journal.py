"""How am I doing? A journal that its owner alone reads, interviews as they were, and mood over the weeks."""

from __future__ import annotations

import streamlit as st

from pages.frame import head, session, show
from pages.parts import interviews, journal_entries

viewer = session.viewer()
head.draw("journal", head.today() if session.may_write() else "")
if not session.may_write():
    show.empty("A journal is read by the person who writes it.", "Nobody else sees it, and nothing of it is counted.")
    st.stop()

if head.view("Entries", "Interviews") == "Interviews":
    interviews.draw()
else:
    journal_entries.draw()
