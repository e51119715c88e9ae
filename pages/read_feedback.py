"""What did they say, and was it read right? Confirm or correct each text; paste a message to log it."""

from __future__ import annotations

import streamlit as st

from pages.frame import day_off, session, show
from pages.parts import feedback_pasting, feedback_reading, feedback_texts

viewer = session.viewer()
st.title("What did they say?", anchor=False)
day_off.respects()
feedback_reading.keep_up()

if session.may_write():
    feedback_pasting.last_one()
    with st.expander("Paste a rejection e-mail", icon=":material/content_paste:", expanded=feedback_texts.none_yet()):
        feedback_pasting.draw()

if feedback_texts.none_yet():
    show.empty(
        "Here each text that an employer wrote will stand, with the words marked that say why.",
        "Paste one above, or import a log that has a feedback column.",
        page="pages/import_log.py",
        label="Import my log",
    )
    st.stop()

texts = feedback_texts.chosen()
show.sentence(feedback_texts.in_words(texts))
feedback_texts.cards(texts)
feedback_texts.export()
